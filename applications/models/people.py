"""The people who act for a company: members, those invited, and agents with a power of attorney."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.membership import Act, CompanyRole, Verification, companies_of
from applications.models.application import Application
from applications.models.company import Company
from applications.workflow.people import (
    InvitationStatus,
    InvitationWorkflow,
    MemberStatus,
    MemberWorkflow,
)
from applications.workflow.powers import PowerStatus, PowerWorkflow
from casework import clock
from casework.fsm import Case, state_is_known
from zones.models import Procedure, Zone
from zones.roles import offices_of

PERSON = settings.AUTH_USER_MODEL


class OfCompany(Case):
    """What hangs on a company."""

    class Meta:
        abstract = True

    @property
    def parent(self) -> Any:
        """Return the company, which is locked first: its people change one after the other."""
        return self.company


class ActiveMembers(models.Manager["CompanyMember"]):
    """Members who act for their company now; those removed are in ``every``."""

    def get_queryset(self) -> models.QuerySet[CompanyMember]:
        """Return those who were not removed."""
        return super().get_queryset().filter(status=MemberStatus.ACTIVE)


class CompanyMember(OfCompany, MemberWorkflow):
    """A person who acts for a company. ``objects`` holds the active, ``every`` also the removed."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="companies")
    role = models.CharField(_("role"), max_length=20, choices=CompanyRole.choices)
    verified_by = models.CharField(
        _("verified by"), max_length=20, choices=Verification.choices, blank=True
    )
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    joined_at = models.DateTimeField(_("joined"), default=clock.now, editable=False)
    left_at = models.DateTimeField(_("removed"), null=True, editable=False)

    objects = ActiveMembers()
    every = models.Manager()

    class Meta:
        verbose_name = _("company member")
        verbose_name_plural = _("company members")
        constraints = [
            state_is_known(MemberStatus, "company_member_status_known"),
            models.UniqueConstraint(
                fields=["company", "user"],
                condition=models.Q(status=MemberStatus.ACTIVE),
                name="company_member_once",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=CompanyRole.values), name="company_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(verified_by__in=Verification.values),
                name="company_verification_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.company}"

    def get_absolute_url(self) -> str:
        """Return the page of the company's people."""
        return reverse("apply_people", args=[self.company_id])

    company_url = get_absolute_url


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def visible_to(self, user: Any) -> InvitationQuerySet:
        """Return the invitations of the user's companies."""
        return self.filter(company__in=companies_of(user))


class Invitation(OfCompany, InvitationWorkflow):
    """An invitation to act for a company: by mail to an address, or by a code on a receipt."""

    link_route = "apply_invitation"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"), blank=True)
    role = models.CharField(_("role"), max_length=20, choices=CompanyRole.choices)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="codes"
    )
    invited_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), null=True, editable=False)
    accepted_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        constraints = [
            state_is_known(InvitationStatus, "invitation_status_known"),
            models.CheckConstraint(
                condition=models.Q(role__in=CompanyRole.values), name="invitation_role_known"
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(status__in=["new", "open"]),
                name="invitation_one_code",
            ),
        ]

    def __str__(self) -> str:
        return self.email or f"{self.company}"

    @property
    def link_address(self) -> str:
        """Return the address to which the link was sent."""
        return self.email

    @property
    def zone(self) -> Zone | None:
        """Return the zone of the paper application on whose receipt the code stands."""
        return self.application.zone if self.application else None

    @property
    def is_over(self) -> bool:
        """Tell whether the link's time is over."""
        return self.expires_at is not None and clock.now() >= self.expires_at

    def get_absolute_url(self) -> str:
        """Return the page of the company's people."""
        return reverse("apply_people", args=[self.company_id])

    company_url = get_absolute_url


class Qualification(models.TextChoices):
    """As what an agent acts."""

    GYOSEISHOSHI = "gyoseishoshi", pgettext_lazy("qualification", "Administrative scrivener")
    LAWYER = "lawyer", pgettext_lazy("qualification", "Lawyer")
    OTHER = "other", pgettext_lazy("qualification", "Other")


class PowerQuerySet(models.QuerySet["PowerOfAttorney"]):
    """Questions about powers of attorney."""

    def visible_to(self, user: Any) -> PowerQuerySet:
        """Return the powers of the user's companies, the user's own, and those for their offices."""
        return self.filter(
            models.Q(company__in=companies_of(user))
            | models.Q(agent=user.pk)
            | models.Q(zone__lead__in=offices_of(user))
        )

    def of_side(self, user: Any) -> PowerQuerySet:
        """Return the powers of the user's companies, and those that the user holds or held."""
        return self.filter(models.Q(company__in=companies_of(user)) | models.Q(agent=user.pk))

    def in_force(self, on: date | None = None) -> PowerQuerySet:
        """Return the powers that hold on a day (today)."""
        day = on or clock.today()
        return self.filter(status=PowerStatus.ACCEPTED, valid_from__lte=day, valid_until__gte=day)

    def reaching(self, application: Any) -> PowerQuerySet:
        """Return the powers whose limits let an application through."""
        limits = {
            "application": application.pk,
            "zone": application.zone_id,
            "procedure": application.procedure_id,
        }
        found = self
        for name, value in limits.items():
            found = found.filter(models.Q(**{name: None}) | models.Q(**{name: value}))
        return found

    def for_list(self) -> PowerQuerySet:
        """Return powers with what a row shows, newest first."""
        return self.select_related(
            "company", "agent", "zone", "procedure", "application", "granted_by"
        ).order_by("-pk")


class PowerOfAttorney(OfCompany, PowerWorkflow):
    """A power of attorney (委任状): who may do which acts for the company, where and until when.

    Kept until five years after its last application is closed; the scan is a file on the case.
    """

    link_route = "apply_power_offer"

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="powers")
    agent = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="powers", editable=False
    )
    agent_name = models.CharField(_("name of the agent"), max_length=100)
    agent_email = models.EmailField(_("e-mail address of the agent"))
    agent_office = models.CharField(_("office of the agent"), max_length=150, blank=True)
    qualification = models.CharField(
        _("qualification"), max_length=20, choices=Qualification.choices
    )
    registration_number = models.CharField(_("registration number"), max_length=30, blank=True)
    acts = models.JSONField(_("acts"), default=list)
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, related_name="powers")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="powers"
    )
    valid_from = models.DateField(_("first day"))
    valid_until = models.DateField(_("last day"))
    is_entered = models.BooleanField(_("entered by the office"), default=False, editable=False)
    granted_by = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    granted_at = models.DateTimeField(_("granted"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    nonce = models.CharField(max_length=32, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"), null=True, editable=False)

    objects = PowerQuerySet.as_manager()

    class Meta:
        verbose_name = _("power of attorney")
        verbose_name_plural = _("powers of attorney")
        ordering = ["-pk"]
        constraints = [
            state_is_known(PowerStatus, "power_status_known"),
            models.CheckConstraint(
                condition=models.Q(valid_from__lte=models.F("valid_until")),
                name="power_period_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(qualification__in=Qualification.values),
                name="power_qualification_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=PowerStatus.ACCEPTED) | models.Q(agent__isnull=False),
                name="power_accepted_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agent_name} – {self.company}"

    @property
    def link_address(self) -> str:
        """Return the address to which the link was sent."""
        return self.agent_email

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone to which the power is limited."""
        return self.zone.slug if self.zone else ""

    @property
    def title(self) -> str:
        """Return how the trail calls the agent: 行政書士 出島花子."""
        if self.qualification == Qualification.OTHER:
            return self.agent_name
        return f"{self.get_qualification_display()} {self.agent_name}"

    @property
    def is_over(self) -> bool:
        """Tell whether the last day has passed."""
        return self.valid_until < clock.today()

    @property
    def is_in_force(self) -> bool:
        """Tell whether the agent may act today."""
        return self.status == PowerStatus.ACCEPTED and (
            self.valid_from <= clock.today() <= self.valid_until
        )

    def act_labels(self) -> list[str]:
        """Return the acts in words, in their order."""
        return [str(label) for code, label in Act.choices if code in self.acts]

    def get_absolute_url(self) -> str:
        """Return the page of the power."""
        return reverse("apply_power", args=[self.pk])

    company_url = get_absolute_url
