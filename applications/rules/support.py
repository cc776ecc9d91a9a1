"""What must hold before a support is proposed, granted, paid, reduced or paid back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications.codes_support import CostKind, RepaymentReason, SupportRefusal, SupportShape
from applications.support import limits
from casework import clock
from casework.models import AuditEntry
from casework.rules import Rule, rule
from zones.choices import Payer

EXAMINING_STEPS = ("start_examination", "propose")


def yen(amount: int) -> str:
    """Return an amount as people read it."""
    return _now("%(amount)s yen") % {"amount": f"{amount:,}"}


@rule(_("You examined this support: somebody else has to decide on it."), needs="actor")
def actor_did_not_examine(case: Any, actor: Any) -> bool:
    """Who examines does not grant; the trail is asked, so that a case handed over counts too."""
    taken = AuditEntry.objects.filter(
        case_type=case.case_type,
        case_id=case.pk,
        step__in=EXAMINING_STEPS,
        actor_ref=str(actor.pk),
    )
    return case.examiner_id != actor.pk and not taken.exists()


@rule(_("You granted this support: somebody else has to record its payment."), needs="actor")
def actor_did_not_grant(case: Any, actor: Any) -> bool:
    """Who orders a payment does not make it (支出命令と支出の分離)."""
    return case.granted_by_id != actor.pk


@rule(_("Say which cost is supported: its kind, and at least one yen."), needs="inputs")
def cost_is_named(_case: Any, inputs: dict[str, Any]) -> bool:
    """Support is given for a cost that was checked."""
    return (inputs.get("eligible_cost") or 0) > 0 and inputs.get("cost_kind") in CostKind.values


@rule(_("The last day lies before the first day. Correct one of the two."), needs="inputs")
def period_runs_forwards(_case: Any, inputs: dict[str, Any]) -> bool:
    """A support has a first and a last day."""
    starts, ends = inputs.get("starts_on"), inputs.get("ends_on")
    return starts is not None and ends is not None and starts <= ends


@rule(
    _("Propose an amount of at least one yen, its kind, and who pays it."),
    needs="inputs",
)
def proposal_is_an_amount(_case: Any, inputs: dict[str, Any]) -> bool:
    """A proposal is one that can be granted."""
    return (
        (inputs.get("proposed") or 0) > 0
        and inputs.get("shape") in SupportShape.values
        and inputs.get("payer") in Payer.values
    )


@rule(_("The examiner has not proposed an amount yet."))
def has_a_proposal(case: Any) -> bool:
    """What is granted was examined."""
    return case.proposed is not None


@rule(_("The instrument is not in force today."))
def is_in_force(case: Any) -> bool:
    """Nothing is granted under a law that has ended or not begun."""
    begun = case.instrument.starts_on is None or case.instrument.starts_on <= clock.today()
    return begun and (
        case.instrument.expires_on is None or case.instrument.expires_on >= clock.today()
    )


@rule(_("Grant at least one yen."), needs="inputs")
def amount_is_above_zero(_case: Any, inputs: dict[str, Any]) -> bool:
    """Nothing is a refusal."""
    return (inputs.get("amount") or 0) > 0


@rule(_("The amount differs from the proposed one: give the reasons."), needs="inputs")
def difference_has_reasons(case: Any, inputs: dict[str, Any]) -> bool:
    """Who departs from the examination says why."""
    same = inputs.get("amount") == case.proposed
    return same or bool(str(inputs.get("reasons", "")).strip())


def _within(case: Any, inputs: dict[str, Any]) -> bool:
    found = limits.collisions(case, amount=inputs.get("amount") or 0)
    case.__dict__["_collisions"] = [str(one) for one in found]
    return not found


def _what_stands_against(case: Any) -> str:
    return " ".join(case.__dict__.get("_collisions", []))


stays_within_limits = Rule("stays_within_limits", _what_stands_against, _within, needs="inputs")


@rule(_("Choose at least one coded reason."), needs="inputs")
def refusal_is_coded(_case: Any, inputs: dict[str, Any]) -> bool:
    """Refusals can be counted."""
    codes = inputs.get("reason_codes") or []
    return bool(codes) and set(codes) <= set(SupportRefusal.values)


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_case: Any, inputs: dict[str, Any]) -> bool:
    """What burdens somebody states its reasons (行政手続法8条・14条)."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("The decision is disclosed already."))
def is_not_disclosed(case: Any) -> bool:
    """One decision is disclosed once."""
    return case.disclosed_at is None


@rule(_("The decision has to be disclosed first."))
def is_disclosed(case: Any) -> bool:
    """No money moves on a decision that nobody knows of."""
    return case.disclosed_at is not None


@rule(_("The day lies in the future, or before the decision."), needs="inputs")
def day_is_past(case: Any, inputs: dict[str, Any]) -> bool:
    """The ledger holds what has happened."""
    on = inputs.get("on")
    decided = case.decided_at.astimezone(clock.JST).date()
    return on is not None and decided <= on <= clock.today()


def _at_most(code: str, reason: Any, most: Any) -> Rule:
    """Return the rule that an amount is above zero and at most what the ledger leaves."""

    def holds(case: Any, inputs: dict[str, Any]) -> bool:
        return 0 < (inputs.get("amount") or 0) <= most(case.balance)

    def why(case: Any) -> str:
        return str(reason) % {"most": yen(most(case.balance))}

    return Rule(code, why, holds, needs="inputs")


payment_fits = _at_most(
    "payment_fits",
    _("Enter at least one yen and at most what is granted and not paid yet: %(most)s."),
    lambda balance: balance.payable,
)
reduction_fits = _at_most(
    "reduction_fits",
    _(
        "Enter at least one yen and at most what is not paid yet: %(most)s. What is paid is ordered back."
    ),
    lambda balance: balance.payable,
)
order_fits = _at_most(
    "order_fits",
    _("Enter at least one yen and at most what was paid and not ordered back yet: %(most)s."),
    lambda balance: balance.paid - balance.ordered,
)
repayment_fits = _at_most(
    "repayment_fits",
    _("Enter at least one yen and at most what was ordered back and is outstanding: %(most)s."),
    lambda balance: balance.outstanding,
)


@rule(_("Choose the reason from the list."), needs="inputs")
def order_is_coded(_case: Any, inputs: dict[str, Any]) -> bool:
    """Repayments can be counted by their cause."""
    return inputs.get("reason_code") in RepaymentReason.values


def _outstanding(case: Any) -> str:
    return _now("%(amount)s ordered back have not come yet.") % {
        "amount": yen(case.balance.outstanding)
    }


nothing_is_outstanding = Rule(
    "nothing_is_outstanding", _outstanding, lambda case: case.balance.outstanding == 0
)
