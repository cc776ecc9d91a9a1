"""What must hold before a mark is decided, and before an application is disclosed on request."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.grounds import Ground
from applications.redaction import first_day_of_release, targets_of
from casework import clock
from casework.rules import rule

OPINION_DAYS = 7


@rule(_("The application has not arrived yet."))
def has_arrived(mark: Any) -> bool:
    """The office decides on what was filed."""
    return mark.application.arrived_at is not None


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_case: Any, inputs: dict[str, Any]) -> bool:
    """What burdens somebody states its reasons."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("The period was extended before: it can be extended once."))
def is_not_extended(request: Any) -> bool:
    """One extension of thirty days."""
    return not request.extended_reasons


@rule(_("Leave the applicant at least seven days for the opinion."), needs="inputs")
def opinion_period_is_fair(_request: Any, inputs: dict[str, Any]) -> bool:
    """A fair period; seven days is a rule of the house."""
    due = inputs.get("due_on")
    return due is not None and due >= clock.today() + timedelta(days=OPINION_DAYS)


@rule(_("The opinion has been given already."))
def no_opinion_yet(request: Any) -> bool:
    """One opinion is given."""
    return request.opinion_given_at is None


@rule(_("Say against which part you object, and why."), needs="inputs")
def objection_has_text(_request: Any, inputs: dict[str, Any]) -> bool:
    """An objection gives its reasons."""
    return not inputs.get("opposes") or bool(str(inputs.get("text", "")).strip())


@rule(_("The applicant's opinion is awaited, and its period is not over yet."))
def opinion_is_in_or_late(request: Any) -> bool:
    """Whoever was asked is waited for, until the day that was named."""
    return (
        request.opinion_due_on is None
        or request.opinion_given_at is not None
        or clock.today() > request.opinion_due_on
    )


@rule(
    _("Nothing would be disclosed: refuse the disclosure instead, with its ground."), needs="inputs"
)
def something_is_disclosed(request: Any, inputs: dict[str, Any]) -> bool:
    """To withhold everything is a refusal."""
    targets = {target for target, _label in targets_of(request.application)}
    return bool(targets - set(inputs.get("withheld") or {}))


@rule(
    _("Give the reasons for what is withheld, and choose the grounds from the list."),
    needs="inputs",
)
def withholding_has_reasons(_request: Any, inputs: dict[str, Any]) -> bool:
    """A partial refusal is a disposition with reasons (行政手続法8条)."""
    withheld = inputs.get("withheld") or {}
    known = set(withheld.values()) <= set(Ground.values)
    return known and (not withheld or bool(str(inputs.get("reasons", "")).strip()))


@rule(
    _("Something the applicant marked as secret would be disclosed: ask for the opinion first."),
    needs="inputs",
)
def applicant_was_asked(request: Any, inputs: dict[str, Any]) -> bool:
    """Nothing marked is disclosed without asking whom it concerns (情報公開法13条)."""
    marked = {
        m.target
        for m in request.application.secret_marks.all()
        if m.status in {"marked", "accepted", "rejected"}
    }
    return marked <= set(inputs.get("withheld") or {}) or request.opinion_due_on is not None


@rule(_("Choose the ground from the list."), needs="inputs")
def has_ground(_request: Any, inputs: dict[str, Any]) -> bool:
    """A refusal rests on a coded ground."""
    return inputs.get("ground") in Ground.values


@rule(
    _("The applicant objects: two weeks must lie between the decision and the disclosure."),
)
def objection_period_is_over(request: Any) -> bool:
    """Whoever objects has time to go to court (情報公開法13条3項)."""
    return not request.opposes or clock.today() >= first_day_of_release(request.decided_on)
