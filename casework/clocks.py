"""Processing clocks: what has elapsed and when it falls due, from facts, never from counters.

A clock starts with an event (its day is not counted, 民法140), may stand still while somebody
else has to act (pause) and may begin anew (restart). Everything is recomputed when read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from casework.calendar import add_legal_months, is_business_day


@dataclass(frozen=True)
class Pause:
    """A stretch in which the clock stands still: from ``start`` until ``end`` (None: still)."""

    start: date
    end: date | None
    why: str = ""
    restarts: bool = False


@dataclass(frozen=True)
class ClockDay:
    """One day in the arithmetic that a person can check."""

    day: date
    counted: bool
    number: int
    why: str


@dataclass(frozen=True)
class Reading:
    """A clock as read on a day. ``due`` supposes that an open pause ends on that day."""

    start: date
    due: date
    elapsed: int
    limit: int
    unit: str
    is_paused: bool
    days: tuple[ClockDay, ...]

    def is_overdue(self, on: date) -> bool:
        """Tell whether the period has run out on a day; a paused clock cannot run out."""
        return not self.is_paused and on > self.due

    def remaining(self, on: date) -> int:
        """Return calendar days left (negative when overdue)."""
        return (self.due - on).days


def _paused_on(day: date, pauses: Sequence[Pause]) -> Pause | None:
    for pause in pauses:
        if pause.start < day and (pause.end is None or day <= pause.end):
            return pause
    return None


def _effective_start(start: date, pauses: Sequence[Pause]) -> date:
    restarts = [p.end for p in pauses if p.restarts and p.end is not None]
    return max([start, *restarts])


def read_business_clock(
    start: date, limit: int, *, pauses: Sequence[Pause] = (), on: date
) -> Reading:
    """Read a clock of ``limit`` business days that started with an event on ``start``."""
    begin, days, number, due = _effective_start(start, pauses), [], 0, None
    running = [p for p in pauses if p.end is None or p.end > begin]
    day = begin
    while day < on or due is None:
        day += timedelta(days=1)
        pause = _paused_on(day, running) if day <= on else None
        counted = is_business_day(day) and pause is None
        number += counted
        if day <= on:
            why = pause.why if pause else ("" if counted else "closed")
            days.append(ClockDay(day, counted, number, why))
        if due is None and counted and number >= limit:
            due = day
    elapsed = days[-1].number if days else 0
    is_paused = (
        _paused_on(on + timedelta(days=1), [p for p in running if p.end is None]) is not None
    )
    return Reading(begin, due, elapsed, limit, "business_days", is_paused, tuple(days))


def read_month_clock(
    start: date, months: int, *, pauses: Sequence[Pause] = (), on: date
) -> Reading:
    """Read a clock of ``months`` legal months (民法143); paused days are added at the end."""
    begin, days, number = _effective_start(start, pauses), [], 0
    running = [p for p in pauses if p.end is None or p.end > begin]
    lost = 0
    for offset in range(1, (on - begin).days + 1):
        day = begin + timedelta(days=offset)
        pause = _paused_on(day, running)
        number += pause is None
        lost += pause is not None
        days.append(ClockDay(day, pause is None, number, pause.why if pause else ""))
    due = add_legal_months(begin, months) + timedelta(days=lost)
    is_paused = any(p.end is None and p.start <= on for p in running)
    return Reading(begin, due, number, months, "months", is_paused, tuple(days))
