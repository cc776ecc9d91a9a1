"""What hangs on an application: corrections and opinions."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import ClockEffect, CorrectionReason, OpinionView
from applications.models.application import Application
from applications.workflow import (
    ClarificationStatus,
    ClarificationWorkflow,
    OpinionStatus,
    OpinionWorkflow,
)
from casework import clock
from casework.fsm import Case, state_is_known
from zones.models import Organisation, Zone


class OverlayQuerySet(models.QuerySet[Any]):
    """Questions about overlays."""

    def visible_to(self, user: Any) -> "OverlayQuerySet":
        """Return the overlays of the applications that the user may see."""
        return self.filter(application__in=Application.objects.visible_to(user).values("pk"))


class ClarificationQuerySet(OverlayQuerySet):
    """Questions about correction requests."""

    def holding(self, on: date | None = None) -> "ClarificationQuerySet":
        """Return the requests that wait for the applicant on a day (today): open, not lapsed."""
        lapsed = models.Q(lapses_on__lt=on or clock.today())
        return self.filter(status=ClarificationStatus.OPEN).exclude(lapsed)

    def lapsed(self, on: date | None = None) -> "ClarificationQuerySet":
        """Return the open requests whose period and days of grace are over on a day (today)."""
        day = on or clock.today()
        return self.filter(status=ClarificationStatus.OPEN, lapses_on__lt=day).order_by("pk")


class Overlay(Case):
    """What corrections and opinions share."""

    class Meta:
        abstract = True

    @property
    def parent(self) -> Case:
        """Return the application, which is locked first."""
        return self.application

    @property
    def zone(self) -> Zone:
        """Return the zone of the application."""
        return self.application.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.application.zone.slug

    def get_absolute_url(self) -> str:
        """Return the office's page of the case it belongs to."""
        return reverse("console:application", args=[self.application_id])

    def company_url(self) -> str:
        """Return the company's page of the case it belongs to."""
        return reverse("apply_application", args=[self.application_id])


class Clarification(Overlay, ClarificationWorkflow):
    """A correction request (補正): named fields, a coded reason, a due date, an effect on the clock."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="clarifications"
    )
    fields = models.JSONField(_("fields"))
    reason_code = models.CharField(_("reason"), max_length=20, choices=CorrectionReason.choices)
    message = models.TextField(_("what is to be corrected"))
    example = models.TextField(_("example of a good answer"))
    due_on = models.DateField(_("due"))
    effect = models.CharField(_("effect on the clock"), max_length=20, choices=ClockEffect.choices)
    snapshot = models.JSONField(_("fields as they stood"))
    requested_at = models.DateTimeField(_("requested"))
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answers = models.JSONField(_("answers"), null=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    lapses_on = models.DateField(_("closes by itself after"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction request")
        verbose_name_plural = _("correction requests")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(ClarificationStatus, "clarification_status_known"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(status=ClarificationStatus.OPEN),
                name="clarification_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {', '.join(self.fields)}"

    def named_facts(self) -> list[facts.Place]:
        """Return what the request opens: facts, groups, rows or columns."""
        application = self.application
        return [facts.place(p, application.plan_schema, application.plan) for p in self.fields]

    def is_overdue(self, on: date | None = None) -> bool:
        """Tell whether the applicant should have answered before a day (today)."""
        return self.status == ClarificationStatus.OPEN and self.due_on < (on or clock.today())

    def has_lapsed(self, on: date | None = None) -> bool:
        """Tell whether the period and the days of grace are over: no job has to say so."""
        return self.lapses_on is not None and self.lapses_on < (on or clock.today())

    def is_holding(self, on: date | None = None) -> bool:
        """Tell whether the case waits for the applicant on a day (today)."""
        return self.status == ClarificationStatus.OPEN and not self.has_lapsed(on)

    def changes(self) -> list[tuple[facts.Place, Any, Any]]:
        """Return (place, before, after) for the officer, who sees only what changed."""
        return [
            (f, self.snapshot.get(f.key), (self.answers or {}).get(f.key))
            for f in self.named_facts()
        ]


class Opinion(Overlay, OpinionWorkflow):
    """An opinion asked of an office (意見照会)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="opinions")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="opinions"
    )
    asked_at = models.DateTimeField(_("asked"))
    due_on = models.DateField(_("due"))
    view = models.CharField(_("view"), max_length=20, choices=OpinionView.choices, blank=True)
    text = models.TextField(_("opinion"), blank=True)
    reason_codes = models.JSONField(_("coded reasons"), default=list)
    minority = models.JSONField(_("dissenting opinions"), default=list)
    statement = models.TextField(_("what was put to the committee"), blank=True, editable=False)
    first_due_on = models.DateField(_("first due"), null=True, editable=False)
    extension_reason = models.TextField(_("why it was extended"), blank=True, editable=False)
    given_at = models.DateTimeField(_("given"), null=True, editable=False)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    given_by_name = models.CharField(_("given by"), max_length=150, blank=True, editable=False)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(OpinionStatus, "opinion_status_known"),
            models.UniqueConstraint(
                fields=["application", "organisation"], name="opinion_once_per_office"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.organisation}"

    def is_late(self, on: date | None = None) -> bool:
        """Tell whether the opinion is, or was given, after its due date."""
        given = self.given_at.astimezone(clock.JST).date() if self.given_at else None
        return (given or on or clock.today()) > self.due_on


class OpinionVersion(models.Model):
    """An opinion as it stood before it was revised."""

    opinion = models.ForeignKey(Opinion, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    view = models.CharField(_("view"), max_length=20, choices=OpinionView.choices)
    text = models.TextField(_("opinion"))
    reason_codes = models.JSONField(_("coded reasons"), default=list)
    minority = models.JSONField(_("dissenting opinions"), default=list)
    given_at = models.DateTimeField(_("given"))
    given_by_name = models.CharField(_("given by"), max_length=150)

    class Meta:
        verbose_name = _("earlier version of an opinion")
        verbose_name_plural = _("earlier versions of opinions")
        ordering = ["opinion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} #{self.number}"
