"""What must hold before a hearing goes a step further."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import Attendance, HearingOpinion
from applications.roles import EXAMINERS
from applications.rules.exemption import has_reasons, hearing_leaves_time
from casework import clock
from casework.rules import rule
from zones.models.organisations import OfficeRole
from zones.roles import holds

__all__ = ["has_reasons"]


def may_preside(exemption: Any, user: Any) -> bool:
    """Tell whether an official may preside: of the authority, and not of the line that examined or decides.

    Who signs for the authority decides; who examined the application prepared the decision (行政手続法
    19条2項 asks that nobody concerned presides).
    """
    if user is None or user.pk == exemption.application.examiner_id:
        return False
    office = exemption.authority_id
    return not holds(user, office, OfficeRole.APPROVER) and holds(
        user, office, *EXAMINERS, OfficeRole.REVIEWER
    )


@rule(
    _(
        "The presider works for the authority, does not sign for it, and did not examine the application."
    ),
    needs="inputs",
)
def presider_is_not_of_the_line(hearing: Any, inputs: dict[str, Any]) -> bool:
    """Nobody who decides or prepared the decision presides."""
    return may_preside(hearing.exemption, inputs.get("presider"))


@rule(_("Write what you want to see."), needs="inputs")
def says_what_to_see(_hearing: Any, inputs: dict[str, Any]) -> bool:
    """A request names its object."""
    return bool(str(inputs.get("what", "")).strip())


@rule(_("Nobody waits for an answer."))
def an_inspection_waits(hearing: Any) -> bool:
    """Only what was asked is answered."""
    return hearing.inspections.filter(granted=None).exists()


@rule(_("Say when and where the file can be seen; when you refuse, say why."), needs="inputs")
def says_when_and_where_or_why_not(_hearing: Any, inputs: dict[str, Any]) -> bool:
    """Day and place, or the reason (行政手続法18条1項・3項)."""
    return inputs.get("granted") is not None and bool(str(inputs.get("answer", "")).strip())


@rule(_("Write your statement."), needs="inputs")
def states_something(_hearing: Any, inputs: dict[str, Any]) -> bool:
    """A statement says something."""
    return bool(str(inputs.get("statement", "")).strip())


@rule(_("The day of the hearing has not come."))
def its_day_has_come(hearing: Any) -> bool:
    """Minutes are of what has happened."""
    return clock.today() >= hearing.hearing_on


@rule(_("The holder waits for the answer to its request to see the file: answer it first."))
def no_inspection_waits(hearing: Any) -> bool:
    """Nobody is heard before the file that they asked for was answered for."""
    return not hearing.inspections.filter(granted=None).exists()


@rule(
    _("Give the day (the day called or later, not in the future), the attendance and the minutes."),
    needs="inputs",
)
def minutes_are_complete(hearing: Any, inputs: dict[str, Any]) -> bool:
    """Minutes say when, who and what."""
    on = inputs.get("held_on")
    return (
        on is not None
        and hearing.hearing_on <= on <= clock.today()
        and inputs.get("attendance") in Attendance.values
        and bool(str(inputs.get("minutes", "")).strip())
    )


@rule(_("Choose your opinion on the facts, and write its grounds."), needs="inputs")
def report_has_opinion_and_grounds(_hearing: Any, inputs: dict[str, Any]) -> bool:
    """The report holds an opinion on whether what the holder says is right (行政手続法24条3項)."""
    return inputs.get("opinion") in HearingOpinion.values and bool(
        str(inputs.get("report", "")).strip()
    )


@rule(_("The decision has been made already."))
def nothing_is_decided(hearing: Any) -> bool:
    """A hearing is resumed only before the decision."""
    return hearing.decided_on is None


@rule(hearing_leaves_time.reason, needs="inputs")
def resumption_leaves_time(hearing: Any, inputs: dict[str, Any]) -> bool:
    """The same fair period as for the first day."""
    return hearing_leaves_time.holds(hearing.exemption, None, inputs)
