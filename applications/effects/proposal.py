"""What follows from the steps of a proposal."""

from typing import Any

from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform


def line_for(proposal: Any, actor: Any, *, decides: bool = False) -> Any:
    """Return the first line that waits for this person's stamp on the present content, or None."""
    from zones.roles import offices_of  # noqa: PLC0415

    offices = offices_of(actor)
    for line in proposal.ordered_lines():
        fits = (line.kind == "decide") == decides and line.organisation_id in offices
        named = line.person_id in (None, actor.pk)
        if fits and named and line.valid_stamp(proposal.content_hash) is None:
            return line
    return None


def represented_line(proposal: Any, actor: Any) -> Any:
    """Return a line on which another stamped for this person's office and was not yet read after."""
    from zones.roles import offices_of  # noqa: PLC0415

    for line in proposal.ordered_lines():
        modes = {s.mode: s for s in line.stamps.all() if s.content_hash == proposal.content_hash}
        deputy = modes.get("deputy")
        if line.organisation_id in offices_of(actor) and deputy and "afterwards" not in modes:
            return line if deputy.stamped_by_id != actor.pk else None
    return None


def stamp(
    proposal: Any,
    actor: Any,
    *,
    mode: str,
    on_behalf_of: str,
    comment: str,
    decides: bool = False,
) -> None:
    """Put a person's stamp on the line that waits for it, bound to the content's hash."""
    afterwards = mode == "afterwards"
    line = (
        represented_line(proposal, actor)
        if afterwards
        else line_for(proposal, actor, decides=decides)
    )
    line.stamps.create(
        stamped_by=actor,
        name=actor.get_full_name(),
        office=line.organisation.name,
        mode=mode,
        on_behalf_of=on_behalf_of,
        comment=comment,
        content_hash=proposal.content_hash,
        stamped_at=clock.now(),
    )


def close_with_measure(measure: Any) -> None:
    """Let every live proposal go when its measure is withdrawn."""
    for proposal in measure.proposals.live():
        perform(proposal, "withdraw", actor=SYSTEM, version=proposal.version)


def enact_approved(measure: Any) -> None:
    """Record the approved proposal as carried out once its measure is determined."""
    for proposal in measure.proposals.filter(status="approved"):
        perform(proposal, "enact", actor=SYSTEM, version=proposal.version)
