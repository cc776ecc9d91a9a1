"""What each step of a proposal tells whom: only people on its lines, never anybody outside."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, office_people, title_of
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def _link(proposal: Any) -> str:
    return f"/console/proposals/{proposal.pk}/"


def _waiting(proposal: Any, *, beyond: Any = None) -> tuple[Any, ...]:
    people: dict[Any, None] = {}
    lines = [line for line in proposal.ordered_lines() if line is not beyond]
    open_lines = [x for x in lines if x.valid_stamp(proposal.content_hash) is None]
    before = [line for line in open_lines if line.kind != "decide"]
    for line in before or open_lines:
        roles = (
            (OfficeRole.APPROVER,)
            if line.kind != "concur"
            else (OfficeRole.APPROVER, *OFFICE_ROLES)
        )
        named = (line.person,) if line.person else office_people(line.organisation_id, *roles)
        people |= dict.fromkeys(named)
    people.pop(proposal.drafted_by, None)
    return tuple(people)


def proposal_circulated(proposal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Everybody on the first open lines is asked for a stamp."""
    return [_asked(proposal, _waiting(proposal))]


def _asked(proposal: Any, people: tuple[Any, ...]) -> Draft:
    return Draft(
        "proposal.circulated",
        _("[To do] Stamp asked: %(title)s") % title_of(proposal.application),
        _("A proposal on application %(number)s waits for your stamp.")
        % title_of(proposal.application),
        people,
        _link(proposal),
    )


def proposal_stamped(proposal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Once everybody before has stamped, the decider is asked."""
    before = [x for x in proposal.ordered_lines() if x.kind != "decide"]
    fresh = [x for x in before if not x.stamps.filter(content_hash=proposal.content_hash).exists()]
    if fresh:
        return []
    people = office_people(proposal.measure.authority_id, OfficeRole.APPROVER)
    return [_asked(proposal, people)]


def proposal_approved(proposal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The drafter learns that it is approved."""
    return [_to_drafter(proposal, "proposal.approved", _("[Notice] Approved: %(title)s"))]


def proposal_returned(proposal: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The drafter learns what to mend."""
    subject = _("[To do] Proposal sent back: %(title)s")
    return [_to_drafter(proposal, "proposal.returned", subject, inputs.get("reasons", ""))]


def _to_drafter(proposal: Any, kind: str, subject: str, body: str = "") -> Draft:
    words = title_of(proposal.application)
    return Draft(
        kind,
        subject % words,
        body or _("The proposal on application %(number)s has moved on.") % words,
        (proposal.drafted_by,),
        _link(proposal),
    )
