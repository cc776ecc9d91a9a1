"""Which zones accept digital residents, since when and on what basis."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework import clock
from zones.workflow import ZoneStatus


class SchemeQuerySet(models.QuerySet["ResidentScheme"]):
    """Questions about schemes."""

    def open_on(self, on: date | None = None) -> "SchemeQuerySet":
        """Return the schemes that accept registrations on a day (today); the zone must be open too."""
        day = on or clock.today()
        return self.filter(
            Q(closes_on=None) | Q(closes_on__gte=day),
            Q(zone__expires_on=None) | Q(zone__expires_on__gte=day),
            opens_on__lte=day,
            zone__status=ZoneStatus.DESIGNATED,
        )


class ResidentScheme(models.Model):
    """A zone's digital resident scheme: no registration without the rules (要綱) it rests on."""

    zone = models.OneToOneField(
        "zones.Zone", on_delete=models.PROTECT, related_name="resident_scheme"
    )
    name = models.CharField(_("name of the scheme"), max_length=100)
    basis = models.CharField(_("rules or ordinance it rests on"), max_length=200)
    opens_on = models.DateField(_("accepts registrations from"))
    closes_on = models.DateField(_("accepts registrations until"), null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=200)

    objects = SchemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("digital resident scheme")
        verbose_name_plural = _("digital resident schemes")
        ordering = ["zone__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="residentscheme_period_ordered",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def is_open(self, on: date | None = None) -> bool:
        """Tell whether registrations are accepted on a day (today)."""
        day = on or clock.today()
        began = self.opens_on <= day
        return (
            began and (self.closes_on is None or self.closes_on >= day) and self.zone.is_open(day)
        )
