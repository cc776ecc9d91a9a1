"""Which zones a person's notices and trail come from."""

from typing import Any

from zones.models import Zone
from zones.models.organisations import OfficeRole, current_memberships

SERVING = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER, OfficeRole.APPROVER)


def zones_seen(user: Any) -> list[str]:
    """Return the codes of the zones whose lead office the person works in."""
    return list(Zone.objects.administered_by(user).values_list("slug", flat=True))


def zones_served(user: Any) -> list[str]:
    """Return the codes of the zones for which the person acts, not only reads."""
    offices = {m.organisation_id for m in current_memberships(user) if m.role in SERVING}
    return list(Zone.objects.filter(lead__in=offices).values_list("slug", flat=True))
