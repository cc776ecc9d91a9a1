"""What follows when a measure is determined and disclosed."""

from typing import Any

from applications.codes import GRANTED, Outcome
from applications.effects.exemption import grant
from applications.effects.findings import with_findings
from applications.effects.proposal import close_with_measure, enact_approved
from applications.effects.public_notice import draft_certification
from applications.effects.support import open_cases
from applications.letters.issuing import issue_determination
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform
from zones.models.organisations import OfficeRole
from zones.roles import capacity


def record_determination(
    measure: Any, *, actor: Any, outcome: str, criteria: list[dict[str, Any]], **content: Any
) -> None:
    """Write the determination down: its signer, reasons per criterion, basis and appeal notice."""
    procedure = measure.application.procedure
    text = measure.text_asked if outcome == Outcome.AS_ASKED else content.pop("text_granted")
    content.pop("text_granted", None)
    measure.determinations.create(
        outcome=outcome,
        criteria=with_findings(measure, criteria),
        text_granted=text if outcome in GRANTED else "",
        basis=procedure.legal_basis.citation,
        appeal_notice=procedure.appeal_notice,
        signed_by=actor,
        signer_name=signer_of(actor, measure.authority_id),
        signer_office=measure.authority.name,
        signed_at=clock.now(),
        **content,
    )


def let_proposals_go(measure: Any, _actor: Any) -> None:
    """A withdrawn measure needs no proposal any more."""
    close_with_measure(measure)


def signer_of(actor: Any, office_id: int) -> str:
    """Return the signer's name, with the capacity of a deputy or a borrowed approver."""
    name = actor.get_full_name()
    as_what = capacity(actor, office_id, OfficeRole.APPROVER)
    return (f"{name}（{as_what}）" if as_what else name)[:150]


def settle_decided(measure: Any, _actor: Any) -> None:
    """Record the proposal as carried out, and the application as decided when nothing is pending."""
    enact_approved(measure)
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
        draft_certification(measure, determination)
        open_cases(measure.application, actor)
    issue_determination(measure, determination)
    application = measure.application
    if not application.measures.filter(status__in=["pending", "determined"]).exists():
        perform(application, "record_disclosed", actor=SYSTEM, version=application.version)
