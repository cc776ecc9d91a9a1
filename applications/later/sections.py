"""Changes, copies and successions as a part of the pages of a case."""

from typing import Any

from applications.roles import is_filer
from casework.files import files_of
from casework.transitions import steps_for

KINDS = (("changes", "change"), ("reissues", "reissue"), ("successions", "succession"))


def rows(application: Any, user: Any) -> list[dict[str, Any]]:
    """Return everything asked after filing with the steps of this person, oldest first.

    A query is spent only on the kinds that the application has; ``for_page`` says which.
    """
    found = []
    for name, route in KINDS:
        if not getattr(application, f"has_{name}", True):
            continue
        cases = getattr(application, name).exclude(status="new").order_by("pk")
        if name == "reissues":
            cases = cases.select_related("letter__document", "copy__document")
        if name == "successions":
            cases = cases.select_related("transferor", "successor")
        for case in cases:
            case.application = application
            found.append({"case": case, "route": route, "steps": steps_for(case, user)})
    return sorted(found, key=lambda row: row["case"].asked_at)


def office_context(application: Any, user: Any) -> dict[str, Any]:
    """Return the rows for the office, with the document of a succession."""
    found = rows(application, user)
    for row in found:
        if row["route"] == "succession":
            row["document"] = files_of(row["case"]).first()
    return {"later_rows": found}


def company_context(application: Any, user: Any) -> dict[str, Any]:
    """Return the rows for the company, and what it may ask now."""
    may = is_filer(application, user)
    outside = application.status_outside
    found = rows(application, user)
    waiting = {row["route"] for row in found if row["case"].status in {"proposed", "filed"}}
    return {
        "later_rows": found,
        "may_change": may
        and outside in {"arrived", "examining", "consulting"}
        and "change" not in waiting,
        "may_hand_over": may and outside != "withdrawn" and "succession" not in waiting,
        "may_amend": may and any(m.exemptions.all() for m in application.measures.all()),
    }
