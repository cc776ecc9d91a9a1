"""Reports on exemptions and their figures."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.exemption import Exemption
from applications.workflow import ReportStatus, ReportWorkflow
from casework import clock
from casework.fsm import Case, state_is_known
from zones.models import Zone

WAITING = (ReportStatus.DUE, ReportStatus.RETURNED)


class ReportKind(models.TextChoices):
    """Why a report is due."""

    PERIODIC = "periodic", pgettext_lazy("report kind", "Quarterly report")
    FINAL = "final", pgettext_lazy("report kind", "Final report")


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def visible_to(self, user: Any) -> "ReportQuerySet":
        """Return the reports on the exemptions that the user may see."""
        return self.filter(exemption__in=Exemption.objects.visible_to(user).values("pk"))

    def overdue(self, on: date | None = None) -> "ReportQuerySet":
        """Return what should have been submitted by a day (today) and is not."""
        return self.filter(status__in=WAITING, due_on__lt=on or clock.today())

    def to_submit(self, on: date | None = None) -> "ReportQuerySet":
        """Return the reports whose period is over and that wait for the holder."""
        return self.filter(status__in=WAITING, period_end__lt=on or clock.today())

    def for_list(self) -> "ReportQuerySet":
        """Return reports with what a list row shows, by due date."""
        return self.select_related("exemption__zone", "exemption__holder").order_by("due_on", "pk")


class Report(ReportWorkflow):
    """A periodic or final report on an exemption; ending an exemption never ends the duty.

    ``compliance`` lists {number, text, answer, note}; ``entry`` is {how: form|file|api, name, sha256,
    known: codes of the figures that the console computed};
    ``before`` is what stood before the last submission, so that it can be taken back exactly.
    """

    exemption = models.ForeignKey(Exemption, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(_("kind"), max_length=20, choices=ReportKind.choices)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("to"))
    due_on = models.DateField(_("due"))
    narrative = models.TextField(_("what happened"), blank=True, editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    return_reasons = models.TextField(_("what is to be corrected"), blank=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    compliance = models.JSONField(_("compliance with the conditions"), default=list, editable=False)
    entry = models.JSONField(_("how it was entered"), default=dict, editable=False)
    before = models.JSONField(_("what stood before"), default=dict, editable=False)
    correction_reasons = models.TextField(
        _("reasons of the correction"), blank=True, editable=False
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            state_is_known(ReportStatus, "report_status_known"),
            models.CheckConstraint(
                condition=models.Q(period_start__lte=models.F("period_end")),
                name="report_period_ordered",
            ),
            models.UniqueConstraint(
                fields=["exemption", "kind", "period_start"], name="report_once_per_period"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=models.Q(status__in=["due", "returned"]),
                name="report_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.exemption.public_number} {self.period_start}–{self.period_end}"

    @property
    def parent(self) -> Case:
        """Return the exemption, which is locked first."""
        return self.exemption

    @property
    def zone(self) -> Zone:
        """Return the zone of the exemption."""
        return self.exemption.zone

    def incidents(self) -> list[Any]:
        """Return the incidents and complaints of the days of the report, in their order; one query."""
        found = self.exemption.incidents.happened(self.period_start, self.period_end)
        return list(found.select_related("exemption").order_by("happened_at", "pk"))

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.exemption.zone.slug

    def is_overdue(self, on: date | None = None) -> bool:
        """Tell whether the report should have been submitted before a day (today)."""
        return self.status in WAITING and self.due_on < (on or clock.today())

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:report", args=[self.pk])

    def company_url(self) -> str:
        """Return the holder's page."""
        return reverse("apply_report", args=[self.pk])


class ReportFigure(models.Model):
    """One figure of a report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="figures")
    indicator_code = models.CharField(_("indicator"), max_length=20)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(_("denominator"), max_digits=20, decimal_places=4, null=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("figure of a report")
        verbose_name_plural = _("figures of reports")
        ordering = ["report", "indicator_code"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator_code"], name="figure_once")
        ]

    def __str__(self) -> str:
        return f"{self.indicator_code}: {self.value}"
