"""The decision chain (起案・合議・決裁): how an office comes to a determination on paper of its own."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import handover as handing_over
from applications.effects import proposal as effects
from applications.rules import duties
from applications.rules import handover as handover_rules
from applications.rules import proposal as rules
from applications.workflow.handover import moving
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField, staying

BASIS = "行政手続法 第8条（処分の意思決定）／当該機関の文書管理規則・事務決裁規程"


class ProposalStatus(models.TextChoices):
    """Where a proposal stands on its way round the offices."""

    DRAFTING = "drafting", pgettext_lazy("proposal status", "Being drafted")
    CIRCULATING = "circulating", pgettext_lazy("proposal status", "Circulating")
    RETURNED = "returned", pgettext_lazy("proposal status", "Sent back")
    APPROVED = "approved", pgettext_lazy("proposal status", "Approved")
    ENACTED = "enacted", pgettext_lazy("proposal status", "Carried out")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal status", "Withdrawn")


S = ProposalStatus


class ProposalWorkflow(Case):
    """The steps of a proposal; nobody outside the offices learns of any of them."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFTING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[S.DRAFTING, S.CIRCULATING, S.RETURNED, S.APPROVED],
        target=S.DRAFTING,
        permission=roles.is_drafter,
        conditions=[rules.measure_is_pending],
        custom={
            "label": _("Change the content"),
            "basis": BASIS,
            "form": "ProposalForm",
            "requires": [rules.content_differs, rules.actor_did_not_file, duties.has_no_conflict],
            "record": ("content_hash",),
        },
    )
    def amend(self, *, actor: Any, content: dict[str, Any], content_hash: str) -> None:
        """Change what is proposed: every stamp given on the earlier content is void."""
        self.content, self.content_hash = content, content_hash

    @fsm.transition(
        field=status,
        source=[S.DRAFTING, S.RETURNED],
        target=S.CIRCULATING,
        permission=roles.is_drafter,
        conditions=[
            rules.measure_is_pending,
            rules.has_a_deciding_line,
            rules.has_a_countersigner_where_needed,
        ],
        custom={
            "label": _("Circulate"),
            "basis": BASIS,
            "requires": [
                rules.content_can_be_decided,
                rules.actor_did_not_file,
                duties.has_no_conflict,
            ],
            "emphasis": "primary",
            "record": ("content_hash",),
            "notices": notices.proposal_circulated,
        },
    )
    def circulate(self, *, actor: Any) -> None:
        """The proposal goes to everybody on its lines; those beside each other at once."""
        self.circulated_at = clock.now()

    @fsm.transition(
        field=status,
        source=S.CIRCULATING,
        target=S.CIRCULATING,
        permission=roles.is_on_the_line,
        conditions=[rules.measure_is_pending],
        custom={
            "label": _("Stamp"),
            "basis": BASIS,
            "form": "StampForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.actor_did_not_draft,
                rules.actor_has_a_line_to_stamp,
                rules.countersigner_did_not_examine,
                rules.deputy_names_the_principal,
            ],
            "record": ("mode",),
            "emphasis": "primary",
            "notices": notices.proposal_stamped,
        },
    )
    def concur(self, *, actor: Any, mode: str, on_behalf_of: str = "", comment: str = "") -> None:
        """An office on the way agrees, or a second approver countersigns, this very content."""
        effects.stamp(self, actor, mode=mode, on_behalf_of=on_behalf_of, comment=comment)

    @fsm.transition(
        field=status,
        source=S.CIRCULATING,
        target=S.APPROVED,
        permission=roles.is_proposal_authority,
        conditions=[rules.measure_is_pending, rules.all_lines_before_are_stamped],
        custom={
            "label": _("Approve"),
            "basis": BASIS,
            "form": "ApproveForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.actor_did_not_draft,
                duties.actor_did_not_examine,
                rules.decider_did_not_stamp,
                rules.deputy_names_the_principal,
            ],
            "record": ("mode",),
            "emphasis": "primary",
            "notices": notices.proposal_approved,
        },
    )
    def approve(self, *, actor: Any, mode: str, on_behalf_of: str = "", comment: str = "") -> None:
        """The authority's approver decides (決裁); only now can the measure be determined so."""
        effects.stamp(
            self, actor, mode=mode, on_behalf_of=on_behalf_of, comment=comment, decides=True
        )

    @fsm.transition(
        field=status,
        source=S.CIRCULATING,
        target=S.RETURNED,
        permission=roles.is_on_the_line | roles.is_proposal_authority,
        custom={
            "label": _("Send back"),
            "basis": BASIS,
            "form": "ReasonsForm",
            "requires": [rules.actor_did_not_file, duties.has_no_conflict, rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.proposal_returned,
        },
    )
    def send_back(self, *, actor: Any, reasons: str) -> None:
        """Somebody on the way does not agree; the drafter mends it and circulates it anew."""
        self.return_reasons = reasons

    @staying(
        S.DRAFTING,
        S.CIRCULATING,
        S.RETURNED,
        permission=is_system,
        custom=moving(
            handover_rules.successor_drafts,
            handover_rules.successor_is_free,
            handover_rules.successor_did_not_stamp,
        ),
    )
    def hand_over(self, *, actor: Any, handover: Any, successor: Any, on: Any) -> None:
        """Who drafted left the office: the successor answers for the draft."""
        handing_over.take_over_proposal(self, successor=successor)

    @staying(
        S.DRAFTING,
        S.CIRCULATING,
        S.RETURNED,
        permission=is_system,
        custom=moving(
            handover_rules.successor_may_stamp,
            handover_rules.successor_is_free,
            handover_rules.successor_did_not_draft,
            handover_rules.successor_did_not_examine,
        ),
    )
    def hand_over_line(
        self, *, actor: Any, handover: Any, successor: Any, on: Any, line: int
    ) -> None:
        """Who was to stamp left the office: the successor stands on the line."""
        handing_over.take_over_line(self, successor=successor, line=line)

    @fsm.transition(
        field=status,
        source=[S.DRAFTING, S.CIRCULATING, S.RETURNED, S.APPROVED],
        target=S.WITHDRAWN,
        permission=roles.is_drafter | is_system,
        custom={
            "label": _("Withdraw the proposal"),
            "basis": BASIS,
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The office lets the proposal drop."""
        self.closed_at = clock.now()

    @fsm.transition(
        field=status,
        source=S.APPROVED,
        target=S.ENACTED,
        permission=is_system,
        custom={"label": _("Carry out"), "basis": BASIS, "internal": True},
    )
    def enact(self, *, actor: Any) -> None:
        """The measure was determined with exactly this content (施行)."""
        self.closed_at = clock.now()

    @fsm.transition(
        field=status,
        source=S.ENACTED,
        target=S.ENACTED,
        permission=roles.is_on_the_line,
        custom={
            "label": _("Read afterwards"),
            "basis": BASIS,
            "form": "CommentForm",
            "requires": [rules.actor_has_a_line_represented_by_another],
        },
    )
    def acknowledge(self, *, actor: Any, comment: str = "") -> None:
        """Whoever was represented by a deputy reads afterwards what was agreed (後閲)."""
        effects.stamp(self, actor, mode="afterwards", on_behalf_of="", comment=comment)
