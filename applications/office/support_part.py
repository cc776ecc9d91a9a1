"""The support asked for in an application. A part of the case page."""

from typing import Any

from zones.roles import offices_of


def support_part(application: Any, user: Any) -> dict[str, Any]:
    """Return the requests, and to the person's own offices the support case of each."""
    requests = list(application.support_requests.all())
    for one in requests:
        case = getattr(one, "case", None)
        one.open_case = case if case and case.office_id in offices_of(user) else None
    return {"support_requests": requests}
