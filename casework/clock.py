"""The one clock. Only the demo and tests may set it; what is written under a set clock is marked.

Browser tests set it for a whole server with a file (``CLOCK_FILE``, in their settings only).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

JST = ZoneInfo("Asia/Tokyo")
_set_time: ContextVar[datetime | None] = ContextVar("dejima_clock", default=None)


def _set_moment() -> datetime | None:
    if (moment := _set_time.get()) is not None:
        return moment
    if settings.CLOCK_FILE and (text := Path(settings.CLOCK_FILE).read_text().strip()):
        return datetime.fromisoformat(text)
    return None


def now() -> datetime:
    """Return the present moment, aware."""
    return _set_moment() or timezone.now()


def today() -> date:
    """Return today's date in Japan."""
    return now().astimezone(JST).date()


def is_simulated() -> bool:
    """Tell whether the clock is set, so that records can be marked as simulated."""
    return _set_moment() is not None


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Make ``moment`` (aware) the present inside the block; ValueError when it is naive."""
    if timezone.is_naive(moment):
        raise ValueError("The clock needs a moment with a time zone.")
    token = _set_time.set(moment)
    try:
        yield
    finally:
        _set_time.reset(token)
