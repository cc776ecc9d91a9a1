"""What must hold before a step of a letter's way to its addressee."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_later import RECORDED, DispatchMethod, ReturnCause
from applications.letters.periods import service_day
from casework import clock
from casework.rules import rule


@rule(_("The day of sending lies before the letter or in the future. Correct it."), needs="inputs")
def sent_on_is_possible(dispatch: Any, inputs: dict[str, Any]) -> bool:
    """A letter is sent on or after its date, and not later than today."""
    day = inputs.get("sent_on")
    return day is not None and dispatch.letter.dated_on <= day <= clock.today()


@rule(
    _("Recorded and registered mail has a tracking number: write it as on the slip."),
    needs="inputs",
)
def recorded_mail_has_tracking(_dispatch: Any, inputs: dict[str, Any]) -> bool:
    """The tracking number is what proves the delivery later."""
    means = inputs.get("means")
    return means in DispatchMethod.values and (
        means not in RECORDED or bool(str(inputs.get("tracking", "")).strip())
    )


@rule(_("The day lies before the letter or in the future. Correct it."), needs="inputs")
def handed_on_is_possible(dispatch: Any, inputs: dict[str, Any]) -> bool:
    """A letter is handed over on or after its date, and not later than today."""
    day = inputs.get("handed_on")
    return day is not None and dispatch.letter.dated_on <= day <= clock.today()


@rule(_("Write the name of the person who received the letter."), needs="inputs")
def receiver_is_named(_dispatch: Any, inputs: dict[str, Any]) -> bool:
    """Who took the letter can be told later."""
    return bool(str(inputs.get("receiver", "")).strip())


@rule(
    _("The day of delivery lies before the day of sending or in the future. Correct it."),
    needs="inputs",
)
def delivered_on_is_possible(dispatch: Any, inputs: dict[str, Any]) -> bool:
    """A letter arrives on or after the day on which it was sent, and not later than today."""
    day = inputs.get("delivered_on")
    return day is not None and _sent_on(dispatch) <= day <= clock.today()


@rule(
    _("The day of return lies before the day of sending or in the future. Correct it."),
    needs="inputs",
)
def returned_on_is_possible(dispatch: Any, inputs: dict[str, Any]) -> bool:
    """A letter comes back on or after the day on which it was sent, and not later than today."""
    day = inputs.get("returned_on")
    return day is not None and _sent_on(dispatch) <= day <= clock.today()


@rule(_("Say why the letter came back: choose one."), needs="inputs")
def cause_is_known(_dispatch: Any, inputs: dict[str, Any]) -> bool:
    """Why it came back decides what may follow."""
    return inputs.get("cause") in ReturnCause.values


@rule(_("Write the address to which the letter is to go."), needs="inputs")
def address_is_given(_dispatch: Any, inputs: dict[str, Any]) -> bool:
    """A letter has an address."""
    return bool(str(inputs.get("address", "")).strip())


@rule(
    _(
        "Only a letter that came back because the addressee is unknown there may be served by "
        "public notice. Send it again instead."
    )
)
def whereabouts_are_unknown(dispatch: Any) -> bool:
    """Public notice takes the place of delivery only where the addressee cannot be found."""
    last = dispatch.sendings.order_by("-number").first()
    return last is not None and last.outcome == ReturnCause.UNKNOWN


@rule(_("Write how the addressee was searched for: register, telephone, visit."), needs="inputs")
def search_is_described(_dispatch: Any, inputs: dict[str, Any]) -> bool:
    """The search is what makes public notice lawful."""
    return bool(str(inputs.get("searched", "")).strip())


@rule(_("Two weeks since the posting are not over yet."))
def two_weeks_have_passed(dispatch: Any) -> bool:
    """Service takes effect when two weeks have passed from the day after the posting began."""
    posted = dispatch.posted_on
    return posted is not None and clock.today() > service_day(posted)


def _sent_on(dispatch: Any) -> Any:
    return dispatch.sendings.order_by("-number").first().sent_on
