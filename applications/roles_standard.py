"""Who makes and publishes standard measures: the Cabinet Office, or the ministry that regulates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole, OrganisationKind, current_memberships

PUBLISHING = (OrganisationKind.CABINET, OrganisationKind.MINISTRY)
DRAFTERS = (
    OfficeRole.APPROVER,
    OfficeRole.EXAMINER,
    OfficeRole.REVIEWER,
    OfficeRole.ADMINISTRATOR,
)


@role("standard_publisher", _("Who publishes standard measures"))
def is_standard_publisher(standard: Any, user: Any) -> bool:
    """The user signs for the Cabinet Office or the regulating ministry whose package it is."""
    return zone_roles.holds(user, standard.office_id, OfficeRole.APPROVER)


@role("standard_drafter", _("Who drafts standard measures"))
def is_standard_drafter(standard: Any, user: Any) -> bool:
    """The user works, not only reads, in the office whose package it is."""
    return zone_roles.holds(user, standard.office_id, *DRAFTERS)


def drafting_offices(user: Any) -> list[Any]:
    """Return the offices for which a person may draft a standard measure."""
    found = {
        m.organisation_id: m.organisation
        for m in current_memberships(user)
        if m.organisation.kind in PUBLISHING and m.role in DRAFTERS
    }
    return list(found.values())


zone_roles.OFFICE_ROLES |= {
    "standard_publisher": (OfficeRole.APPROVER,),
    "standard_drafter": DRAFTERS,
}
