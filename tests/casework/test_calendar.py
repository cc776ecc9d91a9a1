"""Office calendar and legal periods against hand-worked tables."""

from datetime import date

import pytest

from casework import calendar as cal
from casework.clocks import Pause, read_business_clock, read_month_clock


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 3), False),
        (date(2027, 1, 4), True),
        (date(2026, 9, 22), False),  # 国民の休日 between two holidays
        (date(2026, 5, 6), False),  # substitute holiday
    ],
)
def test_business_days(day, is_open):
    assert cal.is_business_day(day) is is_open


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 30), 1, date(2026, 2, 28)),
        (date(2026, 2, 28), 1, date(2026, 3, 31)),
        (date(2026, 3, 31), 1, date(2026, 4, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_legal_months(event, months, last):
    assert cal.add_legal_months(event, months) == last


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 24)),
        (date(2026, 12, 25), 3, date(2027, 1, 5)),
        (date(2026, 4, 28), 2, date(2026, 5, 1)),
        (date(2026, 5, 1), 1, date(2026, 5, 7)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
    ],
)
def test_business_day_periods(start, days, last):
    assert cal.add_business_days(start, days) == last
    assert cal.business_days_between(start, last) == days


def test_negative_period_is_refused():
    with pytest.raises(ValueError, match="negative"):
        cal.add_business_days(date(2026, 1, 5), -1)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 23), "令和8年11月23日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
    ],
)
def test_wareki(day, text):
    assert cal.wareki(day) == text


def test_fiscal_year_begins_in_april():
    assert [cal.fiscal_year(date(2026, 3, 31)), cal.fiscal_year(date(2026, 4, 1))] == [2025, 2026]
    assert cal.wareki_fiscal_year(2026) == "令和8年度"


def test_clock_counts_business_days_over_the_year_end():
    reading = read_business_clock(date(2026, 12, 25), 5, on=date(2027, 1, 6))
    assert (reading.due, reading.elapsed) == (date(2027, 1, 7), 4)
    assert [d.number for d in reading.days if d.counted] == [1, 2, 3, 4]


def test_pause_adds_its_days_and_cannot_run_out():
    # Event Mon 2 Nov; the request goes out on Thu 5 Nov and is answered on Thu 12 Nov.
    pause = Pause(date(2026, 11, 5), date(2026, 11, 12))
    plain = read_business_clock(date(2026, 11, 2), 10, on=date(2026, 11, 30))
    paused = read_business_clock(date(2026, 11, 2), 10, pauses=[pause], on=date(2026, 11, 30))
    # Without the pause: 4,5,6,9,10,11,12,13,16,17 Nov (3 Nov is a holiday).
    assert plain.due == date(2026, 11, 17)
    # With it: 4,5 | 13,16,17,18,19,20,24,25 Nov (23 Nov is a holiday).
    assert paused.due == date(2026, 11, 25)
    standing = read_business_clock(
        date(2026, 11, 2), 3, pauses=[Pause(date(2026, 11, 5), None)], on=date(2026, 12, 25)
    )
    assert (standing.is_paused, standing.is_overdue(date(2026, 12, 25)), standing.elapsed) == (
        True,
        False,
        2,
    )


def test_restart_begins_anew_with_the_answer():
    pause = Pause(date(2026, 11, 5), date(2026, 11, 12), restarts=True)
    reading = read_business_clock(date(2026, 11, 2), 3, pauses=[pause], on=date(2026, 11, 13))
    assert (reading.start, reading.due, reading.elapsed) == (
        date(2026, 11, 12),
        date(2026, 11, 17),
        1,
    )


def test_month_clock_adds_paused_days_at_the_end():
    reading = read_month_clock(
        date(2026, 11, 2),
        1,
        pauses=[Pause(date(2026, 11, 5), date(2026, 11, 12))],
        on=date(2026, 11, 20),
    )
    assert (reading.due, reading.elapsed) == (date(2026, 12, 9), 11)
    assert not reading.is_overdue(date(2026, 12, 9))
    assert reading.is_overdue(date(2026, 12, 10))
