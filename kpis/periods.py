"""Periods in words, and their order on a time axis."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from django.utils.translation import gettext as _

GAP = 1.6


def _last_of_month(day: date) -> bool:
    return (day + timedelta(days=1)).month != day.month


def period_label(start: date, end: date) -> str:
    """Return a period in words: a day, month, quarter, calendar year, 年度, or from–to."""
    if start == end:
        return day_label(start)
    whole = start.day == 1 and _last_of_month(end)
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    parts = {"year": start.year, "month": start.month, "last": end.month}
    if whole and months == 1:
        return _("%(month)s/%(year)s") % parts
    if whole and months == 12 and start.month == 1:
        return _("Year %(year)s") % parts
    if whole and months == 12 and start.month == 4:
        return _("Fiscal year %(year)s") % parts
    if whole and start.year == end.year:
        return _("%(month)s–%(last)s/%(year)s") % parts
    return _("%(start)s – %(end)s") % {"start": day_label(start), "end": day_label(end)}


def day_label(day: date) -> str:
    """Return a day in words."""
    return _("%(year)s-%(month)s-%(day)s") % {"year": day.year, "month": day.month, "day": day.day}


def next_period(start: date, end: date, frequency: str) -> tuple[date, date]:
    """Return the period that follows, in months, quarters or years."""
    step = {"M": 1, "Q": 3, "Y": 12}[frequency]
    first = end + timedelta(days=1) if start != end else _shift(start, step)
    if start == end:
        return first, first
    return first, _shift(first, step) - timedelta(days=1)


def _shift(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"{day} has no month after {months}.")


def gaps_after(days: Sequence[date]) -> set[int]:
    """Return the indices after which a period is missing: a step over 1.6 times the usual one."""
    steps = [(b - a).days for a, b in pairwise(days)]
    if not steps:
        return set()
    limit = max(median(steps), 1) * GAP
    return {index for index, step in enumerate(steps) if step > limit}
