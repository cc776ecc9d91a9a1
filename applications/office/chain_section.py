"""The decision chain's parts of the office's page of an application."""

from typing import Any

from applications.office.scope import sees_inside
from applications.roles import EXAMINERS
from applications.stages import stages_of
from casework.transitions import steps_for
from zones.roles import holds, offices_of


def proposal_part(application: Any, user: Any) -> dict[str, Any]:
    """Return for each measure its newest proposal, or that one may be drafted."""
    rows = []
    for measure in application.measures.all():
        if not (sees_inside(application, user) or measure.authority_id in offices_of(user)):
            continue
        newest = max(measure.proposals.all(), key=lambda p: p.pk, default=None)
        drafts = measure.status == "pending" and any(
            holds(user, office, *EXAMINERS)
            for office in (application.examining_office_id, measure.authority_id)
        )
        if newest is not None and newest.status != "withdrawn":
            rows.append({"measure": measure, "proposal": newest})
        elif drafts and application.status in {"examining", "consulting", "decided"}:
            rows.append({"measure": measure, "proposal": None})
    return {"proposal_rows": rows}


def opinion_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return one line for each office's view when the views differ; nothing when they agree."""
    given = [o for o in application.opinions.all() if o.status == "given"]
    against = {o.view == "objection" for o in given}
    lines = [f"{o.organisation.name}：{o.get_view_display()}" for o in given]
    return {"opinions_differ": lines if len(against) > 1 else []}


def stage_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return the staged periods where the committee is heard."""
    return {"stages": stages_of(application)}


def delay_part(application: Any, user: Any) -> dict[str, Any]:
    """Return the notices of delay with the steps that the user may take."""
    return {
        "delays": [
            {"delay": delay, "steps": steps_for(delay, user)}
            for delay in application.delay_notices.all()
        ]
    }
