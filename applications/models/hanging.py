"""What hangs on an exemption: it is locked after it, and stands on its pages."""

from typing import Any

from django.db import models

from applications.models.exemption import Exemption
from casework.fsm import Case
from zones.models import Zone


class HangingQuerySet(models.QuerySet[Any]):
    """Questions about what hangs on exemptions."""

    def visible_to(self, user: Any) -> "HangingQuerySet":
        """Return what hangs on the exemptions that the user may see."""
        return self.filter(exemption__in=Exemption.objects.visible_to(user).values("pk"))

    def for_page(self) -> "HangingQuerySet":
        """Return the cases with what their steps need."""
        return self.select_related(
            "exemption__zone__lead",
            "exemption__holder",
            "exemption__authority",
            "exemption__application__procedure",
        )


class OnExemption(Case):
    """A case with its own small machine that hangs on an exemption."""

    exemption: Any
    objects = HangingQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def parent(self) -> Case:
        """Return the exemption, which is locked first."""
        return self.exemption

    @property
    def application(self) -> Any:
        """Return the application behind the exemption."""
        return self.exemption.application

    @property
    def zone(self) -> Zone:
        """Return the zone of the exemption."""
        return self.exemption.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.exemption.zone.slug

    @property
    def anchor(self) -> str:
        """Return the part of the exemption's pages on which the case stands."""
        return f"{self._meta.model_name}-{self.pk}"

    def get_absolute_url(self) -> str:
        """Return its place on the office's page of the exemption."""
        return f"{self.exemption.get_absolute_url()}#{self.anchor}"

    def company_url(self) -> str:
        """Return its place on the holder's page of the exemption."""
        return f"{self.exemption.company_url()}#{self.anchor}"
