"""What may happen to a support asked for: examined, granted or refused, paid, reduced, paid back."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import support as effects
from applications.notices import support as notices
from applications.rules import duties
from applications.rules import support as rules
from casework.fsm import Case, StateField, staying
from zones import roles as zone_roles

BUDGET = "地方自治法 第232条の2・市町村の補助金交付要綱"
RETURN = "補助金等に係る予算の執行の適正化に関する法律 第17条・第18条（準用の例による）"
IMPARTIAL = [duties.actor_did_not_file, duties.has_no_conflict]


class SupportStatus(models.TextChoices):
    """How far a support is; what was paid and paid back stands in the ledger."""

    REQUESTED = "requested", pgettext_lazy("support status", "Requested")
    EXAMINING = "examining", pgettext_lazy("support status", "Under examination")
    GRANTED = "granted", pgettext_lazy("support status", "Granted")
    REFUSED = "refused", pgettext_lazy("support status", "Refused")
    PAYING = "paying", pgettext_lazy("support status", "Being paid")
    REPAYING = "repaying", pgettext_lazy("support status", "To be paid back")
    ENDED = "ended", pgettext_lazy("support status", "Settled")
    WITHDRAWN = "withdrawn", pgettext_lazy("support status", "Withdrawn")


S = SupportStatus
LIVE = (S.GRANTED, S.PAYING, S.REPAYING, S.ENDED)
OPEN = (S.REQUESTED, S.EXAMINING, S.GRANTED, S.REFUSED, S.PAYING, S.REPAYING)


class SupportWorkflow(Case):
    """The steps of a support case."""

    status = StateField(_("status"), choices=S.choices, default=S.REQUESTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.EXAMINING,
        permission=zone_roles.is_zone_examiner,
        custom={
            "label": _("Begin the examination of the support"),
            "basis": BUDGET,
            "requires": IMPARTIAL,
            "emphasis": "primary",
        },
    )
    def start_examination(self, *, actor: Any) -> None:
        """Somebody of the zone's office examines whether the support fits."""
        self.examiner = actor

    @staying(
        S.EXAMINING,
        permission=zone_roles.is_zone_examiner,
        custom={
            "label": _("Record the result and propose an amount"),
            "basis": BUDGET,
            "form": "ProposeForm",
            "requires": [
                *IMPARTIAL,
                rules.cost_is_named,
                rules.period_runs_forwards,
                rules.proposal_is_an_amount,
            ],
            "emphasis": "primary",
            "quiet": True,
        },
    )
    def propose(self, *, actor: Any, **proposal: Any) -> None:
        """The examiner writes down what is eligible, and what may be granted of it."""
        effects.propose(self, actor, proposal)

    @fsm.transition(
        field=status,
        source=S.EXAMINING,
        target=S.GRANTED,
        permission=zone_roles.is_zone_approver,
        conditions=[rules.has_a_proposal, rules.is_in_force],
        custom={
            "label": _("Grant the support"),
            "basis": BUDGET,
            "form": "GrantForm",
            "requires": [
                *IMPARTIAL,
                rules.actor_did_not_examine,
                rules.amount_is_above_zero,
                rules.difference_has_reasons,
                rules.stays_within_limits,
            ],
            "record": ("amount",),
            "emphasis": "primary",
            "quiet": True,
        },
    )
    def grant(self, *, actor: Any, amount: int, is_published: bool, reasons: str = "") -> None:
        """The office grants an amount within its limits; nobody outside can tell yet."""
        effects.grant(self, actor, amount=amount, is_published=is_published, reasons=reasons)

    @fsm.transition(
        field=status,
        source=S.EXAMINING,
        target=S.REFUSED,
        permission=zone_roles.is_zone_approver,
        custom={
            "label": _("Refuse the support"),
            "basis": f"{BUDGET}／行政手続法 第8条",
            "form": "RefuseForm",
            "requires": [
                *IMPARTIAL,
                rules.actor_did_not_examine,
                rules.refusal_is_coded,
                rules.has_reasons,
            ],
            "record": ("reason_codes",),
            "emphasis": "danger",
            "quiet": True,
        },
    )
    def refuse(self, *, actor: Any, reason_codes: list[str], reasons: str) -> None:
        """The office refuses with coded and written reasons; a disposition carries its appeal notice."""
        effects.refuse(self, actor, reason_codes=reason_codes, reasons=reasons)

    @staying(
        S.GRANTED,
        S.REFUSED,
        permission=zone_roles.is_zone_approver,
        conditions=[rules.is_not_disclosed],
        custom={
            "label": _("Disclose the decision on the support"),
            "basis": BUDGET,
            "requires": IMPARTIAL,
            "emphasis": "primary",
            "notices": notices.disclosed,
        },
    )
    def disclose(self, *, actor: Any) -> None:
        """The company is told; the ledger and, where decided, company and amount are public."""
        effects.disclose(self, actor)

    @fsm.transition(
        field=status,
        source=[S.GRANTED, S.PAYING],
        target=S.PAYING,
        permission=zone_roles.is_zone_examiner,
        conditions=[rules.is_disclosed],
        custom={
            "label": _("Record a payment or relief"),
            "basis": BUDGET,
            "form": "PayForm",
            "requires": [
                *IMPARTIAL,
                rules.actor_did_not_grant,
                rules.day_is_past,
                rules.payment_fits,
            ],
            "record": ("amount",),
            "emphasis": "primary",
            "notices": notices.paid,
        },
    )
    def pay(self, *, actor: Any, amount: int, on: date, note: str = "") -> None:
        """An instalment was paid, or a relief took effect; who granted does not pay."""
        effects.enter(self, actor, "paid", amount, on=on, note=note)

    @staying(
        S.GRANTED,
        S.PAYING,
        permission=zone_roles.is_zone_approver,
        conditions=[rules.is_disclosed],
        custom={
            "label": _("Reduce the grant"),
            "basis": RETURN,
            "form": "ReduceForm",
            "requires": [*IMPARTIAL, rules.reduction_fits, rules.has_reasons],
            "record": ("amount",),
            "notices": notices.reduced,
        },
    )
    def reduce(self, *, actor: Any, amount: int, reasons: str) -> None:
        """The grant becomes smaller by an amount that has not been paid yet."""
        effects.reduce(self, actor, amount, reasons)

    @fsm.transition(
        field=status,
        source=[S.PAYING, S.REPAYING],
        target=S.REPAYING,
        permission=zone_roles.is_zone_approver,
        custom={
            "label": _("Order repayment"),
            "basis": RETURN,
            "form": "OrderForm",
            "requires": [
                *IMPARTIAL,
                rules.order_fits,
                rules.order_is_coded,
                rules.has_reasons,
            ],
            "record": ("amount", "reason_code"),
            "emphasis": "danger",
            "notices": notices.repayment_ordered,
        },
    )
    def order_repayment(self, *, actor: Any, amount: int, reason_code: str, reasons: str) -> None:
        """What was paid is to come back, wholly or in part, with reasons."""
        effects.order(self, actor, amount, reason_code, reasons)

    @staying(
        S.REPAYING,
        permission=zone_roles.is_zone_examiner,
        custom={
            "label": _("Record a repayment"),
            "basis": RETURN,
            "form": "RepayForm",
            "requires": [*IMPARTIAL, rules.day_is_past, rules.repayment_fits],
            "record": ("amount",),
            "emphasis": "primary",
            "notices": notices.repaid,
        },
    )
    def repay(self, *, actor: Any, amount: int, on: date, note: str = "") -> None:
        """Money came back."""
        effects.enter(self, actor, "repaid", amount, on=on, note=note)

    @fsm.transition(
        field=status,
        source=[S.GRANTED, S.PAYING, S.REPAYING],
        target=S.ENDED,
        permission=zone_roles.is_zone_approver,
        conditions=[rules.is_disclosed, rules.nothing_is_outstanding],
        custom={
            "label": _("Settle and end the support"),
            "basis": BUDGET,
            "requires": IMPARTIAL,
            "notices": notices.ended,
        },
    )
    def end(self, *, actor: Any) -> None:
        """The support is settled; what was granted and not paid is given up (不用額)."""
        effects.end(self, actor)

    @fsm.transition(
        field=status,
        source=[S.REQUESTED, S.EXAMINING, S.GRANTED, S.REFUSED],
        target=S.WITHDRAWN,
        permission=roles.is_filer,
        conditions=[rules.is_not_disclosed],
        custom={
            "label": _("Withdraw the request for support"),
            "basis": "行政手続法 第33条",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The company no longer asks for the support; a grant nobody knows of is given up."""
        effects.withdraw(self, actor)
