"""What follows from the steps of an application."""

from datetime import date, datetime, time
from typing import Any

from applications import criteria, facts
from applications.ledger import uses
from applications.letters.issuing import record_receipt
from casework import clock
from casework.actors import SYSTEM
from casework.calendar import add_business_days, fiscal_year
from casework.transitions import perform
from zones.policy import policy_of


def record_arrival(application: Any, actor: Any) -> None:
    """Give the number and the time of arrival, and fix what is filed and which office examines."""
    application.arrived_at = clock.now()
    application.plan = facts.as_filed(application.plan, application.plan_schema)
    application.submitted_by = actor
    application.number = f"{fiscal_year(clock.today())}-{application.pk:06d}"
    application.examining_office = application.competent_office()
    criteria.pin(application)
    application.revisions.create(
        number=1, plan=application.plan, made_at=clock.now(), made_by=str(actor), cause="submit"
    )
    uses.record_filing(application, actor)
    record_receipt(application)


def record_paper_arrival(application: Any, actor: Any) -> None:
    """Let a paper application arrive on the day of its original, and note who entered it and when.

    The first moment of that day stands for the hour, which the paper does not tell.
    """
    day = application.original_arrived_on
    application.arrived_at = datetime.combine(day, time(), clock.JST)
    application.plan = facts.as_filed(application.plan, application.plan_schema)
    application.entered_by = actor
    application.entered_at = clock.now()
    application.number = f"{fiscal_year(day)}-{application.pk:06d}"
    application.examining_office = application.competent_office()
    criteria.pin(application)
    application.revisions.create(
        number=1, plan=application.plan, made_at=clock.now(), made_by=str(actor), cause="file_paper"
    )
    uses.record_filing(application, actor)
    record_receipt(application)


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
    """Hang a correction request on the application, with a copy of the fields as they stand.

    Whatever is asked only because of a named field is opened with it. A lapsed request that no job
    has closed yet is closed first.
    """
    close_lapsed(application.clarifications)
    fields = facts.with_dependents(fields, application.plan_schema)
    application.clarifications.create(
        fields=fields,
        reason_code=reason_code,
        message=message,
        example=example,
        due_on=due_on,
        lapses_on=lapses_on(application, due_on),
        effect=effect,
        snapshot={path: facts.take(application.plan, path) for path in fields},
        requested_at=clock.now(),
        requested_by=actor,
    )


def lapses_on(application: Any, due_on: date) -> date | None:
    """Return the last day on which an answer is still taken; None where the office closes itself."""
    policy = policy_of(application.zone)
    return (
        add_business_days(due_on, policy.correction_grace_days)
        if policy.corrections_close
        else None
    )


def close_lapsed(clarifications: Any) -> int:
    """Close the requests whose period and days of grace are over; count them."""
    lapsed = list(clarifications.lapsed())
    for clarification in lapsed:
        perform(clarification, "close", actor=SYSTEM, version=clarification.version)
    return len(lapsed)


def ask_opinions(application: Any) -> None:
    """Ask every office concerned at once, each with its own period."""
    today = clock.today()
    for office in application.offices_to_consult():
        application.opinions.create(
            organisation=office,
            asked_at=clock.now(),
            due_on=application.opinion_due_on(today),
        )


def ask_committee(application: Any, statement: str) -> None:
    """Put the application to the evaluation committee with the authority's statement (見解書)."""
    for office in application.committees():
        application.opinions.create(
            organisation=office,
            asked_at=clock.now(),
            due_on=application.opinion_due_on(clock.today()),
            statement=statement,
        )


def record_withdrawal(application: Any, reason: str) -> None:
    """Take the measures, corrections and opinions back with the application."""
    application.withdrawal_reason = reason.strip()
    application.withdrawn_at = clock.now()
    application.outward_status = ""
    for measure in application.measures.filter(status__in=["pending", "determined"]).order_by("pk"):
        perform(measure, "withdraw", actor=SYSTEM, version=measure.version)
    for clarification in application.clarifications.filter(status="open"):
        perform(clarification, "close", actor=SYSTEM, version=clarification.version)
    for change in application.changes.filter(status="proposed"):
        perform(change, "withdraw", actor=SYSTEM, version=change.version)
    for opinion in application.opinions.filter(status="asked").order_by("pk"):
        perform(opinion, "lapse", actor=SYSTEM, version=opinion.version)
