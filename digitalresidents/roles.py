"""Who may take a step on a registration."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import role
from zones.roles import is_zone_examiner


@role("resident", _("The digital resident"))
def is_own_resident(case: Any, user: Any) -> bool:
    """The registration is the user's own."""
    resident = case.resident
    return resident is not None and user.pk is not None and resident.user_id == user.pk


@role("clerk_for_resident", _("Clerk for a person without an account"))
def is_clerk_for_resident(case: Any, user: Any) -> bool:
    """The person has no account, and the user writes down what the person asked at the counter."""
    resident = case.resident
    assisted = resident is not None and resident.user_id is None
    return assisted and is_zone_examiner.test(case, user)
