"""What must hold of a plan before it is filed or corrected."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import ClockEffect, CorrectionReason
from applications.facts.checks import PERIOD, problems
from casework.rules import Rule, rule


def _has_item(number: int) -> Rule:
    reason = format_lazy(
        _("Item {number} is not complete: {title}. Fill in every field marked as required."),
        number=number,
        title=facts.ITEMS[number],
    )
    return Rule(
        f"has_statutory_item_{number}",
        reason,
        lambda a: not facts.gaps(a.plan, a.plan_schema, number),
    )


STATUTORY_ITEMS = [_has_item(number) for number in facts.ITEMS]


@rule(
    _(
        "The draft is written on an earlier form. Open “Move to the new form”, confirm the differences, then file."
    )
)
def is_on_the_current_form(application: Any) -> bool:
    """A plan is filed on the form that holds on the day of filing."""
    return bool(application.plan_schema == facts.current_schema())


@rule(_("The last day of the trial lies before its first day. Correct the period in item 3."))
def period_is_ordered(application: Any) -> bool:
    """The period runs forwards."""
    return all(p.code != PERIOD for p in problems(application.plan, application.plan_schema))


@rule(
    _(
        "Some answers contradict each other (days of the sites, sums of the funds). Check the items and mend what is marked."
    )
)
def answers_agree(application: Any) -> bool:
    """Days lie within the period, and the sources of funds add up."""
    return all(p.code == PERIOD for p in problems(application.plan, application.plan_schema))


@rule(_("Choose the fields to be corrected; only these will open."), needs="inputs")
def names_fields(application: Any, inputs: dict[str, Any]) -> bool:
    """A correction names places of the plan: facts, groups, rows or columns."""
    fields = inputs.get("fields") or []
    return (
        bool(fields)
        and all(facts.is_place(p, application.plan_schema, application.plan) for p in fields)
        and inputs.get("effect") in ClockEffect.values
        and inputs.get("reason_code") in CorrectionReason.values
    )
