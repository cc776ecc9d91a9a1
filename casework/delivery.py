"""When each recipient of a notice is told: at once, in the day's digest, or not by mail.

People of offices get one mail a day unless they chose otherwise; what is urgent always goes at once.
Companies and others get theirs at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from casework import clock
from casework.hooks import digest_hours
from casework.models.notices import DeliveryStatus, Mode, NoticeChoice
from casework.subjects import is_urgent


@dataclass(frozen=True)
class Plan:
    """How one delivery starts."""

    status: str
    at: datetime
    in_digest: bool = False


def plans(case: Any, kind: str, subject: str, users: list[Any]) -> dict[int, Plan]:
    """Return user key → plan for those who are not simply told at once."""
    if clock.is_simulated() or is_urgent(subject, clock.today()):
        return {}
    hours: dict[int, int] = {}
    for found in digest_hours(users, case):
        hours |= found
    chosen = _choices(hours, kind) if hours else {}
    made = {}
    for user, hour in hours.items():
        mode = chosen.get(user, Mode.DIGEST)
        if mode == Mode.DIGEST:
            made[user] = Plan(DeliveryStatus.QUEUED, next_at(hour), in_digest=True)
        elif mode == Mode.URGENT:
            made[user] = Plan(DeliveryStatus.KEPT, clock.now())
    return made


def _choices(users: Any, kind: str) -> dict[int, str]:
    """Return what each person chose for a kind; the choice for all others where there is none."""
    found = NoticeChoice.objects.filter(user__in=list(users), kind__in=["", kind])
    return dict(found.order_by("kind").values_list("user_id", "mode"))


def next_at(hour: int) -> datetime:
    """Return the next moment at an hour in Japan."""
    now = clock.now().astimezone(clock.JST)
    moment = datetime.combine(now.date(), time(hour), clock.JST)
    return moment if moment > now else moment + timedelta(days=1)
