"""What follows from deciding on marks and on requests for disclosure."""

from datetime import timedelta
from typing import Any

from applications import packaging
from casework import clock

EXTENSION_DAYS = 30


def record_mark_decision(mark: Any, actor: Any, reasons: str) -> None:
    """Write down who decided on the mark, when, and why."""
    mark.decided_at = clock.now()
    mark.decided_by_name = actor.get_full_name()
    mark.decision_reason = reasons.strip()


def extend_period(request: Any, reasons: str) -> None:
    """Move the due date by thirty days, once."""
    request.due_on += timedelta(days=EXTENSION_DAYS)
    request.extended_reasons = reasons.strip()


def record_opinion(request: Any, actor: Any, *, opposes: bool, text: str) -> None:
    """Write down what the applicant thinks of the disclosure."""
    request.opposes = opposes
    request.opinion_text = text.strip()
    request.opinion_given_at = clock.now()
    request.opinion_given_by = str(actor)


def record_decision(request: Any, actor: Any, *, withheld: dict[str, str], reasons: str) -> None:
    """Write down what is withheld on which ground."""
    request.withheld = withheld
    request.reasons = reasons.strip()
    request.decided_on = clock.today()
    request.decided_by_name = actor.get_full_name()


def record_refusal(request: Any, actor: Any, *, ground: str, reasons: str) -> None:
    """Write down on which ground nothing is disclosed."""
    request.ground = ground
    request.reasons = reasons.strip()
    request.decided_on = clock.today()
    request.decided_by_name = actor.get_full_name()


def release(request: Any, actor: Any) -> None:
    """Make the package that is handed over, and keep it with its hash."""
    request.released_on = clock.today()
    packaging.make_package(request, actor)
