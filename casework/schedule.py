"""When jobs run. A due time is claimed by inserting its row, so that each is enqueued once."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from casework import clock
from casework.models import ScheduledRun
from casework.tasks import (
    daily_head,
    mend_queue,
    report_faults,
    reread_files,
    scan_files,
    send_notices,
)

Due = Callable[[datetime], datetime]


def every_minute(now: datetime) -> datetime:
    """Return the minute that has begun."""
    return now.replace(second=0, microsecond=0)


def every_quarter(now: datetime) -> datetime:
    """Return the quarter of an hour that has begun."""
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def daily_at(hour: int) -> Due:
    """Return a rule for the latest moment at ``hour`` o'clock in Japan."""

    def due(now: datetime) -> datetime:
        local = now.astimezone(clock.JST)
        today = datetime.combine(local.date(), time(hour), clock.JST)
        return today if today <= local else today - timedelta(days=1)

    return due


JOBS: dict[str, tuple[Due, Any]] = {
    "send_notices": (every_minute, send_notices),
    "daily_head": (daily_at(0), daily_head),
    "scan_files": (every_quarter, scan_files),
    "reread_files": (daily_at(3), reread_files),
    "mend_queue": (daily_at(4), mend_queue),
    "report_faults": (daily_at(7), report_faults),
}


def register(name: str, due: Due, job: Any) -> None:
    """Add a job of a higher app; called in its AppConfig.ready()."""
    JOBS[name] = (due, job)


def claim(name: str, due_at: datetime) -> bool:
    """Tell whether this process is the first to claim a due time."""
    try:
        with transaction.atomic():
            ScheduledRun.objects.create(job=name, due_at=due_at, claimed_at=clock.now())
    except IntegrityError:
        return False
    return True


def enqueue_due() -> list[str]:
    """Enqueue every job whose due time nobody has claimed; return their names."""
    now = clock.now()
    claimed = [name for name, (due, _job) in JOBS.items() if claim(name, due(now))]
    for name in claimed:
        JOBS[name][1].enqueue()
    return claimed
