"""The notices of delay on the company's page of a case: what was sent, never a draft."""

from typing import Any


def delay_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return the notices that were sent, the newest first."""
    sent = [d for d in application.delay_notices.all() if d.status == "sent"]
    return {"delay_notices": sorted(sent, key=lambda d: d.sent_at, reverse=True)}
