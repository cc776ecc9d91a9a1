"""The support asked for in an application. A part of the case page."""

from typing import Any


def support_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return the requests with their instruments and laws; one query."""
    found = application.support_requests.select_related("instrument__law")
    return {"support_requests": list(found.order_by("instrument"))}
