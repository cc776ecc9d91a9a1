"""Who may do what in an evidence review: predicates on (case, user)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole, OrganisationKind

SPEAKERS = (OfficeRole.REVIEWER, OfficeRole.APPROVER)


def review_of(case: Any) -> Any:
    """Return the review behind a case: the case itself, or the one a comment hangs on."""
    return getattr(case, "review", case)


@role("regulator", _("Regulating office"))
def is_regulator(case: Any, user: Any) -> bool:
    """The user speaks for the office that keeps the regulation under trial."""
    return zone_roles.holds(user, review_of(case).regulator_id, *SPEAKERS)


@role("verdict_reviewer", _("Evidence reviewer"))
def is_verdict_reviewer(case: Any, user: Any) -> bool:
    """The user reviews evidence in the Cabinet Office or for the authority named in the grant."""
    authority = review_of(case).authority_id
    return zone_roles.holds_in_kind(user, OrganisationKind.CABINET, OfficeRole.REVIEWER) or (
        authority is not None and zone_roles.holds(user, authority, OfficeRole.REVIEWER)
    )
