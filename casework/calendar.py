"""Japanese office calendar: business days, fiscal years, legal months, eras.

Sources: 行政機関の休日に関する法律 第1条 (closed days), 国民の祝日に関する法律, 民法 第138条–第143条
(periods), 元号を改める政令.
"""

from datetime import date, timedelta
from functools import lru_cache

ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 25), "明治", "M"),
)


@lru_cache(maxsize=8192)
def is_business_day(day: date) -> bool:
    """Tell whether offices are open: no weekend, no holiday, not 29 December to 3 January."""
    import jpholiday  # noqa: PLC0415

    if day.weekday() >= 5 or (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return False
    return not jpholiday.is_holiday(day)


def next_business_day(day: date) -> date:
    """Return ``day`` itself when offices are open, else the first open day after it."""
    while not is_business_day(day):
        day += timedelta(days=1)
    return day


def add_business_days(day: date, days: int) -> date:
    """Return the day on which a period of ``days`` business days ends; the first day is not counted."""
    if days < 0:
        raise ValueError("A period cannot have a negative number of days.")
    while days:
        day += timedelta(days=1)
        days -= is_business_day(day)
    return day


def business_days_between(start: date, end: date) -> int:
    """Count the business days after ``start`` up to and including ``end``; 0 when end ≤ start."""
    return sum(is_business_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def add_legal_months(day: date, months: int) -> date:
    """Return the last day of a period of ``months`` that starts with an event on ``day``.

    The day of the event is not counted (民法140), the period ends on the day before the one that
    corresponds to its first day, or on the last day of the month when there is none (民法143).
    """
    first = day + timedelta(days=1)
    index = first.year * 12 + first.month - 1 + months
    year, month = divmod(index, 12)
    try:
        return date(year, month + 1, first.day) - timedelta(days=1)
    except ValueError:
        following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        return following - timedelta(days=1)


def fiscal_year(day: date) -> int:
    """Return the 年度 of a day: April to March, named after its April."""
    return day.year - (day.month < 4)


def fiscal_year_bounds(year: int) -> tuple[date, date]:
    """Return the first and last day of a 年度."""
    return date(year, 4, 1), date(year + 1, 3, 31)


def quarter_bounds(day: date) -> tuple[date, date]:
    """Return the first and last day of the calendar quarter that holds ``day``."""
    first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    index = first.year * 12 + first.month - 1 + 3
    return first, date(index // 12, index % 12 + 1, 1) - timedelta(days=1)


def era_year(day: date) -> tuple[str, int]:
    """Return (era, year of the era), e.g. ("令和", 8); ValueError before 明治."""
    for begins, name, _letter in ERAS:
        if day >= begins:
            return name, day.year - begins.year + 1
    raise ValueError(f"{day} lies before 明治.")


def wareki(day: date) -> str:
    """Return a date in the Japanese era, e.g. 令和8年11月23日 or 令和元年5月1日."""
    name, year = era_year(day)
    return f"{name}{'元' if year == 1 else year}年{day.month}月{day.day}日"


def wareki_short(day: date) -> str:
    """Return a date in the Japanese era as tables write it, e.g. R8.11.23."""
    start, _name, letter = next(era for era in ERAS if day >= era[0])
    return f"{letter}{day.year - start.year + 1}.{day.month}.{day.day}"


def wareki_fiscal_year(year: int) -> str:
    """Return a 年度 in the Japanese era, e.g. 令和8年度 (named after its first of April)."""
    name, number = era_year(date(year, 4, 1))
    return f"{name}{'元' if number == 1 else number}年度"
