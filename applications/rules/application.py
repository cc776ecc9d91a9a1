"""What must hold before a step of an application."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import ClockEffect, CorrectionReason
from applications.membership import company_roles
from casework import clock
from casework.calendar import add_business_days
from casework.rules import Rule, rule

MIN_CORRECTION_DAYS = 5


def _has_item(number: int) -> Rule:
    reason = format_lazy(
        _("Item {number} is not complete: {title}. Fill in every field marked as required."),
        number=number,
        title=facts.ITEMS[number],
    )
    return Rule(f"has_statutory_item_{number}", reason, lambda a: not facts.missing(a.plan, number))


STATUTORY_ITEMS = [_has_item(number) for number in facts.ITEMS]


@rule(_("Name at least one measure: the law, the article, and the text you ask for."))
def has_a_measure(application: Any) -> bool:
    """An application asks for at least one measure."""
    return application.pk is not None and application.measures.exists()


@rule(_("The last day of the trial lies before its first day. Correct the period in item 3."))
def period_is_ordered(application: Any) -> bool:
    """The period runs forwards."""
    start, end = application.plan.get("starts_on"), application.plan.get("ends_on")
    return not (start and end) or str(start) <= str(end)


@rule(_("The zone does not accept applications now: it is not designated, or has ended."))
def zone_is_open(application: Any) -> bool:
    """Applications go to zones that are designated on this day."""
    return application.zone.is_open()


@rule(_("The company's corporate number is missing or wrong. Correct it in the company's record."))
def company_is_identified(application: Any) -> bool:
    """The applicant is a company that can be told apart."""
    return bool(application.company.corporate_number)


@rule(_("The application is not tied to a zone."))
def zone_is_named(application: Any) -> bool:
    """A zone's office can be told."""
    return application.zone_id is not None


@rule(_("Declare that the application is true: tick the box at the end."), needs="inputs")
def is_declared_true(_application: Any, inputs: dict[str, Any]) -> bool:
    """A false application is punishable; the person says that they know."""
    return inputs.get("declared") is True


@rule(_("A correction is open: wait for its answer, or close it first."))
def has_no_open_clarification(application: Any) -> bool:
    """One correction at a time, and nothing is decided while one is open."""
    return not application.clarifications.filter(status="open").exists()


@rule(_("Somebody who files for the company cannot examine its application."), needs="actor")
def actor_did_not_file(application: Any, actor: Any) -> bool:
    """Nobody examines what they filed."""
    return not company_roles(actor, application.company_id)


@rule(_("Choose the fields to be corrected; only these will open."), needs="inputs")
def names_fields(_application: Any, inputs: dict[str, Any]) -> bool:
    """A correction names fields of the plan."""
    fields = inputs.get("fields") or []
    known = {fact.key for fact in facts.facts(facts.Owner.PLAN)}
    return (
        bool(fields)
        and set(fields) <= known
        and inputs.get("effect") in ClockEffect.values
        and inputs.get("reason_code") in CorrectionReason.values
    )


@rule(_("Say what is to be corrected, and give an example of a good answer."), needs="inputs")
def has_message(_application: Any, inputs: dict[str, Any]) -> bool:
    """The applicant must be able to know what to do."""
    return bool(inputs.get("message", "").strip() and inputs.get("example", "").strip())


@rule(_("Leave the applicant at least five business days for the correction."), needs="inputs")
def due_is_fair(_application: Any, inputs: dict[str, Any]) -> bool:
    """A fair period (行政手続法7条); five business days is a rule of the house."""
    due = inputs.get("due_on")
    return due is not None and due >= add_business_days(clock.today(), MIN_CORRECTION_DAYS)


@rule(_("A measure is still pending."))
def all_measures_are_determined(application: Any) -> bool:
    """All measures not withdrawn are determined or disclosed."""
    return not application.measures.filter(status="pending").exists()


@rule(_("A measure is not yet disclosed."))
def all_measures_are_disclosed(application: Any) -> bool:
    """All measures not withdrawn are disclosed."""
    return not application.measures.filter(status__in=["pending", "determined"]).exists()


@rule(
    _(
        "A determination has been disclosed: the application can no longer be withdrawn. Give up the exemption instead."
    )
)
def nothing_is_disclosed(application: Any) -> bool:
    """What has been disclosed cannot be taken back by withdrawing."""
    return not application.measures.filter(status="disclosed").exists()
