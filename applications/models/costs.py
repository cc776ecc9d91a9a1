"""What a zone costs: entries, hourly rates, logged minutes, applicants' hours, donations.

Nothing here is changed or deleted: a correction is a new row that names the row in whose place it
stands. Amounts are whole yen, fiscal years run from April to March.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes_costs import PUBLIC_LEVELS, CostEntryKind, CostLevel, WorkStep
from applications.models.application import Application
from applications.models.exemption import Exemption
from zones.models import Organisation, Zone
from zones.models.reference import one_of


class AppendedQuerySet(models.QuerySet[Any]):
    """Questions about rows that are only appended."""

    def standing(self) -> "AppendedQuerySet":
        """Leave out the rows in whose place another one stands."""
        return self.filter(corrected_by=None)


class Appended(models.Model):
    """A row that is never changed; ``corrects`` names the one in whose place it stands."""

    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        editable=False,
    )
    recorded_at = models.DateTimeField(_("recorded"), editable=False)
    recorded_by_name = models.CharField(_("recorded by"), max_length=150, editable=False)

    objects = AppendedQuerySet.as_manager()

    class Meta:
        abstract = True


class HourlyRate(Appended):
    """The published rate by which hours are valued, from a day on; a zone's own before everybody's."""

    level = models.CharField(_("who bears it"), max_length=20, choices=CostLevel)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="hourly_rates")
    yen = models.PositiveIntegerField(_("yen per hour"))
    valid_from = models.DateField(_("valid from"))
    source_text = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("hourly rate")
        verbose_name_plural = _("hourly rates")
        ordering = ["pk"]
        constraints = [
            one_of("level", CostLevel),
            models.CheckConstraint(condition=Q(yen__gt=0), name="hourlyrate_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.yen}"


class CostEntry(Appended):
    """What an office spent on a zone, or on one of its exemptions, in a fiscal year.

    Staff hours carry the rate and its source, and their amount is hours × rate, rounded to whole yen.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="cost_entries")
    exemption = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, null=True, blank=True, related_name="cost_entries"
    )
    level = models.CharField(
        _("who bears it"),
        max_length=20,
        choices=[(one.value, one.label) for one in PUBLIC_LEVELS],
    )
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )
    kind = models.CharField(_("kind of cost"), max_length=20, choices=CostEntryKind)
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=2, null=True, blank=True)
    rate = models.PositiveIntegerField(_("yen per hour"), null=True, blank=True)
    rate_source = models.CharField(_("source of the rate"), max_length=300, blank=True)
    amount = models.PositiveBigIntegerField(_("amount (yen)"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    source_text = models.CharField(_("source"), max_length=300)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cost entry")
        verbose_name_plural = _("cost entries")
        ordering = ["pk"]
        constraints = [
            one_of("kind", CostEntryKind),
            models.CheckConstraint(
                condition=Q(level__in=PUBLIC_LEVELS), name="costentry_level_is_public"
            ),
            models.CheckConstraint(
                condition=Q(kind="staff", hours__gt=0, rate__gt=0)
                | (~Q(kind="staff") & Q(hours=None, rate=None)),
                name="costentry_hours_have_a_rate",
            ),
        ]
        indexes = [models.Index(fields=["zone", "fiscal_year"], name="costentry_zone_year")]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.kind} {self.amount}"


class Donation(Appended):
    """What a zone's municipality received as corporate donations (企業版ふるさと納税) in a fiscal year."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="donations")
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    amount = models.PositiveBigIntegerField(_("amount (yen)"))
    gifts = models.PositiveIntegerField(_("number of donations"))
    source_text = models.CharField(_("source"), max_length=300)
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("corporate donation")
        verbose_name_plural = _("corporate donations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.zone_id} {self.fiscal_year} {self.amount}"


class WorkLog(Appended):
    """Minutes that somebody of an office worked on an application; the office is told, not the person.

    Purpose: staff hours per decision (K02) and the cost of a zone; not for judging people.
    """

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="work_logs")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(_("who bears it"), max_length=20, choices=CostLevel)
    step = models.CharField(_("worked on"), max_length=20, choices=WorkStep)
    minutes = models.PositiveIntegerField(_("minutes"))
    on = models.DateField(_("day"))

    class Meta:
        verbose_name = _("work log")
        verbose_name_plural = _("work logs")
        ordering = ["pk"]
        constraints = [
            one_of("level", CostLevel),
            one_of("step", WorkStep),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.minutes}"


class ApplicantHours(Appended):
    """The hours that an applicant spent on a filing, told once and only if they like."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="applicant_hours"
    )
    hours = models.DecimalField(_("hours"), max_digits=7, decimal_places=1)

    class Meta:
        verbose_name = _("applicant's hours")
        verbose_name_plural = _("applicants' hours")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=0), name="applicanthours_not_negative"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(corrects=None), name="applicanthours_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.hours}"
