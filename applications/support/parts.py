"""The support cases of an application, as a part of the company's page of it."""

from typing import Any


def company_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return the support cases, each with its state as the company may know it; one query."""
    found = application.support_cases.select_related("instrument")
    return {"support_cases": list(found.order_by("pk"))}
