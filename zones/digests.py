"""Who is told once a day: people who work in an office, at the hour that the zone has set."""

from typing import Any

from zones.models.organisations import Membership
from zones.policy import DEFAULT, policy_of


def digest_hours(users: list[Any], case: Any) -> dict[int, int]:
    """Return user key → hour of the digest, of those who hold a place in an office today."""
    keys = [user.pk for user in users]
    held = Membership.objects.current().filter(user__in=keys).values_list("user_id", flat=True)
    zone = getattr(case, "zone", None)
    hour = (policy_of(zone) if zone is not None else DEFAULT).digest_hour
    return dict.fromkeys(held, hour)
