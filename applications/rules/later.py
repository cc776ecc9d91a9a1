"""What must hold before a change, a copy or a succession goes a step further."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes_change import ChangeEffect, LossCause, SuccessionKind
from applications.membership import company_roles
from casework import clock
from casework.rules import rule


@rule(_("A change is possible only between the filing and the decision."))
def is_before_the_decision(change: Any) -> bool:
    """As seen outside, so that a refusal does not tell that a decision exists."""
    return change.application.status_outside in {"arrived", "examining", "consulting"}


def _others(case: Any, *states: str) -> Any:
    found = type(case).objects.filter(application_id=case.application_id, status__in=states)
    return found.exclude(pk=case.pk)


@rule(_("A change is proposed already: wait for the answer, or withdraw it first."))
def no_other_change_is_open(change: Any) -> bool:
    """One change at a time."""
    return not _others(change, "proposed").exists()


@rule(_("Nothing is changed: change at least one field of the plan."), needs="inputs")
def changes_something(change: Any, inputs: dict[str, Any]) -> bool:
    """A change names facts of the plan, differs from it, and leaves no required fact empty."""
    found = inputs.get("changes") or {}
    application = change.application
    known = {fact.key for fact in facts.plan_facts(application.plan_schema)}
    if not found or not set(found) <= known:
        return False
    gaps = facts.gaps({**application.plan, **found}, application.plan_schema)
    emptied = {gap.fact.key for gap in gaps} & set(found)
    return not emptied and all(v != application.plan.get(key, "") for key, v in found.items())


@rule(_("Write the reason."), needs="inputs")
def has_reason(_case: Any, inputs: dict[str, Any]) -> bool:
    """Whoever asks says why."""
    return bool(str(inputs.get("reason", "")).strip())


@rule(_("Write the reason: the company receives it."), needs="inputs")
def has_answer(_case: Any, inputs: dict[str, Any]) -> bool:
    """Whoever declines says why."""
    return bool(str(inputs.get("answer", "")).strip())


@rule(_("A measure is determined already: the plan can no longer change. Decline with the reason."))
def nothing_is_determined(change: Any) -> bool:
    """What was judged must stay what it was when it was judged."""
    measures = change.application.measures
    return change.application.status in {"arrived", "examining", "consulting"} and not (
        measures.filter(status__in=["determined", "disclosed"]).exists()
    )


@rule(_("Somebody who belongs to the company cannot handle its request."), needs="actor")
def actor_is_no_applicant(case: Any, actor: Any) -> bool:
    """Nobody handles, for the office, what their own company asked."""
    return not company_roles(actor, case.application.company_id)


@rule(_("Say what the change does to the processing period."), needs="inputs")
def effect_is_known(_change: Any, inputs: dict[str, Any]) -> bool:
    """The effect on the clock is explicit."""
    return inputs.get("effect") in ChangeEffect.values


@rule(_("Only a numbered letter of this application can be issued again, and no copy of a copy."))
def letter_can_be_copied(reissue: Any) -> bool:
    """Receipts can be printed at any time; a copy is made of the first letter."""
    letter = reissue.letter
    return letter.document_id is not None and letter.copy_of_id is None


@rule(_("A copy of this letter has been requested already."))
def no_other_copy_is_asked(reissue: Any) -> bool:
    """One request at a time per letter."""
    return not _others(reissue, "requested").filter(letter_id=reissue.letter_id).exists()


@rule(_("Say what happened to the letter: choose one."), needs="inputs")
def cause_of_loss_is_known(_reissue: Any, inputs: dict[str, Any]) -> bool:
    """Causes are counted."""
    return inputs.get("cause") in LossCause.values


@rule(_("A succession is under way already."))
def no_other_succession_is_open(succession: Any) -> bool:
    """One succession at a time per application."""
    return not _others(succession, "filed", "confirmed", "recorded").exists()


@rule(
    _("The successor must be another company that is registered here: check the corporate number."),
    needs="inputs",
)
def successor_is_another_company(succession: Any, inputs: dict[str, Any]) -> bool:
    """Nobody succeeds themselves."""
    successor = inputs.get("successor")
    return successor is not None and successor.pk != succession.application.company_id


@rule(_("Choose the kind, give the day, and write what was agreed."), needs="inputs")
def succession_is_described(_succession: Any, inputs: dict[str, Any]) -> bool:
    """Kind, day and words are what the register needs."""
    return (
        inputs.get("kind") in SuccessionKind.values
        and inputs.get("effective_on") is not None
        and bool(str(inputs.get("reason", "")).strip())
    )


@rule(_("Somebody who belongs to one of the two companies cannot record this."), needs="actor")
def actor_is_on_neither_side(succession: Any, actor: Any) -> bool:
    """Neither company's people record the succession for the office."""
    sides = (succession.transferor_id, succession.successor_id)
    return not any(company_roles(actor, side) for side in sides)


@rule(_("The day of the succession has not come."))
def day_has_come(succession: Any) -> bool:
    """It takes effect on its day."""
    return succession.effective_on is not None and succession.effective_on <= clock.today()
