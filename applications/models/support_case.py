"""A support case (財政・税制支援の案件) and its ledger; amounts are whole yen."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.codes_support import CostKind, EntryKind, SupportShape
from applications.membership import own_side
from applications.models.application import Application
from applications.models.company import Company
from applications.models.support import SupportRequest
from applications.workflow.support import LIVE, SupportStatus, SupportWorkflow
from casework.fsm import Case, state_is_known
from zones.choices import Payer
from zones.models import Organisation, SupportInstrument, Zone
from zones.models.reference import one_of
from zones.roles import offices_of


@dataclass(frozen=True)
class Balance:
    """The sums of a case's ledger, in yen."""

    granted: int = 0
    reduced: int = 0
    paid: int = 0
    ordered: int = 0
    repaid: int = 0

    @property
    def net(self) -> int:
        """Return what is granted and neither reduced nor paid back; this fills the ceilings."""
        return self.granted - self.reduced - self.repaid

    @property
    def payable(self) -> int:
        """Return what may still be paid."""
        return self.granted - self.reduced - self.paid

    @property
    def received(self) -> int:
        """Return what was paid and not paid back."""
        return self.paid - self.repaid

    @property
    def taken_back(self) -> int:
        """Return what was reduced and what came back."""
        return self.reduced + self.repaid

    @property
    def outstanding(self) -> int:
        """Return what was ordered back and has not come yet."""
        return self.ordered - self.repaid


class SupportCaseQuerySet(models.QuerySet["SupportCase"]):
    """Questions about support cases."""

    def visible_to(self, user: Any) -> "SupportCaseQuerySet":
        """Return the cases of the offices in which the person works, and of their companies."""
        return self.filter(
            models.Q(office__in=offices_of(user)) | models.Q(company__in=own_side(user))
        )

    def of_offices(self, user: Any) -> "SupportCaseQuerySet":
        """Return the cases of the offices in which the person works, never of their own company."""
        return self.filter(office__in=offices_of(user)).exclude(company__in=own_side(user))

    def live(self) -> "SupportCaseQuerySet":
        """Return what was granted, disclosed or not, with all that came after."""
        return self.filter(status__in=LIVE)

    def disclosed(self) -> "SupportCaseQuerySet":
        """Return what anybody may know of."""
        return self.filter(disclosed_at__isnull=False)

    def for_list(self) -> "SupportCaseQuerySet":
        """Return cases with what a list row shows."""
        return self.select_related("instrument__law", "zone", "company", "office").order_by("-pk")

    def for_page(self) -> "SupportCaseQuerySet":
        """Return a case with what its page and its steps need."""
        return self.select_related(
            "instrument__law",
            "zone__lead",
            "company",
            "office__municipality",
            "application__procedure",
            "examiner",
            "granted_by",
        ).prefetch_related("entries")


class SupportCase(SupportWorkflow):
    """One instrument asked for by a company whose measure was granted; decided by the zone's office.

    Purpose: to account for public money and relief given to a trial. Retention: as its application;
    the ledger stays, because accounts of public money do.
    """

    request = models.OneToOneField(SupportRequest, on_delete=models.PROTECT, related_name="case")
    number = models.CharField(_("number"), max_length=40, unique=True)
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="support_cases"
    )
    instrument = models.ForeignKey(SupportInstrument, on_delete=models.PROTECT, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="support_cases")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="support_cases")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="support_cases")
    opened_at = models.DateTimeField(_("opened"), editable=False)
    examiner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    shape = models.CharField(_("kind of support"), max_length=20, choices=SupportShape, blank=True)
    payer = models.CharField(_("who pays"), max_length=20, choices=Payer, blank=True)
    proposed = models.PositiveBigIntegerField(_("amount proposed (yen)"), null=True)
    eligible_cost = models.PositiveBigIntegerField(_("eligible cost (yen)"), null=True)
    cost_kind = models.CharField(_("kind of cost"), max_length=20, choices=CostKind, blank=True)
    cost_item = models.CharField(_("which cost"), max_length=200, blank=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    findings = models.TextField(_("result of the examination"), blank=True)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"), null=True)
    is_published = models.BooleanField(_("company and amount are published"), default=False)
    reason_codes = models.JSONField(_("coded reasons"), default=list)
    reasons = models.TextField(_("reasons"), blank=True)
    appeal_notice = models.TextField(_("appeal notice"), blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signer_name = models.CharField(_("signed by"), max_length=150, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True)
    disclosed_at = models.DateTimeField(_("disclosed"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    objects = SupportCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("support case")
        verbose_name_plural = _("support cases")
        constraints = [
            state_is_known(SupportStatus, "supportcase_status_known"),
            models.CheckConstraint(
                condition=models.Q(starts_on=None) | models.Q(starts_on__lte=models.F("ends_on")),
                name="supportcase_period_ordered",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "-id"], name="supportcase_office"),
            models.Index(fields=["instrument", "zone", "fiscal_year"], name="supportcase_ceiling"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.instrument.name}"

    @property
    def parent(self) -> Case:
        """Return the application, which is locked first."""
        return self.application

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.zone.slug

    @property
    def balance(self) -> Balance:
        """Return the sums of the ledger; from what is prefetched, else one query."""
        sums = dict.fromkeys(EntryKind.values, 0)
        for entry in self.entries.all():
            sums[entry.kind] += entry.amount
        return Balance(**sums)

    @property
    def is_disclosed(self) -> bool:
        """Tell whether the decision is known outside the deciding office."""
        return self.disclosed_at is not None

    @property
    def status_outside(self) -> str:
        """Return the state as anybody outside the deciding office may know it."""
        hidden = self.decided_at is not None and not self.is_disclosed
        return SupportStatus.EXAMINING if hidden else self.status

    @property
    def status_outside_label(self) -> str:
        """Return the label of the state as seen outside."""
        return str(SupportStatus(self.status_outside).label)

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:support_case", args=[self.pk])

    def company_url(self) -> str:
        """Return the company's page."""
        return reverse("apply_support_case", args=[self.pk])


class SupportEntry(models.Model):
    """A line of the ledger: never changed, never deleted; a correction is another line.

    ``fiscal_year`` is that of the grant for what is granted or reduced, and that of the day for
    what is paid, ordered back or repaid.
    """

    case = models.ForeignKey(SupportCase, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("line"), max_length=10, choices=EntryKind)
    amount = models.PositiveBigIntegerField(_("amount (yen)"))
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    on = models.DateField(_("day"))
    reason_code = models.CharField(_("coded reason"), max_length=20, blank=True)
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(_("recorded"))
    recorded_by_name = models.CharField(_("recorded by"), max_length=150)

    class Meta:
        verbose_name = _("line of the support ledger")
        verbose_name_plural = _("lines of the support ledger")
        ordering = ["pk"]
        constraints = [
            one_of("kind", EntryKind),
            models.CheckConstraint(
                condition=models.Q(amount__gt=0), name="supportentry_amount_above_zero"
            ),
        ]
        indexes = [models.Index(fields=["fiscal_year", "case"], name="supportentry_year")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.amount}"
