"""What a change of a plan changes, entry by entry, old beside new."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import differences
from casework.calendar import wareki
from zones.models.reference import SpecialMeasure

LABELS = {
    "name": _("Name of the zone"),
    "summary": _("Summary"),
    "area_text": _("Area"),
    "expires_on": _("Ends on"),
    "measures": _("Special measures"),
}


@dataclass(frozen=True)
class Line:
    """One entry that changes: its label, the old words, the new words, and the marked difference."""

    label: Any
    old: str
    new: str
    runs: list[tuple[str, str]]


def lines_of(change: Any) -> list[Line]:
    """Return the entries of a change in the order of the form, old beside new; one query for measures."""
    before = change.before or change.values_now()
    codes = {code for one in (before, change.proposed) for code in one.get("measures", [])}
    names = dict(SpecialMeasure.objects.filter(pk__in=codes).values_list("pk", "name"))
    found = []
    for name, label in LABELS.items():
        if name in change.proposed:
            old, new = (_words(name, one.get(name), names) for one in (before, change.proposed))
            found.append(Line(label, old, new, differences.changes(old, new)))
    return found


def _words(name: str, value: Any, names: dict[str, str]) -> str:
    if name == "measures":
        return "\n".join(f"{code} {names.get(code, '')}" for code in value or [])
    if name == "expires_on":
        return wareki(date.fromisoformat(value)) if value else ""
    return str(value or "")
