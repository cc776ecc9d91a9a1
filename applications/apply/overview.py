"""The cards of a draft's overview: what is done, what is missing, and what can be done next."""

from typing import Any

from django.utils.translation import pgettext_lazy

from applications import facts
from applications.apply.plan_form import item_state
from applications.models import Application
from casework import files
from casework.transitions import steps_for

MEASURE_ITEM = 7
# Code of how far an item is → (tone of its tag, words).
STATES = {
    "complete": ("success", pgettext_lazy("item of a plan", "Complete")),
    "started": ("waiting", pgettext_lazy("item of a plan", "Partly filled in")),
    "empty": ("neutral", pgettext_lazy("item of a plan", "Not filled in")),
    "optional": ("neutral", pgettext_lazy("item of a plan", "Optional")),
    "invalid": ("danger", pgettext_lazy("item of a plan", "To be corrected")),
}


def item_rows(application: Application) -> list[dict[str, Any]]:
    """Return the eight items with how far each is."""
    rows = []
    for number, title in facts.ITEMS.items():
        state = item_state(application.plan, number, application.plan_schema)
        if number == MEASURE_ITEM and state == "complete" and not application.measures.all():
            state = "started"
        tone, label = STATES[state]
        rows.append(
            {"number": number, "title": title, "state": state, "tone": tone, "label": label}
        )
    return rows


def items_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return the eight items and how many of them are done."""
    items = item_rows(application)
    return {
        "items": items,
        "done": sum(row["state"] in {"complete", "optional"} for row in items),
        "total": len(items),
    }


def measures_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return the measures asked for."""
    return {"measures": application.measures.select_related("authority")}


def files_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return the files of the draft."""
    return {"files": files.files_of(application)}


def filing_card(application: Application, user: Any) -> dict[str, Any]:
    """Return the steps that file and delete the draft, with what stands against them; None for a reader."""
    steps = {s.name: s for s in steps_for(application, user)}
    return {"submit": steps.get("submit"), "discard": steps.get("discard")}
