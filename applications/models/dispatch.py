"""The way of a letter that goes by post."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.codes_later import DispatchMethod, ReturnCause
from applications.membership import companies_of
from applications.models.letters import Letter
from applications.workflow.dispatch import DispatchStatus, DispatchWorkflow
from casework.fsm import Case, state_is_known
from zones.models import DocumentNumber, Zone
from zones.roles import offices_of

METHODS = [*DispatchMethod.choices, ("hand", _("Handed over"))]
OUTCOMES = [("delivered", _("Delivered")), *ReturnCause.choices]
OPEN = (
    DispatchStatus.TO_PRINT,
    DispatchStatus.SENT,
    DispatchStatus.RETURNED,
    DispatchStatus.POSTED,
)


class DispatchQuerySet(models.QuerySet["Dispatch"]):
    """Questions about letters by post."""

    def visible_to(self, user: Any) -> "DispatchQuerySet":
        """Return the letters that the user's offices send, their own companies' left out."""
        found = self.filter(letter__office__in=offices_of(user))
        return found.exclude(letter__application__company__in=companies_of(user))

    def open(self) -> "DispatchQuerySet":
        """Return what has not arrived yet."""
        return self.filter(status__in=OPEN)

    def for_list(self) -> "DispatchQuerySet":
        """Return dispatches with what a row shows, newest first."""
        return self.select_related(
            "letter__document", "letter__company", "letter__office", "letter__application__zone"
        ).order_by("-pk")


class Dispatch(DispatchWorkflow):
    """A letter on its way by post, until it arrives or is served by public notice."""

    letter = models.OneToOneField(Letter, on_delete=models.PROTECT, related_name="dispatch")
    address = models.CharField(_("address"), max_length=200)
    made_at = models.DateTimeField(_("made"))
    searched = models.TextField(_("how the addressee was searched for"), blank=True)
    posted_on = models.DateField(_("posted"), null=True)
    notice_document = models.OneToOneField(
        DocumentNumber, on_delete=models.PROTECT, null=True, related_name="+"
    )
    notice_body = models.TextField(_("text of the public notice"), blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter by post")
        verbose_name_plural = _("letters by post")
        constraints = [state_is_known(DispatchStatus, "dispatch_status_known")]
        indexes = [models.Index(fields=["status", "-id"], name="dispatch_status_new")]

    def __str__(self) -> str:
        return str(self.letter)

    @property
    def application(self) -> Any:
        """Return the application that the letter concerns."""
        return self.letter.application

    @property
    def parent(self) -> Case:
        """Return the application, which is locked first."""
        return self.letter.application

    @property
    def zone(self) -> Zone:
        """Return the zone of the application."""
        return self.letter.application.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.letter.application.zone.slug

    def get_absolute_url(self) -> str:
        """Return the office's page of the letter."""
        return reverse("console:dispatch", args=[self.pk])


class Sending(models.Model):
    """One attempt to bring a letter to its addressee."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.PROTECT, related_name="sendings")
    number = models.PositiveSmallIntegerField(_("attempt"))
    sent_on = models.DateField(_("sent"))
    method = models.CharField(_("how"), max_length=20, choices=METHODS)
    tracking = models.CharField(_("tracking number"), max_length=40, blank=True)
    address = models.CharField(_("address"), max_length=200)
    receiver = models.CharField(_("received by"), max_length=100, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    sent_by_name = models.CharField(_("sent by"), max_length=150)
    recorded_at = models.DateTimeField(_("recorded"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=OUTCOMES, blank=True)
    outcome_on = models.DateField(_("day of the outcome"), null=True)

    class Meta:
        verbose_name = _("attempt of delivery")
        verbose_name_plural = _("attempts of delivery")
        ordering = ["dispatch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["dispatch", "number"], name="sending_number_once"),
            models.CheckConstraint(
                condition=models.Q(outcome_on=None) | models.Q(outcome_on__gte=models.F("sent_on")),
                name="sending_outcome_after",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} #{self.number}"
