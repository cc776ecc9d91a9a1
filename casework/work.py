"""What a person has to do, from every app: the office's landing page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from casework.hooks import work_items


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: what it is, what it needs next, and whom it waits for."""

    case_type: str
    case_id: int
    title: str
    url: str
    zone: str
    next_step: str
    waits_for: str
    due_on: date | None = None
    is_mine: bool = True


def work_of(user: Any) -> list[WorkItem]:
    """Return a person's work by due date, what has none last."""
    items = [item for found in work_items(user) for item in found]
    return sorted(
        items, key=lambda i: (i.due_on is None, i.due_on or date.max, i.case_type, i.case_id)
    )
