"""Entries to calls, proposals of companies to towns, and plans to wind down in a zone that closes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.membership import companies_of
from applications.models.company import Company
from applications.models.exemption import Exemption
from applications.workflow.joining import (
    EntryStatus,
    EntryWorkflow,
    ProposalStatus,
    WindDownStatus,
    WindDownWorkflow,
    ZoneProposalWorkflow,
)
from casework import clock
from casework.fsm import state_is_known
from zones.models import Call, Organisation
from zones.models.calls import CallPhase, CallStatus
from zones.roles import offices_of

PROPOSAL_DAYS = 30
JUDGED = (EntryStatus.CHOSEN, EntryStatus.PASSED_OVER)


class EntryQuerySet(models.QuerySet["CallEntry"]):
    """Questions about entries."""

    def visible_to(self, user: Any) -> EntryQuerySet:
        """Return those of the user's companies, and those to the calls of the user's offices."""
        in_office = Q(call__zone__lead__in=offices_of(user)) & ~Q(status=EntryStatus.WRITTEN)
        return self.filter(Q(company__in=companies_of(user)) | in_office)

    def chosen(self) -> EntryQuerySet:
        """Return those whose choice is published."""
        return self.filter(status=EntryStatus.CHOSEN, call__status=CallStatus.CONCLUDED)


class CallEntry(EntryWorkflow):
    """A company's entry to a call. Retention: five years after the outcome, as the contract's file."""

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="entries")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="call_entries")
    plan = models.TextField(_("how it would take part"), blank=True)
    received_on = models.DateField(_("received on"), null=True)
    is_new_entrant = models.BooleanField(_("new entrant"), default=False)
    reasons = models.TextField(_("reasons"), blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry to a call")
        verbose_name_plural = _("entries to a call")
        ordering = ["call", "pk"]
        constraints = [
            state_is_known(EntryStatus, "call_entry_status_known"),
            models.UniqueConstraint(fields=["call", "company"], name="call_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call}　{self.company}"

    @property
    def zone(self) -> Any:
        """Return the zone of the call."""
        return self.call.zone

    @property
    def parent(self) -> Call:
        """Return the call, which is locked first."""
        return self.call

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.call.zone.slug

    @property
    def is_told(self) -> bool:
        """Tell whether the outcome is published."""
        return self.call.phase() is CallPhase.CONCLUDED

    @property
    def status_outside(self) -> str:
        """Return the state as the company may know it."""
        judged = self.status in JUDGED and not self.is_told
        return EntryStatus.RECEIVED if judged else self.status

    @property
    def status_outside_label(self) -> str:
        """Return the words of the state as the company may know it."""
        return str(EntryStatus(self.status_outside).label)

    def never_was_here(self) -> bool:
        """Tell whether the company has neither an exemption nor an earlier choice in the zone."""
        zone = self.call.zone
        earlier = CallEntry.objects.chosen().filter(call__zone=zone, company=self.company)
        held = Exemption.objects.filter(zone=zone, holder=self.company)
        return not (earlier.exclude(pk=self.pk).exists() or held.exists())

    def get_absolute_url(self) -> str:
        """Return the office's page of the call."""
        return self.call.get_absolute_url()

    def company_url(self) -> str:
        """Return the company's page."""
        return reverse("apply_joining")


class ZoneProposalQuerySet(models.QuerySet["ZoneProposal"]):
    """Questions about proposals."""

    def visible_to(self, user: Any) -> ZoneProposalQuerySet:
        """Return those of the user's companies, and those made to the user's offices."""
        made = Q(office__in=offices_of(user)) & ~Q(status=ProposalStatus.WRITTEN)
        return self.filter(Q(company__in=companies_of(user)) | made)


class ZoneProposal(ZoneProposalWorkflow):
    """A company's proposal of a plan to a town (企業提案). Retention: five years after the answer."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="zone_proposals")
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="zone_proposals"
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    text = models.TextField(_("what is proposed"), blank=True)
    basis_text = models.CharField(_("rule that stands in the way"), max_length=200, blank=True)
    submitted_on = models.DateField(_("submitted on"), null=True)
    due_on = models.DateField(_("answer due"), null=True)
    answer_text = models.TextField(_("answer and reasons"), blank=True)
    answered_on = models.DateField(_("answered on"), null=True)

    objects = ZoneProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a company")
        verbose_name_plural = _("proposals of companies")
        ordering = ["-pk"]
        constraints = [state_is_known(ProposalStatus, "zone_proposal_status_known")]

    def __str__(self) -> str:
        return self.title or str(_("New proposal"))

    @property
    def is_late(self) -> bool:
        """Tell whether the answer came, or still is missing, after the 30 days."""
        if self.due_on is None:
            return False
        return (self.answered_on or clock.today()) > self.due_on

    def start_clock(self) -> None:
        """Count thirty days for the answer from today (house rule)."""
        self.submitted_on = clock.today()
        self.due_on = clock.today() + timedelta(days=PROPOSAL_DAYS)

    def get_absolute_url(self) -> str:
        """Return the office's list."""
        return reverse("console:zone_proposals")

    def company_url(self) -> str:
        """Return the company's page."""
        return reverse("apply_joining")


class WindDownQuerySet(models.QuerySet["WindDown"]):
    """Questions about winding down."""

    def visible_to(self, user: Any) -> WindDownQuerySet:
        """Return those of the exemptions that the user may see."""
        return self.filter(exemption__in=Exemption.objects.visible_to(user).values("pk"))


class WindDown(WindDownWorkflow):
    """How an exemption ends in a zone that closes; asked of every holder at the announcement."""

    exemption = models.ForeignKey(Exemption, on_delete=models.PROTECT, related_name="wind_downs")
    asked_on = models.DateField(_("asked on"))
    ends_on = models.DateField(_("trial ends on"), null=True)
    plan = models.TextField(_("how it winds down"), blank=True)
    planned_on = models.DateField(_("planned on"), null=True)

    objects = WindDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("winding down")
        verbose_name_plural = _("winding down")
        ordering = ["-pk"]
        constraints = [
            state_is_known(WindDownStatus, "wind_down_status_known"),
            models.UniqueConstraint(
                fields=["exemption"],
                condition=~Q(status=WindDownStatus.DROPPED),
                name="wind_down_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemption}"

    @property
    def zone(self) -> Any:
        """Return the zone that closes."""
        return self.exemption.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.exemption.zone.slug

    @property
    def application(self) -> Any:
        """Return the application behind the exemption."""
        return self.exemption.application

    def get_absolute_url(self) -> str:
        """Return the office's list."""
        return reverse("console:zone_proposals")

    def company_url(self) -> str:
        """Return the company's page."""
        return reverse("apply_joining")
