"""The periods of the scheme. House rules unless a source is named."""

from datetime import date, timedelta

# 総務省「ふるさと住民登録制度」(説明会 2026-01-08, second-hand): three activities, three municipalities.
PREMIUM_ACTIVITIES = 3
PREMIUM_MUNICIPALITIES = 3
RENEWAL_WINDOW_DAYS = 60
RENEWAL_GRACE_DAYS = 30
DECISION_DAYS = 14
PROVISIONAL_DAYS = 30
ERASURE_GRACE_DAYS = 7
ERASURE_LIMIT_DAYS = 30
LAPSED_RETENTION_DAYS = 365


def a_year_after(day: date) -> date:
    """Return the same day of the next year; 1 March for 29 February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def year_from(day: date) -> date:
    """Return the last day of a year that begins on ``day`` (民法 第143条)."""
    return a_year_after(day) - timedelta(days=1)


def a_year_before(day: date) -> date:
    """Return the same day of the year before; 28 February for 29 February."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
