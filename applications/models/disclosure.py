"""Marks of trade secrets, and requests for the disclosure of an application."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.grounds import Ground
from applications.models.application import Application
from applications.models.overlays import Overlay, OverlayQuerySet
from applications.redaction import first_day_of_release
from applications.workflow.disclosure import (
    DisclosureStatus,
    DisclosureWorkflow,
    MarkStatus,
    SecretMarkWorkflow,
)
from casework import clock
from casework.fsm import state_is_known
from zones.models import Organisation
from zones.roles import offices_of

PERIOD_DAYS = 30


class SecretMark(Overlay, SecretMarkWorkflow):
    """What the applicant marks as secret: one fact of the plan or one file, with ground and reason."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="secret_marks"
    )
    target = models.CharField(_("what is marked"), max_length=60)
    ground = models.CharField(_("ground"), max_length=20, choices=Ground.choices)
    reason = models.TextField(_("reason"))
    marked_at = models.DateTimeField(_("marked"), editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True, editable=False)
    decision_reason = models.TextField(_("reasons of the decision"), blank=True, editable=False)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("mark of secrecy")
        verbose_name_plural = _("marks of secrecy")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(MarkStatus, "mark_status_known"),
            models.CheckConstraint(
                condition=models.Q(ground__in=Ground.values), name="mark_ground_known"
            ),
            models.UniqueConstraint(
                fields=["application", "target"],
                condition=~models.Q(status=MarkStatus.WITHDRAWN),
                name="mark_once_per_target",
            ),
        ]

    def __str__(self) -> str:
        return self.target

    def hides(self, day: date) -> bool:
        """Tell whether copies made on a day are without what is marked."""
        if self.status == MarkStatus.REJECTED and self.decided_at is not None:
            return day < first_day_of_release(self.decided_at.astimezone(clock.JST).date())
        return self.status in {MarkStatus.MARKED, MarkStatus.ACCEPTED}

    def company_url(self) -> str:
        """Return the company's page of marks."""
        return reverse("apply_secrets", args=[self.application_id])


class DisclosureQuerySet(models.QuerySet[Any]):
    """Questions about requests for disclosure."""

    def visible_to(self, user: Any) -> "DisclosureQuerySet":
        """Return the requests that the user's offices handle."""
        return self.filter(organisation__in=offices_of(user))

    def for_list(self) -> "DisclosureQuerySet":
        """Return requests with what a list row shows, newest first."""
        return self.select_related(
            "application__zone", "application__company", "organisation"
        ).order_by("-pk")


class DisclosureRequest(Overlay, DisclosureWorkflow):
    """A request for disclosure (開示請求) of one application, with its periods and decision.

    Name and address of the requester serve to notify the decision; kept for three years, seen by the
    handling office alone and never by the applicant.
    """

    number = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="disclosure_requests"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    requester_name = models.CharField(_("name of the requester"), max_length=150)
    requester_address = models.CharField(_("address of the requester"), max_length=300)
    scope = models.TextField(_("what is requested"))
    received_on = models.DateField(_("received"))
    due_on = models.DateField(_("due"))
    extended_reasons = models.TextField(_("reasons of the extension"), blank=True, editable=False)
    opinion_due_on = models.DateField(_("opinion due"), null=True, editable=False)
    opposes = models.BooleanField(_("the applicant objects"), null=True, editable=False)
    opinion_text = models.TextField(_("opinion"), blank=True, editable=False)
    opinion_given_at = models.DateTimeField(_("opinion given"), null=True, editable=False)
    opinion_given_by = models.CharField(max_length=150, blank=True, editable=False)
    withheld = models.JSONField(_("withheld"), default=dict, editable=False)
    ground = models.CharField(
        _("ground"), max_length=20, choices=Ground.choices, blank=True, editable=False
    )
    reasons = models.TextField(_("reasons"), blank=True, editable=False)
    decided_on = models.DateField(_("decided"), null=True, editable=False)
    decided_by_name = models.CharField(_("decided by"), max_length=150, blank=True, editable=False)
    released_on = models.DateField(_("disclosed"), null=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for disclosure")
        verbose_name_plural = _("requests for disclosure")
        ordering = ["-pk"]
        constraints = [
            state_is_known(DisclosureStatus, "disclosure_status_known"),
            models.CheckConstraint(
                condition=models.Q(due_on__gt=models.F("received_on")), name="disclosure_due_later"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="disclosure_office")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        """Return the office's page of the request."""
        return reverse("console:disclosure", args=[self.pk])

    def is_overdue(self, on: date | None = None) -> bool:
        """Tell whether the decision is late."""
        open_states = {DisclosureStatus.RECEIVED, DisclosureStatus.CONSULTING}
        return self.status in open_states and (on or clock.today()) > self.due_on

    def release_from(self) -> date | None:
        """Return the first day of the disclosure once it is decided."""
        if self.decided_on is None or self.status == DisclosureStatus.REFUSED:
            return None
        return first_day_of_release(self.decided_on) if self.opposes else self.decided_on


def due_after(received_on: date) -> date:
    """Return the last day for the decision: thirty days, the first not counted (情報公開法10条1項)."""
    return received_on + timedelta(days=PERIOD_DAYS)
