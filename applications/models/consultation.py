"""Consultations before an application (事前相談)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.membership import companies_of
from applications.models.application import Application
from applications.models.company import Company
from applications.workflow.consultation import ConsultationStatus, ConsultationWorkflow
from casework import clock
from casework.fsm import state_is_known
from zones.models import Organisation, SpecialMeasure, Zone
from zones.roles import offices_of


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Questions about consultations."""

    def visible_to(self, user: Any) -> "ConsultationQuerySet":
        """Return what the person or their companies asked, and what their offices are asked."""
        return self.filter(_asked_by(user) | _asked_of(user))

    def asked_by(self, user: Any) -> "ConsultationQuerySet":
        """Return what the person, or a company for which they act, asked."""
        return self.filter(_asked_by(user))

    def in_office(self, user: Any) -> "ConsultationQuerySet":
        """Return what the person's offices are asked, without what their own company asked."""
        return self.filter(_asked_of(user)).exclude(_asked_by(user))

    def waiting(self) -> "ConsultationQuerySet":
        """Return what waits for an answer, the most urgent first."""
        return self.filter(status=ConsultationStatus.OPENED).order_by("due_on", "pk")

    def for_list(self) -> "ConsultationQuerySet":
        """Return consultations with what a row shows, newest first."""
        return self.select_related("zone", "office", "company", "asked_by").order_by("-pk")

    def for_page(self) -> "ConsultationQuerySet":
        """Return a consultation with what its page shows."""
        return self.select_related(
            "zone__lead",
            "office",
            "company",
            "asked_by",
            "adviser",
            "special_measure",
            "application",
        )


def _asked_by(user: Any) -> models.Q:
    companies = companies_of(user)
    own = models.Q(asked_by=getattr(user, "pk", None), company=None)
    return own | models.Q(company__in=companies)


def _asked_of(user: Any) -> models.Q:
    offices = offices_of(user)
    return models.Q(office__in=offices) | models.Q(zone__lead__in=offices)


class Consultation(ConsultationWorkflow):
    """A question to a zone's office or a ministry before anything is filed; the thread is its content.

    Of a person without a company only the account is kept. Purpose: advice and its record.
    Retention: five years after the end, or as the application that came of it.
    """

    number = models.CharField(_("number"), max_length=20, blank=True, editable=False)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="consultations")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="consultations")
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    subject = models.CharField(_("subject"), max_length=120)
    special_measure = models.ForeignKey(
        SpecialMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    law_title = models.CharField(_("law"), max_length=150, blank=True)
    article = models.CharField(_("article"), max_length=100, blank=True)
    opened_at = models.DateTimeField(_("opened"), editable=False)
    first_due_on = models.DateField(_("first answer due"), editable=False)
    due_on = models.DateField(_("answer due"), null=True, editable=False)
    first_answered_at = models.DateTimeField(_("first answered"), null=True, editable=False)
    answered_at = models.DateTimeField(_("last answered"), null=True, editable=False)
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    application = models.ForeignKey(
        Application,
        on_delete=models.SET_NULL,
        null=True,
        related_name="consultations",
        editable=False,
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        constraints = [state_is_known(ConsultationStatus, "consultation_status_known")]
        indexes = [
            models.Index(fields=["zone", "opened_at"], name="consultation_zone_opened"),
            models.Index(fields=["office", "-id"], name="consultation_office"),
            models.Index(
                fields=["office", "due_on"],
                condition=models.Q(status="opened"),
                name="consultation_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}".strip()

    @property
    def zone_code(self) -> str:
        """Return the zone's slug."""
        return self.zone.slug

    @property
    def asker_name(self) -> str:
        """Return the name of the company, or of the person without one."""
        return self.company.name if self.company else self.asked_by.get_full_name()

    @property
    def is_open(self) -> bool:
        """Tell whether the asker may still write: always, until it is withdrawn."""
        return self.status != ConsultationStatus.WITHDRAWN

    @property
    def is_late(self) -> bool:
        """Tell whether the day for the answer has passed."""
        return self.due_on is not None and self.due_on < clock.today()

    @property
    def filed_application(self) -> Application | None:
        """Return the application that came of it, once the offices may know of it."""
        found = self.application
        return found if found is not None and found.status != "draft" else None

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:consultation", args=[self.pk])

    def company_url(self) -> str:
        """Return the asker's page."""
        return reverse("apply_consultation", args=[self.pk])
