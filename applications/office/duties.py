"""Who handles a case: its examiner, earlier ones, and declared interests. A part of the case page."""

from __future__ import annotations

from typing import Any

from applications.office.scope import sees_inside
from applications.rules.duties import declarations_of
from casework.transitions import steps_for
from zones.models.organisations import OfficeRole, current_memberships

STEPS = ("assign", "take", "declare_interest")


def context(application: Any, user: Any) -> dict[str, Any]:
    """Return the steps, those of this part apart, the examiner's history and the declarations.

    What the relation is, only those read who assign examiners, and who declared it.
    """
    inside = sees_inside(application, user)
    assigns = any(
        m.organisation_id == application.examining_office_id
        and m.role in {OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER}
        for m in current_memberships(user)
    )
    declared = declarations_of(application) if inside else []
    steps = steps_for(application, user)
    return {
        "steps": [step for step in steps if step.name not in STEPS],
        "duty_steps": [
            step for step in steps if step.name in STEPS and (step.is_open or step.name != "take")
        ],
        "interests": [
            {"declaration": d, "is_readable": assigns or d.user_id == user.pk} for d in declared
        ],
        "is_recused": any(
            d.is_conflict and d.user_id == user.pk for d in declarations_of(application)
        ),
    }
