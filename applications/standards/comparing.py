"""What of an application still is the package, and what differs from it, in readable differences."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _

from applications import facts
from applications.codes_standard import EVALUATION_PARTS
from applications.models import StandardUse
from casework.differences import changes


@dataclass(frozen=True)
class Part:
    """One part: its name, the package's text, the application's, and whether they agree."""

    label: str
    before: str
    after: str

    @property
    def is_same(self) -> bool:
        """Tell whether nothing was changed."""
        return self.before.strip() == self.after.strip()

    @property
    def runs(self) -> list[tuple[str, str]]:
        """Return what was kept, removed and added, in reading order."""
        return changes(self.before, self.after)


def words_of(condition: dict[str, Any]) -> str:
    """Return a condition as one text: what, why, how and by whom it is checked."""
    parts = ("text", "reason", "check_method", "owner", "due")
    return "\n".join(str(condition[p]).strip() for p in parts if condition.get(p))


def parts_of(use: StandardUse) -> list[Part]:
    """Return every part of a package beside what the application makes of it."""
    standard, measure = use.standard, use.measure
    found = [Part(_("Text of the rule"), standard.text, measure.text_asked)]
    rows = zip_longest(standard.conditions, use.conditions, fillvalue={})
    found += [
        Part(_("Condition %(number)d") % {"number": number}, words_of(old), words_of(new))
        for number, (old, new) in enumerate(rows, start=1)
    ]
    old, new = "、".join(standard.indicators), "、".join(use.indicators)
    found.append(Part(_("Indicators to report"), old, new))
    found += [
        Part(str(label), str(standard.evaluation.get(part, "")), str(use.evaluation.get(part, "")))
        for part, label in EVALUATION_PARTS.items()
        if standard.evaluation.get(part) or use.evaluation.get(part)
    ]
    return found + _plan_parts(use)


def _plan_parts(use: StandardUse) -> list[Part]:
    application = use.measure.application
    labels = {
        slot.path: slot.label for slot in facts.slots(application.plan, application.plan_schema)
    }
    return [
        Part(str(labels[key]), text, str(application.plan.get(key, "")))
        for key, text in use.standard.plan_parts.items()
        if key in labels
    ]


def uses_of(application: Any) -> list[StandardUse]:
    """Return the uses of packages in an application, in the order of its measures; one query."""
    found = StandardUse.objects.filter(measure__application=application).select_related(
        "standard__office", "measure__application"
    )
    return list(found.order_by("measure__position", "pk"))


def rows_for(application: Any) -> list[dict[str, Any]]:
    """Return each use with its parts: what is the package's own, and what differs."""
    rows = []
    for use in uses_of(application):
        parts = parts_of(use)
        rows.append(
            {
                "use": use,
                "standard": use.standard,
                "origin": use.standard.shown_origin(),
                "differing": [part for part in parts if not part.is_same],
                "same": [part for part in parts if part.is_same],
            }
        )
    return rows


def marked_labels(application: Any, slots: Any) -> list[str]:
    """Return the answers of a page that are still a package's words, each with the package."""
    found = []
    for use in uses_of(application):
        for key, text in use.standard.plan_parts.items():
            if key in slots and str(application.plan.get(key, "")).strip() == text.strip():
                found.append(f"{slots[key].label}（{use.standard.name}）")
    return found
