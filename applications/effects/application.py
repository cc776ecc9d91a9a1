"""What follows from the steps of an application."""

from datetime import date
from typing import Any

from casework import clock
from casework.actors import SYSTEM
from casework.calendar import fiscal_year
from casework.transitions import perform


def record_arrival(application: Any, actor: Any) -> None:
    """Give the number and the time of arrival, and fix which office examines."""
    application.arrived_at = clock.now()
    application.submitted_by = actor
    application.number = f"{fiscal_year(clock.today())}-{application.pk:06d}"
    application.examining_office = application.competent_office()
    application.revisions.create(
        number=1, plan=application.plan, made_at=clock.now(), made_by=str(actor), cause="submit"
    )


def open_clarification(
    application: Any,
    *,
    actor: Any,
    fields: list[str],
    reason_code: str,
    message: str,
    example: str,
    due_on: date,
    effect: str,
) -> None:
    """Hang a correction request on the application, with a copy of the fields as they stand."""
    application.clarifications.create(
        fields=list(fields),
        reason_code=reason_code,
        message=message,
        example=example,
        due_on=due_on,
        effect=effect,
        snapshot={key: application.plan.get(key) for key in fields},
        requested_at=clock.now(),
        requested_by=actor,
    )


def ask_opinions(application: Any) -> None:
    """Ask every office concerned at once, each with its own period."""
    today = clock.today()
    for office in application.offices_to_consult():
        application.opinions.create(
            organisation=office,
            asked_at=clock.now(),
            due_on=application.opinion_due_on(today),
        )


def record_withdrawal(application: Any, _actor: Any) -> None:
    """Take the measures, corrections and opinions back with the application."""
    application.withdrawn_at = clock.now()
    application.outward_status = ""
    for measure in application.measures.filter(status__in=["pending", "determined"]).order_by("pk"):
        perform(measure, "withdraw", actor=SYSTEM, version=measure.version)
    for clarification in application.clarifications.filter(status="open"):
        perform(clarification, "close", actor=SYSTEM, version=clarification.version)
    for opinion in application.opinions.filter(status="asked").order_by("pk"):
        perform(opinion, "lapse", actor=SYSTEM, version=opinion.version)
