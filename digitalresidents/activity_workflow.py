"""What may happen to a proof of activity."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.fsm import Case, StateField
from digitalresidents import notices, rules
from zones.roles import is_zone_examiner
from zones.rules import has_reasons


class ProofStatus(models.TextChoices):
    """Where a proof of activity stands."""

    PENDING = "pending", pgettext_lazy("activity proof", "Waiting for the office")
    APPROVED = "approved", pgettext_lazy("activity proof", "Approved")
    REJECTED = "rejected", pgettext_lazy("activity proof", "Not approved")


class ActivityProofWorkflow(Case):
    """The two answers of the office, within 14 days (house rule)."""

    status = StateField(_("status"), choices=ProofStatus.choices, default=ProofStatus.PENDING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=ProofStatus.PENDING,
        target=ProofStatus.APPROVED,
        permission=is_zone_examiner,
        custom={
            "label": _("Approve the activity"),
            "basis": "特区のデジタル住民要綱（活動の証明）",
            "requires": [rules.is_not_own_case],
            "emphasis": "primary",
        },
    )
    def approve(self, *, actor: Any) -> None:
        """The office has checked with the organiser that the activity took place."""
        self.decided_at = clock.now()

    @fsm.transition(
        field=status,
        source=ProofStatus.PENDING,
        target=ProofStatus.REJECTED,
        permission=is_zone_examiner,
        custom={
            "label": _("Do not approve the activity"),
            "basis": "特区のデジタル住民要綱（活動の証明。行政手続法第8条に準じ理由を示す）",
            "form": "ReasonsForm",
            "requires": [rules.is_not_own_case, has_reasons],
            "notices": notices.activity_rejected,
        },
    )
    def reject(self, *, actor: Any, reasons: str) -> None:
        """The activity cannot be confirmed, or does not count; the person is told why."""
        self.decided_at = clock.now()
        self.reasons = reasons
