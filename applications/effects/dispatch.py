"""What follows from the steps of a letter's way to its addressee."""

from datetime import date
from typing import Any

from applications.letters import issuing
from applications.letters.periods import service_day
from casework import clock


def _last(dispatch: Any) -> Any:
    return dispatch.sendings.order_by("-number").first()


def record_sending(
    dispatch: Any, actor: Any, *, sent_on: date, means: str, tracking: str, receiver: str = ""
) -> None:
    """Write down one attempt: when, how, under which number, to which address, by whom."""
    last = _last(dispatch)
    dispatch.sendings.create(
        number=last.number + 1 if last else 1,
        sent_on=sent_on,
        method=means,
        tracking=tracking.strip(),
        address=dispatch.address,
        receiver=receiver.strip(),
        sent_by=actor,
        sent_by_name=actor.get_full_name(),
        recorded_at=clock.now(),
    )


def record_hand_over(dispatch: Any, actor: Any, *, handed_on: date, receiver: str) -> None:
    """Write down that somebody took the letter at the counter."""
    record_sending(dispatch, actor, sent_on=handed_on, means="hand", tracking="", receiver=receiver)
    record_delivery(dispatch, handed_on)


def record_delivery(dispatch: Any, day: date) -> None:
    """Note the day of arrival, from which the periods for an appeal are counted."""
    last = _last(dispatch)
    last.outcome, last.outcome_on = "delivered", day
    last.save(update_fields=["outcome", "outcome_on"])
    letter = dispatch.letter
    letter.delivered_on = day
    letter.save(update_fields=["delivered_on"])


def record_service(dispatch: Any) -> None:
    """Note that the notice has taken effect; the failed attempt stays as it was."""
    letter = dispatch.letter
    letter.delivered_on = service_day(dispatch.posted_on)
    letter.save(update_fields=["delivered_on"])


def record_return(dispatch: Any, *, returned_on: date, cause: str) -> None:
    """Note that the attempt failed, and why."""
    last = _last(dispatch)
    last.outcome, last.outcome_on = cause, returned_on
    last.save(update_fields=["outcome", "outcome_on"])


def post_public_notice(dispatch: Any, actor: Any, searched: str) -> None:
    """Number the notice and keep its text as posted."""
    dispatch.searched = searched.strip()
    dispatch.posted_on = clock.today()
    issuing.number_public_notice(dispatch, actor)
