"""An appeal (審査請求) against a determination, or against its absence."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.codes_appeal import AppealKind, Relief, Suspension
from applications.membership import companies_of
from applications.models.application import Application
from applications.models.measure import Determination, RequestedMeasure
from applications.models.overlays import Overlay
from applications.workflow.appeal import AppealStatus, AppealWorkflow
from casework.fsm import state_is_known
from zones.models import Organisation
from zones.roles import offices_of

OPEN = ("lodged", "correcting", "reviewing", "defended", "concluded")


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Questions about appeals."""

    def visible_to(self, user: Any) -> "AppealQuerySet":
        """Return the appeals that the user's offices review or defend, their own companies' left out."""
        offices = offices_of(user)
        found = self.filter(
            Q(reviewing_office__in=offices) | Q(application__examining_office__in=offices)
        )
        return found.exclude(application__company__in=companies_of(user))

    def of_companies(self, user: Any) -> "AppealQuerySet":
        """Return the appeals of the user's companies."""
        return self.filter(application__company__in=companies_of(user))

    def open(self) -> "AppealQuerySet":
        """Return what is not ruled on and not withdrawn."""
        return self.filter(status__in=OPEN)

    def for_list(self) -> "AppealQuerySet":
        """Return appeals with what a row shows, newest first."""
        return self.select_related(
            "application__zone", "application__company", "measure", "reviewing_office", "officer"
        ).order_by("-pk")


class Appeal(Overlay, AppealWorkflow):
    """A request for review, with the statements of both sides and the ruling."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="appeals")
    measure = models.ForeignKey(RequestedMeasure, on_delete=models.PROTECT, related_name="appeals")
    kind = models.CharField(_("what is contested"), max_length=20, choices=AppealKind.choices)
    determination = models.ForeignKey(
        Determination, on_delete=models.PROTECT, null=True, related_name="appeals"
    )
    reviewing_office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appeals"
    )
    relief = models.CharField(_("what is asked for"), max_length=20, choices=Relief.choices)
    grounds = models.TextField(_("grounds"))
    known_on = models.DateField(_("learned of it on"), null=True)
    late_reason = models.TextField(_("just cause of lateness"), blank=True)
    suspension_reason = models.TextField(_("why execution should be suspended"), blank=True)
    suspension = models.CharField(
        _("suspension of execution"), max_length=20, choices=Suspension.choices, blank=True
    )
    suspension_words = models.TextField(_("reasons about the suspension"), blank=True)
    lodged_at = models.DateTimeField(_("lodged"), null=True)
    lodged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lodged_by_name = models.CharField(_("lodged by"), max_length=150, blank=True)
    review_due_on = models.DateField(_("standard end of the review"), null=True)
    correction_message = models.TextField(_("what is to be corrected"), blank=True)
    correction_due_on = models.DateField(_("correct by"), null=True)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    officer_name = models.CharField(_("review officer"), max_length=150, blank=True)
    defence = models.TextField(_("statement of defence"), blank=True)
    defended_at = models.DateTimeField(_("defended"), null=True)
    defended_by_name = models.CharField(_("defended by"), max_length=150, blank=True)
    reply_due_on = models.DateField(_("reply by"), null=True)
    reply_text = models.TextField(_("statement in reply"), blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True)
    officer_opinion = models.TextField(_("opinion of the review officer"), blank=True)
    concluded_at = models.DateTimeField(_("concluded"), null=True)
    ruling_reasons = models.TextField(_("reasons of the ruling"), blank=True)
    changed_text = models.TextField(_("text granted by the ruling"), blank=True)
    ruled_at = models.DateTimeField(_("ruled"), null=True)
    ruled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ruled_by_name = models.CharField(_("ruled by"), max_length=150, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(AppealStatus, "appeal_status_known"),
            models.CheckConstraint(
                condition=Q(kind=AppealKind.INACTION, determination=None)
                | Q(kind=AppealKind.DISPOSITION, determination__isnull=False),
                name="appeal_contests_something",
            ),
            models.UniqueConstraint(
                fields=["measure", "kind"], condition=Q(status__in=OPEN), name="appeal_one_open"
            ),
        ]
        indexes = [models.Index(fields=["reviewing_office", "-id"], name="appeal_office")]

    def __str__(self) -> str:
        return f"{self.application.number} {self.application.title}"

    @property
    def is_open(self) -> bool:
        """Tell whether the appeal awaits its ruling."""
        return self.status in OPEN

    def get_absolute_url(self) -> str:
        """Return the office's page of the appeal."""
        return reverse("console:appeal", args=[self.pk])

    def company_url(self) -> str:
        """Return the company's page of the appeal."""
        return reverse("apply_appeal", args=[self.pk])
