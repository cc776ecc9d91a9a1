"""What may happen to one requested measure: determined by its own authority, then disclosed."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import measure as effects
from applications.law import ORDER
from applications.rules import duties, paper
from applications.rules import measure as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField


class MeasureStatus(models.TextChoices):
    """Where a requested measure stands."""

    PENDING = "pending", pgettext_lazy("measure status", "Pending")
    DETERMINED = "determined", pgettext_lazy("measure status", "Determined, not yet disclosed")
    DISCLOSED = "disclosed", pgettext_lazy("measure status", "Disclosed")
    WITHDRAWN = "withdrawn", pgettext_lazy("measure status", "Withdrawn")


S = MeasureStatus


class MeasureWorkflow(Case):
    """The steps of a requested measure."""

    status = StateField(_("status"), choices=S.choices, default=S.PENDING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.PENDING,
        target=S.DETERMINED,
        conditions=[
            rules.is_under_examination,
            rules.has_no_open_clarification,
            rules.has_no_open_change,
            rules.opinions_are_in,
            rules.proposal_is_settled,
        ],
        permission=roles.is_authority,
        custom={
            "label": _("Determine"),
            "basis": "産業競争力強化法 第8条の2第4項／行政手続法 第8条",
            "form": "DeterminationForm",
            "requires": [
                duties.actor_did_not_examine,
                rules.actor_did_not_file,
                duties.has_no_conflict,
                duties.has_declared_interest,
                paper.actor_did_not_enter,
                rules.judges_every_criterion,
                rules.refusal_has_coded_reasons,
                rules.grant_has_text,
                rules.grant_has_end_date,
                rules.grant_ends_within_zone,
                rules.outcome_agrees_with_criteria,
                rules.content_is_the_approved_one,
                rules.actor_approved_the_proposal,
            ],
            "record": ("outcome", "reason_codes"),
            "emphasis": "primary",
            "then": effects.settle_decided,
        },
    )
    def determine(
        self,
        *,
        actor: Any,
        outcome: str,
        criteria: list[dict[str, Any]],
        reason_codes: list[str],
        reasons: str,
        text_granted: str = "",
        starts_on: date | None = None,
        ends_on: date | None = None,
        conditions: list[dict[str, str]] | None = None,
    ) -> None:
        """The authority determines the measure with written reasons; nobody outside can tell yet."""
        effects.record_determination(
            self,
            actor=actor,
            outcome=outcome,
            criteria=criteria,
            reason_codes=reason_codes,
            reasons=reasons,
            text_granted=text_granted,
            starts_on=starts_on,
            ends_on=ends_on,
            conditions=conditions or [],
        )

    @fsm.transition(
        field=status,
        source=S.DETERMINED,
        target=S.DISCLOSED,
        permission=roles.is_authority,
        custom={
            "label": _("Disclose the determination"),
            "basis": f"{ORDER} 第6条第3項・第4項／行政手続法 第8条",
            "emphasis": "primary",
            "requires": [rules.actor_did_not_file, duties.has_no_conflict],
            "notices": notices.determination_disclosed,
            "then": effects.settle_disclosed,
        },
    )
    def disclose(self, *, actor: Any) -> None:
        """The determination reaches the applicant and the public; a grant becomes an exemption."""
        self.disclosed_at = clock.now()

    @fsm.transition(
        field=status,
        source=[S.PENDING, S.DETERMINED],
        target=S.WITHDRAWN,
        permission=is_system,
        custom={
            "label": _("Withdraw with the application"),
            "basis": "行政手続法 第33条",
            "internal": True,
            "then": effects.let_proposals_go,
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The measure goes back with its application."""

    @fsm.transition(
        field=status,
        source=S.DISCLOSED,
        target=S.PENDING,
        permission=is_system,
        custom={
            "label": _("Open again after a ruling"),
            "basis": "行政不服審査法 第52条第2項",
            "internal": True,
        },
    )
    def reopen(self, *, actor: Any) -> None:
        """A ruling annulled the refusal: the measure is to be determined anew in its sense."""
        self.disclosed_at = None
