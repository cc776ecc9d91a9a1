"""Appeals as a part of the pages of a case: what may be contested until when, and what was lodged."""

from typing import Any

from applications.codes_appeal import AppealKind
from applications.models import Appeal
from applications.roles import is_filer
from applications.rules.appeal import is_the_only_appeal, may_be_contested


def office_context(application: Any, _user: Any) -> dict[str, Any]:
    """Return the appeals about an application; a query only where ``for_page`` says there are some."""
    if not getattr(application, "has_appeals", True):
        return {"appeals": []}
    return {"appeals": list(application.appeals.select_related("measure").order_by("pk"))}


def company_context(application: Any, user: Any) -> dict[str, Any]:
    """Return the appeals, and the measures about which one may be lodged now."""
    found = office_context(application, user)
    may = is_filer(application, user)
    measures = [m for m in application.measures.all() if may and _open_to_appeal(m, application)]
    return {**found, "contestable": measures}


def _open_to_appeal(measure: Any, application: Any) -> bool:
    measure.application = application
    decided = measure.determination if measure.status == "disclosed" else None
    draft = Appeal(
        application=application,
        measure=measure,
        determination=decided,
        kind=AppealKind.DISPOSITION if decided else AppealKind.INACTION,
        reviewing_office_id=measure.authority_id,
    )
    return bool(may_be_contested(draft)) and bool(is_the_only_appeal(draft))
