"""What goes with an application: joint applicants and the officer's statement of truth."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.content import STANDING
from applications.links import Coded, Linked
from applications.membership import companies_of
from applications.models.application import Application
from applications.models.company import Company
from applications.models.overlays import Overlay, OverlayQuerySet
from applications.workflow.papers import (
    CoApplicantStatus,
    CoApplicantWorkflow,
    StatementStatus,
    StatementWorkflow,
)
from casework.fsm import state_is_known
from zones.codes import validate_corporate_number


class PartnerRole(models.TextChoices):
    """What a company besides the lead applicant is in an application; the lead is the applicant."""

    JOINT = "joint", pgettext_lazy("partner role", "Joint applicant")
    PARTNER = "partner", pgettext_lazy("partner role", "Cooperates in carrying it out")


class CoApplicantQuerySet(OverlayQuerySet):
    """Questions about joint applicants."""

    def of_companies(self, user: Any) -> "CoApplicantQuerySet":
        """Return where one of the user's companies is asked, or has confirmed, to apply jointly."""
        return self.filter(company__in=companies_of(user), status__in=STANDING)


class CoApplicant(Linked, Overlay, CoApplicantWorkflow):
    """A company, university or municipality that applies together with the lead applicant.

    Name and address of the contact serve to ask for the confirmation; kept as long as the plan.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="co_applicants"
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, related_name="joint_applications"
    )
    name = models.CharField(_("name of the organization"), max_length=150)
    corporate_number = models.CharField(
        _("corporate number"), max_length=13, validators=[validate_corporate_number]
    )
    role = models.CharField(_("role"), max_length=20, choices=PartnerRole.choices)
    work = models.TextField(_("share of the work"))
    contact_name = models.CharField(_("contact"), max_length=100)
    contact_email = models.EmailField(_("e-mail address of the contact"))
    invited_at = models.DateTimeField(_("asked"), editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    confirmed_name = models.CharField(_("confirmed by"), max_length=100, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    content_sha256 = models.CharField(
        _("content (SHA-256)"), max_length=64, blank=True, editable=False
    )
    declined_reason = models.TextField(_("reason"), blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined"), null=True, editable=False)

    objects = CoApplicantQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint applicant")
        verbose_name_plural = _("joint applicants")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(CoApplicantStatus, "coapplicant_status_known"),
            models.CheckConstraint(
                condition=models.Q(role__in=PartnerRole.values), name="coapplicant_role_known"
            ),
            models.UniqueConstraint(
                fields=["application", "corporate_number"],
                condition=~models.Q(status=CoApplicantStatus.REMOVED),
                name="coapplicant_once",
            ),
        ]
        indexes = [models.Index(fields=["company", "-id"], name="coapplicant_company")]

    def __str__(self) -> str:
        return self.name

    def bearer(self) -> tuple[str, str]:
        """Return the contact."""
        return self.contact_name, self.contact_email

    def company_url(self) -> str:
        """Return the lead applicant's page of joint applicants."""
        return reverse("apply_partners", args=[self.application_id])


class Statement(Linked, Coded, Overlay, StatementWorkflow):
    """The statement of truth (真正性の表明) that a named officer of the company signs.

    Name, title and address serve to show who answers for the content; kept as long as the plan.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="statements"
    )
    officer_name = models.CharField(_("name of the officer"), max_length=100)
    officer_title = models.CharField(_("title of the officer"), max_length=100)
    officer_email = models.EmailField(_("e-mail address of the officer"))
    asked_at = models.DateTimeField(_("asked"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False
    )
    signed_name = models.CharField(_("signed by"), max_length=100, blank=True, editable=False)
    signed_address = models.EmailField(_("address used"), blank=True, editable=False)
    signed_at = models.DateTimeField(_("signed"), null=True, editable=False)
    content_sha256 = models.CharField(
        _("content (SHA-256)"), max_length=64, blank=True, editable=False
    )
    declined_reason = models.TextField(_("reason"), blank=True, editable=False)
    declined_at = models.DateTimeField(_("declined"), null=True, editable=False)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement of truth")
        verbose_name_plural = _("statements of truth")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(StatementStatus, "statement_status_known"),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(status=StatementStatus.REQUESTED),
                name="statement_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_title} {self.officer_name}"

    def bearer(self) -> tuple[str, str]:
        """Return the officer."""
        return self.officer_name, self.officer_email

    def company_url(self) -> str:
        """Return the company's page of the statement."""
        return reverse("apply_statement", args=[self.application_id])
