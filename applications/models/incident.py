"""Incidents and complaints about what runs under an exemption (事故・苦情)."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.codes_incident import GRAVE, IncidentKind, ReportedBy, Severity
from applications.models.exemption import Exemption
from applications.workflow.incident import IncidentStatus, IncidentWorkflow
from casework import clock
from casework.actors import Identity
from casework.fsm import Case, state_is_known
from zones.models import Zone

FIRST_REPORT_HOURS = ACKNOWLEDGE_HOURS = 24
OPEN = (IncidentStatus.REPORTED, IncidentStatus.ACKNOWLEDGED, IncidentStatus.EXPLAINED)


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Questions about incidents."""

    def standing(self) -> "IncidentQuerySet":
        """Return what was not dismissed: this is what counts, in the register and as an indicator."""
        return self.exclude(status=IncidentStatus.DISMISSED)

    def happened(self, first: date, last: date) -> "IncidentQuerySet":
        """Return what happened from a day to another, as days are in Japan."""
        start = datetime.combine(first, time(), clock.JST)
        end = datetime.combine(last + timedelta(days=1), time(), clock.JST)
        return self.filter(happened_at__gte=start, happened_at__lt=end)

    def visible_to(self, user: Any) -> "IncidentQuerySet":
        """Return the incidents of the exemptions that the user may see."""
        return self.filter(exemption__in=Exemption.objects.visible_to(user).values("pk"))

    def grave(self) -> "IncidentQuerySet":
        """Return the open ones in which somebody died or was seriously injured."""
        return self.filter(kind=IncidentKind.INCIDENT, severity__in=GRAVE, status__in=OPEN)

    def for_list(self) -> "IncidentQuerySet":
        """Return incidents with what a list row shows, the newest first."""
        return self.select_related(
            "exemption__zone__lead", "exemption__holder", "exemption__authority"
        ).order_by("-pk")

    def for_page(self) -> "IncidentQuerySet":
        """Return an incident with what its page and its steps need."""
        return self.select_related(
            "exemption__zone__lead",
            "exemption__holder",
            "exemption__authority",
            "exemption__application__procedure",
            "reporter",
        )


class Incident(IncidentWorkflow):
    """An incident or a complaint: what happened, who was harmed (numbers, never names), what was done.

    Purpose: safety of the trial, and its rate as an indicator. Retention: as the exemption's file;
    the address of somebody who reported without an account is emptied when the case ends.
    """

    exemption = models.ForeignKey(Exemption, on_delete=models.PROTECT, related_name="incidents")
    kind = models.CharField(_("kind"), max_length=20, choices=IncidentKind.choices)
    source = models.CharField(_("reported by"), max_length=20, choices=ReportedBy.choices)
    happened_at = models.DateTimeField(_("when it happened"))
    place = models.CharField(_("where"), max_length=200, blank=True)
    text = models.TextField(_("what happened"))
    done = models.TextField(_("what was done"), blank=True)
    severity = models.CharField(_("harm to people"), max_length=20, choices=Severity.choices)
    harmed = models.PositiveSmallIntegerField(_("people harmed"), default=0)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    reporter_email = models.EmailField(_("e-mail for questions"), blank=True)
    reported_at = models.DateTimeField(_("reported"), editable=False)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, editable=False)
    cause = models.TextField(_("cause"), blank=True, editable=False)
    fix = models.TextField(_("remedy"), blank=True, editable=False)
    lesson = models.TextField(_("what was learned"), blank=True, editable=False)
    dismissal = models.TextField(_("why it was dismissed"), blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("incident or complaint")
        verbose_name_plural = _("incidents and complaints")
        constraints = [
            state_is_known(IncidentStatus, "incident_status_known"),
            models.CheckConstraint(
                condition=models.Q(kind__in=IncidentKind.values), name="incident_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(source__in=ReportedBy.values), name="incident_source_known"
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=Severity.values), name="incident_severity_known"
            ),
        ]
        indexes = [models.Index(fields=["exemption", "happened_at"], name="incident_exemption")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    @property
    def number(self) -> str:
        """Return the number that everybody concerned uses."""
        return f"{self.exemption.public_number}-{self.pk}"

    @property
    def parent(self) -> Case:
        """Return the exemption, which is locked first."""
        return self.exemption

    @property
    def zone(self) -> Zone:
        """Return the zone of the exemption."""
        return self.exemption.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.exemption.zone.slug

    @property
    def is_grave(self) -> bool:
        """Tell whether somebody died or was seriously injured."""
        return self.kind == IncidentKind.INCIDENT and self.severity in GRAVE

    @property
    def due_at(self) -> datetime:
        """Return until when the office acknowledges the report: 24 hours later, by the hour."""
        return self.reported_at + timedelta(hours=ACKNOWLEDGE_HOURS)

    @property
    def report_due_at(self) -> datetime:
        """Return until when the holder reports: 24 hours after it happened, by the hour."""
        return self.happened_at + timedelta(hours=FIRST_REPORT_HOURS)

    def was_reported_late(self) -> bool:
        """Tell whether the holder's first report came after its 24 hours."""
        return self.source == ReportedBy.HOLDER and self.reported_at > self.report_due_at

    def is_overdue(self) -> bool:
        """Tell whether the acknowledgment is late now, or came late."""
        return (self.acknowledged_at or self.ended_at or clock.now()) > self.due_at

    def describe_actor(self, actor: Any) -> Identity | None:
        """Return how the trail names somebody who reports without an account: not at all."""
        if getattr(actor, "is_public_reporter", False):
            return Identity(actor.get_full_name(), kind="public")
        return None

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:incident", args=[self.pk])

    def company_url(self) -> str:
        """Return the holder's page."""
        return reverse("apply_incident", args=[self.pk])
