"""What follows from a zone's steps."""

from datetime import date
from typing import Any

from casework import clock
from casework.actors import SYSTEM
from casework.calendar import add_legal_months
from casework.transitions import perform, write
from zones import hooks

DECISION_MONTHS = 3


def open_hearing(zone: Any, actor: Any, *, text: str, until: date, bodies: list[str]) -> None:
    """Publish the plan and its hearing: what is asked, of whom, until when."""
    zone.hearing_opened_on = clock.today()
    zone.hearing_text, zone.hearing_until, zone.hearing_bodies = text, until, bodies
    zone.announced_on = zone.announced_on or clock.today()
    zone.prepared_by = actor


def file_plan(zone: Any, actor: Any, ministries: dict[str, Any]) -> None:
    """Start the three months of the Prime Minister, and ask each regulating minister for consent."""
    zone.applied_on = clock.today()
    zone.decision_due_on = add_legal_months(clock.today(), DECISION_MONTHS)
    zone.filed_by = actor
    for measure in zone.measures.order_by("pk"):
        ask_consent(zone, measure, ministries[measure.pk])


def ask_consent(zone: Any, measure: Any, ministry: Any, change: Any = None) -> None:
    """Ask a minister for the consent to one measure of a plan, or of its change."""
    zone.consents.create(measure=measure, ministry=ministry, change=change, asked_on=clock.today())


def end(zone: Any, reasons: str) -> None:
    """End a zone today."""
    zone.end_reasons, zone.ended_on = reasons, clock.today()


def conclude_revocation(zone: Any, actor: Any) -> None:
    """Close the procedure of revocation with the decision."""
    for case in zone.revocations.filter(status="heard"):
        perform(case, "conclude", actor=SYSTEM, version=case.version)


def announce_closing(zone: Any, *, closes_on: date, reasons: str, plan: str) -> None:
    """Fix the day, the reasons and how everybody winds down."""
    zone.closing_announced_on, zone.closes_on = clock.today(), closes_on
    zone.closing_reasons, zone.closing_plan = reasons, plan


def take_back_closing(zone: Any) -> None:
    """Forget the announcement; the trail keeps it."""
    zone.closing_announced_on = zone.closes_on = None
    zone.closing_reasons = zone.closing_plan = ""


def begin_winding_down(zone: Any, actor: Any) -> None:
    """Ask the apps above to tell holders and digital residents."""
    hooks.zone_closing(zone, actor)


def call_off_winding_down(zone: Any, actor: Any) -> None:
    """Let the apps above drop what they asked for."""
    hooks.zone_goes_on(zone, actor)


def carry_over(change: Any, actor: Any) -> None:
    """Write an approved or minor change into the zone; what stood before stays in the change."""
    zone = change.zone
    write(zone, **change.plain_values())
    if "measures" in change.proposed:
        zone.measures.set(change.proposed["measures"])
