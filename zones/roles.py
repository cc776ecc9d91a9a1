"""Who is who in a zone: predicates on (case, user), built on memberships."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import role
from zones.models.organisations import OfficeRole, OrganisationKind, current_memberships


def zone_of(case: Any) -> Any:
    """Return the zone that a case belongs to; the case itself when it is a zone."""
    return getattr(case, "zone", case)


def holds(user: Any, organisation_id: int | None, *roles: str) -> bool:
    """Tell whether the user holds one of the roles in the office today."""
    return any(
        m.organisation_id == organisation_id and m.role in roles for m in current_memberships(user)
    )


def holds_in_kind(user: Any, kind: str, *roles: str) -> bool:
    """Tell whether the user holds one of the roles in any office of a kind today."""
    return any(m.organisation.kind == kind and m.role in roles for m in current_memberships(user))


def offices_of(user: Any) -> set[int]:
    """Return the keys of the offices in which the user works today."""
    return {m.organisation_id for m in current_memberships(user)}


@role("zone_administrator", _("Zone administrator"))
def is_zone_administrator(case: Any, user: Any) -> bool:
    """The user administers the zone for its lead office."""
    return holds(user, zone_of(case).lead_id, OfficeRole.ADMINISTRATOR)


@role("zone_examiner", _("Examiner of the zone's office"))
def is_zone_examiner(case: Any, user: Any) -> bool:
    """The user examines for the zone's lead office."""
    return holds(user, zone_of(case).lead_id, OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


@role("zone_approver", _("Approver of the zone's office"))
def is_zone_approver(case: Any, user: Any) -> bool:
    """The user signs for the zone's lead office (the mayor, or whoever decides for the mayor)."""
    return holds(user, zone_of(case).lead_id, OfficeRole.APPROVER)


@role("cabinet_approver", _("Cabinet Office"))
def is_cabinet_approver(_case: Any, user: Any) -> bool:
    """The user signs for the Prime Minister in the Cabinet Office."""
    return holds_in_kind(user, OrganisationKind.CABINET, OfficeRole.APPROVER)
