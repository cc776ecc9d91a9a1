"""What every subject of a notice begins with: what to do, by when, or what kind of news it is.

【要対応 12/10まで】【要対応】【至急】【聴聞 …】【決定】【裁決】【受理】【お知らせ】【重要】【招待】【委任】. The head is part of the message's own
text, so that translators see it; here it is read, so that the outbox knows what cannot wait.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

TO_DO, URGENT, HEARING, DECISION, RECEIVED, NOTICE = (
    *("to_do", "urgent", "hearing"),
    *("decision", "received", "notice"),
)
HEADS = {
    "要対応": TO_DO,
    "至急": URGENT,
    "聴聞": HEARING,
    "決定": DECISION,
    "裁決": DECISION,
    "受付": RECEIVED,
    "受理": RECEIVED,
    "お知らせ": NOTICE,
    "重要": URGENT,
    "招待": TO_DO,
    "委任": TO_DO,
    "To do": TO_DO,
    "Action": TO_DO,
    "Urgent": URGENT,
    "Hearing": HEARING,
    "Determination": DECISION,
    "Disposition": DECISION,
    "Received": RECEIVED,
    "Notice": NOTICE,
    "Reminder": NOTICE,
    "Ruling": DECISION,
    "Important": URGENT,
    "Invitation": TO_DO,
    "Power of attorney": TO_DO,
}
_WORDS = "|".join(HEADS)
_JAPANESE = re.compile(rf"^【(?P<head>{_WORDS})(?: (?P<when>[^】]+))?】(?P<rest>.+)$", re.DOTALL)
_ENGLISH = re.compile(rf"^\[(?P<head>{_WORDS})(?: (?P<when>[^\]]+))?\] (?P<rest>.+)$", re.DOTALL)
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})")
ALWAYS_AT_ONCE = {URGENT, HEARING, DECISION}


@dataclass(frozen=True)
class Head:
    """What a subject says first: its class, the day in it (of the year nearest), and the rest."""

    code: str
    due_on: date | None
    rest: str


def head_of(subject: str, today: date) -> Head | None:
    """Read a subject's head; None when it begins with none of the known ones."""
    found = _JAPANESE.match(subject) or _ENGLISH.match(subject)
    if found is None:
        return None
    return Head(HEADS[found["head"]], _day(found["when"] or "", today), found["rest"])


def _day(text: str, today: date) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    years = (today.year - 1, today.year, today.year + 1)
    days = [_date(year, int(found[1]), int(found[2])) for year in years]
    return min((d for d in days if d), key=lambda d: abs((d - today).days), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def is_urgent(subject: str, today: date, *, within: int = 2) -> bool:
    """Tell whether a notice cannot wait for tomorrow's digest."""
    head = head_of(subject, today)
    if head is None:
        return False
    near = head.due_on is not None and (head.due_on - today).days <= within
    return head.code in ALWAYS_AT_ONCE or near


def order(subject: str, today: date) -> tuple[int, date, Any]:
    """Return where a notice stands in a digest: what is due first, then what is to do, then news."""
    head = head_of(subject, today)
    if head is None:
        return (2, date.max, subject)
    if head.due_on is not None:
        return (0, head.due_on, subject)
    return (1 if head.code == TO_DO else 2, date.max, subject)
