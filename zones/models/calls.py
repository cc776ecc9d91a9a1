"""Calls for operators and participants, mandates of operators, and what these prepare."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.fsm import state_is_known
from zones.call_workflow import (
    CallStatus,
    CallWorkflow,
    MandateStatus,
    MandateWorkflow,
    PreparationStatus,
    PreparationWorkflow,
    in_force,
)
from zones.models.organisations import Organisation
from zones.models.plan import OnZone, OnZoneQuerySet
from zones.models.zone import Zone
from zones.roles import entrusted_zones, offices_of


class CallPhase(models.TextChoices):
    """What anybody may know of a call on a day."""

    BEFORE = "before", pgettext_lazy("call", "Opens soon")
    OPEN = "taking", pgettext_lazy("call", "Open to join")
    JUDGING = "judging", pgettext_lazy("call", "Window over, being judged")
    CONCLUDED = "concluded", pgettext_lazy("call", "Outcome published")
    CANCELED = "canceled", pgettext_lazy("call", "Called off")


class CallQuerySet(OnZoneQuerySet):
    """Questions about calls."""

    def published(self) -> CallQuerySet:
        """Return those that anybody may know of."""
        return self.exclude(announced_on=None)

    def visible_to(self, user: Any) -> CallQuerySet:
        """Return the published ones, and those being prepared in the user's office or for it."""
        own = Q(zone__lead__in=offices_of(user)) | Q(zone__in=entrusted_zones(user, "calls"))
        return self.filter(Q(announced_on__isnull=False) | own)

    def open_on(self, on: date | None = None) -> CallQuerySet:
        """Return those that can be joined on a day (today): both ends are part of the window."""
        day = on or clock.today()
        return self.filter(status=CallStatus.OPEN, opens_on__lte=day, closes_on__gte=day)

    def for_list(self) -> CallQuerySet:
        """Return calls with what a list shows, those that close last first."""
        return self.select_related("zone__lead").order_by("-closes_on", "-pk")


class Call(OnZone, CallWorkflow):
    """A call (公募): whom the zone looks for, how many, by which criteria, from when until when."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="calls")
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("what is looked for"), blank=True)
    criteria = models.TextField(_("criteria"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=1)
    opens_on = models.DateField(_("opens on"), null=True)
    closes_on = models.DateField(_("closes on"), null=True)
    announced_on = models.DateField(_("announced on"), null=True, editable=False)
    outcome_text = models.TextField(_("outcome"), blank=True, editable=False)
    concluded_on = models.DateField(_("concluded on"), null=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        ordering = ["-closes_on", "-pk"]
        constraints = [
            state_is_known(CallStatus, "zone_call_status_known"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="zone_call_has_places"),
            models.CheckConstraint(
                condition=Q(closes_on=None) | Q(closes_on__gte=models.F("opens_on")),
                name="zone_call_window_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def phase(self, on: date | None = None) -> CallPhase:
        """Return what holds on a day (today)."""
        day = on or clock.today()
        if self.status == CallStatus.CANCELED:
            return CallPhase.CANCELED
        if self.status == CallStatus.CONCLUDED:
            return CallPhase.CONCLUDED
        if self.status == CallStatus.PREPARED or self.opens_on is None or day < self.opens_on:
            return CallPhase.BEFORE
        over = self.closes_on is not None and self.closes_on < day
        return CallPhase.JUDGING if over else CallPhase.OPEN

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:call", args=[self.pk])

    def public_url(self) -> str:
        """Return the public page."""
        return reverse("call", args=[self.pk])


class Task(models.TextChoices):
    """What may be entrusted: preparing only, never a disposition."""

    FORM_CHECK = "form_check", pgettext_lazy("entrusted task", "Check forms of applications")
    MESSAGES = "messages", pgettext_lazy("entrusted task", "Draft messages")
    REPORT_CHECK = "report_check", pgettext_lazy("entrusted task", "Check figures of reports")
    PAGES = "pages", pgettext_lazy("entrusted task", "Maintain public pages")
    CALLS = "calls", pgettext_lazy("entrusted task", "Prepare calls")


class MandateQuerySet(OnZoneQuerySet):
    """Questions about mandates."""

    def visible_to(self, user: Any) -> MandateQuerySet:
        """Return those of the user's office, as the one that entrusts or the one entrusted."""
        offices = offices_of(user)
        held = Q(operator__in=offices) & ~Q(status=MandateStatus.PREPARED)
        return self.filter(Q(zone__lead__in=offices) | held)

    def current(self, on: date | None = None) -> MandateQuerySet:
        """Return those that hold on a day (today)."""
        day = on or clock.today()
        return self.filter(
            status=MandateStatus.ENTRUSTED, valid_from__lte=day, valid_until__gte=day
        )


class Mandate(OnZone, MandateWorkflow):
    """Tasks entrusted to an operator in a zone: scope, contract, period (民間による行政運営)."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="mandates")
    operator = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="mandates"
    )
    tasks = models.JSONField(_("tasks"), default=list)
    contract = models.CharField(_("contract"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"), null=True)
    valid_until = models.DateField(_("until"), null=True)
    entrusted_on = models.DateField(_("entrusted on"), null=True)
    ended_on = models.DateField(_("ended on"), null=True)
    end_reasons = models.TextField(_("reasons of the end"), blank=True)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate of an operator")
        verbose_name_plural = _("mandates of operators")
        ordering = ["zone", "-pk"]
        constraints = [
            state_is_known(MandateStatus, "zone_mandate_status_known"),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="zone_mandate_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone}　{self.operator or ''}"

    def is_in_force(self, on: date | None = None) -> bool:
        """Tell whether the mandate holds on a day (today)."""
        return in_force(self, on or clock.today())

    @property
    def task_labels(self) -> list[str]:
        """Return the words of the tasks."""
        return [str(Task(code).label) for code in self.tasks]

    def get_absolute_url(self) -> str:
        """Return its page in the office."""
        return reverse("console:mandate", args=[self.pk])


class PreparationQuerySet(models.QuerySet["Preparation"]):
    """Questions about what operators prepared."""

    def visible_to(self, user: Any) -> PreparationQuerySet:
        """Return those under the mandates that the person may see."""
        return self.filter(mandate__in=Mandate.objects.visible_to(user).values("pk"))


class Preparation(PreparationWorkflow):
    """A check or a draft that an operator made for the office; without effect until it is adopted."""

    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="preparations")
    task = models.CharField(_("task"), max_length=20, choices=Task.choices, blank=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("text"), blank=True)
    prepared_on = models.DateField(_("prepared on"), null=True)
    answered_on = models.DateField(_("answered on"), null=True)
    reasons = models.TextField(_("reasons"), blank=True)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        verbose_name = _("preparation of an operator")
        verbose_name_plural = _("preparations of operators")
        ordering = ["mandate", "-pk"]
        constraints = [state_is_known(PreparationStatus, "zone_preparation_status_known")]

    def __str__(self) -> str:
        return self.subject

    @property
    def zone(self) -> Zone:
        """Return the zone of the mandate."""
        return self.mandate.zone

    @property
    def parent(self) -> Mandate:
        """Return the mandate, which is locked first."""
        return self.mandate

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.zone.slug

    def get_absolute_url(self) -> str:
        """Return the page of the mandate."""
        return self.mandate.get_absolute_url()


class ExpiryWarning(models.Model):
    """That a zone's office was warned of an end once, at one of the three stages; append-only.

    ``what`` names what ends (``basis:srz``, ``zone``, ``closing``, ``kaso``); ``months`` is 12, 6 or 3.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="expiry_warnings")
    what = models.CharField(max_length=60)
    ends_on = models.DateField()
    months = models.PositiveSmallIntegerField()
    warned_on = models.DateField()

    class Meta:
        verbose_name = _("warning of an end")
        verbose_name_plural = _("warnings of ends")
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "what", "ends_on", "months"], name="zone_warned_once_a_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.what} {self.months}"
