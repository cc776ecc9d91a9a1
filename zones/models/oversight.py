"""Measures demanded of a town, and the procedure before a designation is revoked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.fsm import state_is_known
from zones.models.organisations import Organisation, OrganisationKind
from zones.models.plan import OnZone, OnZoneQuerySet
from zones.models.zone import Zone
from zones.oversight_workflow import (
    DemandStatus,
    DemandWorkflow,
    RevocationStatus,
    RevocationWorkflow,
)
from zones.roles import offices_of, offices_of_kind


class Demand(OnZone, DemandWorkflow):
    """Measures demanded of a town until a set day (措置の要求), with its answer; public."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="demands")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what is demanded"), blank=True)
    demanded_on = models.DateField(_("demanded on"), null=True)
    due_on = models.DateField(_("answer due"), null=True)
    answer_text = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)
    settled_on = models.DateField(_("settled on"), null=True)

    objects = OnZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("demand for measures")
        verbose_name_plural = _("demands for measures")
        ordering = ["zone", "-pk"]
        constraints = [state_is_known(DemandStatus, "zone_demand_status_known")]

    def __str__(self) -> str:
        return _("Measures demanded of %(zone)s") % {"zone": self.zone.name}

    @property
    def is_late(self) -> bool:
        """Tell whether the answer came, or still is missing, after the day."""
        if self.due_on is None:
            return False
        return (self.answered_on or clock.today()) > self.due_on


class RevocationQuerySet(OnZoneQuerySet):
    """Questions about procedures of revocation: no outsider knows of one before it is decided."""

    def visible_to(self, user: Any) -> RevocationQuerySet:
        """Return those of the person's town, and all to the Cabinet Office and ministries asked."""
        seen = Q(zone__lead__in=offices_of(user))
        if offices_of_kind(user, OrganisationKind.CABINET):
            return self.all()
        ministries = offices_of_kind(user, OrganisationKind.MINISTRY)
        return self.filter(seen | Q(zone__consents__ministry__in=ministries)).distinct()


class Revocation(OnZone, RevocationWorkflow):
    """The procedure before a designation is revoked: ground, facts, hearing, statement, record."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="revocations")
    ground = models.TextField(_("ground"), blank=True)
    facts = models.TextField(_("facts"), blank=True)
    notified_on = models.DateField(_("notified on"), null=True)
    hearing_on = models.DateField(_("hearing on"), null=True)
    hearing_place = models.CharField(_("place of the hearing"), max_length=200, blank=True)
    statement = models.TextField(_("statement of the town"), blank=True)
    stated_on = models.DateField(_("stated on"), null=True)
    minutes = models.TextField(_("record of the hearing"), blank=True)
    reasons = models.TextField(_("reasons"), blank=True)
    decided_on = models.DateField(_("decided on"), null=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = RevocationQuerySet.as_manager()

    class Meta:
        verbose_name = _("procedure of revocation")
        verbose_name_plural = _("procedures of revocation")
        ordering = ["zone", "-pk"]
        constraints = [
            state_is_known(RevocationStatus, "zone_revocation_status_known"),
            models.UniqueConstraint(
                fields=["zone"],
                condition=Q(status__in=(RevocationStatus.NOTIFIED, RevocationStatus.HEARD)),
                name="zone_revocation_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return _("Revocation of the designation of %(zone)s") % {"zone": self.zone.name}
