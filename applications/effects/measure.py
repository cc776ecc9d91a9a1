"""What follows when a measure is determined and disclosed."""

from typing import Any

from applications.codes import GRANTED, Outcome
from applications.effects.exemption import grant
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform


def record_determination(measure: Any, *, actor: Any, outcome: str, **content: Any) -> None:
    """Write the determination down: its signer, reasons per criterion, basis and appeal notice."""
    procedure = measure.application.procedure
    text = measure.text_asked if outcome == Outcome.AS_ASKED else content.pop("text_granted")
    content.pop("text_granted", None)
    measure.determinations.create(
        outcome=outcome,
        text_granted=text if outcome in GRANTED else "",
        basis=procedure.legal_basis.citation,
        appeal_notice=procedure.appeal_notice,
        signed_by=actor,
        signer_name=actor.get_full_name(),
        signer_office=measure.authority.name,
        signed_at=clock.now(),
        **content,
    )


def settle_decided(measure: Any, _actor: Any) -> None:
    """Record the application as decided when no measure of it is pending any more."""
    application = measure.application
    if (
        application.status != "decided"
        and not application.measures.filter(status="pending").exists()
    ):
        perform(application, "record_decided", actor=SYSTEM, version=application.version)


def settle_disclosed(measure: Any, actor: Any) -> None:
    """Turn a grant into an exemption; record the application as disclosed when all of it is."""
    determination = measure.determination
    if determination.outcome in GRANTED:
        grant(measure, determination, actor)
    application = measure.application
    if not application.measures.filter(status__in=["pending", "determined"]).exists():
        perform(application, "record_disclosed", actor=SYSTEM, version=application.version)
