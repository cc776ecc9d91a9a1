"""The clocks of an application, computed from its facts."""

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


def pauses_of(application: Any) -> list[Pause]:
    """Return the stretches in which the applicant had to act: from each request to its answer."""
    return [
        Pause(
            start=_fixed_day(c.requested_at),
            end=_day(c.answered_at or c.closed_at),
            why=f"clarification:{c.pk}",
            restarts=c.effect == ClockEffect.RESTART and c.answered_at is not None,
        )
        for c in sorted(application.clarifications.all(), key=lambda c: c.pk)
    ]


def processing_clock(application: Any, on: date) -> Reading | None:
    """Read the standard processing period (標準処理期間) on a day; None before arrival.

    Once disclosed or withdrawn, the clock is read on that day and stands there.
    """
    start = application.arrived_on()
    if start is None:
        return None
    stopped = _day(application.disclosed_at or application.withdrawn_at)
    procedure, on = application.procedure, min(on, stopped or on)
    read = (
        read_business_clock
        if procedure.standard_unit == ClockUnit.BUSINESS_DAYS
        else read_month_clock
    )
    return read(start, procedure.standard_length, pauses=pauses_of(application), on=on)
