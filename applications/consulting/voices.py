"""For whom a person speaks on a case: the company that asks, or one of the offices concerned."""

from typing import Any

from applications.consulting.roles import WRITING
from casework.threads import Author
from zones.models.organisations import current_memberships


def applicant_voice(case: Any, user: Any) -> Author:
    """Return the author who speaks for the company, or for themselves."""
    company = getattr(case, "company", None)
    return Author(user, company.name if company else "", None, "asker")


def speaking_offices(case: Any) -> list[int | None]:
    """Return the keys of the offices that handle a case, the one that answers first."""
    first = getattr(case, "office_id", None) or getattr(case, "examining_office_id", None)
    return [first, case.zone.lead_id]


def office_voice(case: Any, user: Any) -> Author:
    """Return the author who speaks for the first of the case's offices in which they write."""
    held = {
        m.organisation_id: m.organisation for m in current_memberships(user) if m.role in WRITING
    }
    own = next((key for key in speaking_offices(case) if key in held), None)
    office = held.get(own) if own else next(iter(held.values()), None)
    return Author(user, office.name if office else "", office.pk if office else None, "adviser")


def addressee_of(case: Any) -> tuple[int | None, str]:
    """Return key and name of whom guidance on the case goes to: the company, or the person."""
    company = getattr(case, "company", None)
    if company is not None:
        return company.pk, company.name
    return None, case.asked_by.get_full_name()
