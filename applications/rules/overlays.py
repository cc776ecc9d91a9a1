"""What must hold before a correction is answered or an opinion given."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import OpinionView, ReasonCode
from applications.rules.duties import actor_did_not_file as actor_did_not_file
from casework.calendar import add_legal_months
from casework.rules import rule


@rule(_("The period of this request and its days of grace are over: it can no longer be answered."))
def has_not_lapsed(clarification: Any) -> bool:
    """Dates end a request, whether or not the nightly job has closed it yet."""
    return not clarification.has_lapsed()


@rule(_("Say why the request was sent in error."), needs="inputs")
def withdrawal_has_reason(_clarification: Any, inputs: dict[str, Any]) -> bool:
    """The applicant learns why they need not answer."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Only the fields named in the request can be changed."), needs="inputs")
def answers_only_named_fields(clarification: Any, inputs: dict[str, Any]) -> bool:
    """A correction opens the named fields and no others."""
    return set(inputs.get("answers") or {}) <= set(clarification.fields)


@rule(_("Answer every field named in the request."), needs="inputs")
def answers_every_named_field(clarification: Any, inputs: dict[str, Any]) -> bool:
    """All that is asked and required is answered, under the conditions that the answers meet."""
    answers = inputs.get("answers") or {}
    application, named = clarification.application, clarification.named_facts()
    plan = application.plan
    for path, answer in answers.items():
        plan = facts.put(plan, path, answer)
    asked = facts.asked(facts.plan_facts(application.plan_schema), plan)
    wanted = (p for p in named if p.fact.required and p.fact.key in asked)
    gaps = [gap.path for gap in facts.gaps(plan, application.plan_schema)]
    return all(p.path in answers for p in wanted) and not any(
        place.covers(path) for path in gaps for place in named
    )


@rule(_("Write the opinion."), needs="inputs")
def opinion_has_text(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """An opinion is given in writing."""
    return bool(inputs.get("text", "").strip()) and inputs.get("view") in OpinionView.values


@rule(_("An objection needs at least one coded reason."), needs="inputs")
def objection_has_reason(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """Objections are countable by their reason."""
    codes = inputs.get("reason_codes") or []
    return set(codes) <= set(ReasonCode.values) and (
        inputs.get("view") != OpinionView.OBJECTION or bool(codes)
    )


@rule(_("A dissent needs both: who holds it, and what it says."), needs="inputs")
def minority_is_named(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """A minority opinion (少数意見) is kept with the name under which it was held."""
    return all(
        str(one.get("label", "")).strip() and str(one.get("text", "")).strip()
        for one in inputs.get("minority") or []
    )


@rule(_("A determination has been disclosed: the opinion stands as it was given."))
def nothing_is_disclosed(opinion: Any) -> bool:
    """An opinion may change until the disclosure.

    Not until the determination: an office that was only asked must not be able to tell that there is
    one. What was relied on is the version of that moment, which is kept.
    """
    return not opinion.application.measures.filter(status="disclosed").exists()


@rule(
    _("The new day must lie after the present one, and not more than three months after it."),
    needs="inputs",
)
def extension_is_later(opinion: Any, inputs: dict[str, Any]) -> bool:
    """An extension lengthens, within reason (house rule: three months)."""
    day = inputs.get("due_on")
    return day is not None and opinion.due_on < day <= add_legal_months(opinion.due_on, 3)


@rule(_("State why more time is needed; the applicant reads it."), needs="inputs")
def extension_has_reason(_opinion: Any, inputs: dict[str, Any]) -> bool:
    """The applicant learns why it takes longer."""
    return bool(str(inputs.get("reason", "")).strip())
