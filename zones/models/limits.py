"""What bounds a support: ceilings, rate, and what must not be had for the same cost (重複受給の禁止)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zones.choices import Payer, SupportNature
from zones.models.reference import one_of
from zones.models.support import SupportInstrument

CEILINGS = ("company_total", "company_year", "zone_year")


def _yen(label: object) -> models.PositiveBigIntegerField:
    return models.PositiveBigIntegerField(label, null=True, blank=True)


class SupportLimitQuerySet(models.QuerySet["SupportLimit"]):
    """Questions about limits."""

    def standing(self, on: date) -> "SupportLimitQuerySet":
        """Return what has begun by a day, the newest first; a zone's own before everybody's."""
        return self.filter(valid_from__lte=on).order_by(
            F("zone").asc(nulls_last=True), "-valid_from", "-recorded_at", "code"
        )

    def holding(self, *, instrument: str, zone: int, on: date) -> "SupportLimit | None":
        """Return the limit of an instrument in a zone on a day: the zone's own, else everybody's."""
        found = self.standing(on).filter(Q(zone=zone) | Q(zone=None), instrument=instrument)
        return found.first()


class SupportLimit(models.Model):
    """The limits of an instrument from a day on, for one zone or all; amounts in yen.

    A ceiling that is empty was not recorded: nothing is refused because of it, and pages say so. The
    fiscal year runs from April to March. ``excludes`` lists the codes of instruments not to be had for the same
    eligible cost. A new row replaces an older one; none is overwritten.
    """

    code = models.CharField(primary_key=True, max_length=80)
    instrument = models.ForeignKey(
        SupportInstrument, on_delete=models.PROTECT, related_name="limits"
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="support_limits",
    )
    valid_from = models.DateField(_("valid from"))
    nature = models.CharField(
        _("what the decision is in law"), max_length=20, choices=SupportNature
    )
    payer = models.CharField(_("who pays"), max_length=20, choices=Payer)
    company_total = _yen(_("ceiling per company, all years (yen)"))
    company_year = _yen(_("ceiling per company and fiscal year (yen)"))
    zone_year = _yen(_("ceiling per zone and fiscal year (yen)"))
    rate_numerator = models.PositiveSmallIntegerField(_("rate: numerator"), null=True, blank=True)
    rate_denominator = models.PositiveSmallIntegerField(
        _("rate: denominator"), null=True, blank=True
    )
    excludes = models.JSONField(_("not together with"), default=list, blank=True)
    is_house_rule = models.BooleanField(_("rule of this system"), default=False)
    basis = models.CharField(_("legal basis"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"), null=True, editable=False)
    recorded_by_name = models.CharField(max_length=150, blank=True, editable=False)

    objects = SupportLimitQuerySet.as_manager()

    class Meta:
        verbose_name = _("limit of a support")
        verbose_name_plural = _("limits of supports")
        ordering = ["code"]
        constraints = [
            one_of("nature", SupportNature),
            one_of("payer", Payer),
            models.CheckConstraint(
                condition=Q(rate_numerator=None, rate_denominator=None)
                | Q(
                    rate_numerator__gt=0,
                    rate_denominator__gt=0,
                    rate_numerator__lte=F("rate_denominator"),
                ),
                name="supportlimit_rate_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def rate(self) -> str:
        """Return the rate as a fraction; "" when none was recorded."""
        return f"{self.rate_numerator}/{self.rate_denominator}" if self.rate_denominator else ""

    @property
    def ceilings(self) -> list[tuple[str, int | None]]:
        """Return label and yen of each ceiling, None where none was recorded."""
        return [
            (str(self._meta.get_field(name).verbose_name), getattr(self, name)) for name in CEILINGS
        ]

    def largest_share(self, eligible: int) -> int | None:
        """Return the most that the rate allows of an eligible cost, in whole yen rounded down."""
        if not self.rate_denominator or not self.rate_numerator:
            return None
        return eligible * self.rate_numerator // self.rate_denominator

    def clean(self) -> None:
        """Refuse half a rate, an unknown instrument, and ceilings that contradict each other."""
        known = set(SupportInstrument.objects.values_list("pk", flat=True))
        if unknown := sorted(set(self.excludes) - known):
            raise ValidationError({"excludes": _("Unknown instruments: %s") % "、".join(unknown)})
        if self.instrument_id in self.excludes:
            raise ValidationError({"excludes": _("An instrument need not exclude itself.")})
        if (self.rate_numerator is None) != (self.rate_denominator is None):
            raise ValidationError(
                {"rate_denominator": _("Give numerator and denominator, or neither.")}
            )
        if None not in (self.company_total, self.company_year) and (
            self.company_year > self.company_total
        ):
            raise ValidationError(
                {"company_year": _("The ceiling of one year is above that of all years.")}
            )
