"""What follows from a check of a condition."""

from datetime import date
from typing import Any

from casework import clock, files
from zones.models.organisations import current_memberships


def record_check(
    exemption: Any,
    actor: Any,
    *,
    condition: Any,
    checked_on: date,
    result: str,
    seen: str,
    document: Any = None,
) -> Any:
    """Keep the evidence of a check, with its document; nothing of it is changed afterwards."""
    own = {
        exemption.authority_id,
        exemption.zone.lead_id,
        exemption.application.examining_office_id,
    }
    office = next((m for m in current_memberships(actor) if m.organisation_id in own), None)
    check = condition.checks.create(
        checked_on=checked_on,
        result=result,
        seen=seen,
        checked_by=actor,
        by_name=actor.get_full_name(),
        by_office=office.organisation.name if office else "",
        recorded_at=clock.now(),
    )
    if document:
        files.store(exemption, document, slot=check.slot, actor=actor)
    return check
