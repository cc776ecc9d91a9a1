"""For whom an agent acts: the principals on the landing page."""

from typing import Any

from applications.membership import standing_of
from applications.models import PowerOfAttorney
from casework import clock

SOON_DAYS = 30


def principals_of(user: Any) -> list[dict[str, Any]]:
    """Return the powers that a user holds or soon holds, by principal; those over are left out."""
    keys = [p.key for p in standing_of(user).powers if p.valid_until >= clock.today()]
    if not keys:
        return []
    powers = PowerOfAttorney.objects.filter(pk__in=keys).for_list().order_by("company__name", "pk")
    return [
        {
            "power": power,
            "begins_later": power.valid_from > clock.today(),
            "ends_soon": (power.valid_until - clock.today()).days <= SOON_DAYS,
        }
        for power in powers
    ]
