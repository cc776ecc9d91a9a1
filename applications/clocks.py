"""The clocks of an application, computed from its facts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from applications.codes import ClockEffect
from casework import clock
from casework.clocks import Pause, Reading, read_business_clock, read_month_clock
from zones.models.procedures import ClockUnit


def _day(moment: datetime | None) -> date | None:
    return _fixed_day(moment) if moment else None


def _fixed_day(moment: datetime) -> date:
    return moment.astimezone(clock.JST).date()


def _end_of(clarification: Any, on: date) -> date | None:
    """Return the day on which a request stopped holding the clock; None while it does.

    A lapsed request holds it until its last day of grace, whenever the nightly job closes it.
    """
    if clarification.answered_at:
        return _fixed_day(clarification.answered_at)
    ends = [_fixed_day(clarification.closed_at)] if clarification.closed_at else []
    if clarification.has_lapsed(on):
        ends.append(clarification.lapses_on)
    return min(ends, default=None)


def pauses_of(application: Any, on: date | None = None) -> list[Pause]:
    """Return the stretches in which the applicant had to act: from each request to its answer.

    A request that was sent in error and withdrawn has never held the clock.
    """
    day = on or clock.today()
    return [
        Pause(
            start=_fixed_day(c.requested_at),
            end=_end_of(c, day),
            why=f"clarification:{c.pk}",
            restarts=c.effect == ClockEffect.RESTART and c.answered_at is not None,
        )
        for c in sorted(application.clarifications.all(), key=lambda c: c.pk)
        if c.withdrawn_at is None
    ]


def due_after_correction(application: Any, *, answered_on: date, effect: str) -> date | None:
    """Return when the period would end if a correction went out today and were answered on a day."""
    asked = Pause(clock.today(), answered_on, restarts=effect == ClockEffect.RESTART)
    reading = processing_clock(application, answered_on, more=[asked])
    return reading.due if reading else None


def processing_clock(application: Any, on: date, *, more: Sequence[Pause] = ()) -> Reading | None:
    """Read the standard processing period (標準処理期間) on a day; None before arrival.

    It begins with the arrival, or anew with what ``clock_from`` says (a ruling, an accepted change).
    Once disclosed or withdrawn, the clock is read on that day and stands there. ``more`` are
    pauses that are only supposed.
    """
    start = application.clock_from or application.arrived_on()
    if start is None:
        return None
    stopped = _day(application.disclosed_at or application.withdrawn_at)
    procedure, on = application.procedure, min(on, stopped or on)
    read = (
        read_business_clock
        if procedure.standard_unit == ClockUnit.BUSINESS_DAYS
        else read_month_clock
    )
    pauses = [p for p in pauses_of(application, on) if p.start >= start] + [*more]
    return read(start, procedure.standard_length, pauses=pauses, on=on)
