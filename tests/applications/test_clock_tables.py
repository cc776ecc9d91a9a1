"""The processing clock against tables worked out by hand, in both units, in real lives of a case.

Offices are closed on weekends, holidays and from 29 December to 3 January. The day of the event is
not counted (民法140). Months end on the day before the corresponding one, or on the last day of the
month (民法143). Every table says how its days were counted; none was computed.

Holidays used: 2026-11-03 文化の日 (Tue), 11-23 勤労感謝の日 (Mon); 2027-01-01 元日 (Fri), 01-11 成人の日
(Mon), 02-11 建国記念の日 (Thu), 02-23 天皇誕生日 (Tue), 03-22 振替休日 for 春分の日 Sun 21 (Mon),
04-29 昭和の日 (Thu), 05-03 to 05-05 (Mon–Wed); 2026-09-21 敬老の日 (Mon), 09-22 国民の休日 (Tue),
09-23 秋分の日 (Wed).
"""

from datetime import date, datetime

import pytest

from applications.clocks import due_after_correction
from applications.models import Application
from casework import clock
from casework.clocks import Pause, read_business_clock, read_month_clock
from tests import factories as make

D = date

# event, business days, end of the period
BUSINESS = [
    # Tue 10, Wed 11, Thu 12, Fri 13 | Mon 16 = 5
    (D(2026, 11, 9), 5, D(2026, 11, 16)),
    # From a Friday: Mon 16 = 1
    (D(2026, 11, 13), 1, D(2026, 11, 16)),
    # From a Saturday (filed online): Mon 16 = 1
    (D(2026, 11, 14), 1, D(2026, 11, 16)),
    # Mon 2 Nov: Tue 3 is a holiday; 4, 5, 6 = 3
    (D(2026, 11, 2), 3, D(2026, 11, 6)),
    # Fri 20 Nov: weekend and Mon 23 holiday; Tue 24 = 1, Wed 25 = 2
    (D(2026, 11, 20), 2, D(2026, 11, 25)),
    # Silver week: Fri 18 Sep; 19/20 weekend, 21, 22, 23 closed; Thu 24 = 1, Fri 25 = 2, Mon 28 = 3
    (D(2026, 9, 18), 3, D(2026, 9, 28)),
    # Year end: Mon 28 Dec is open but is the event; 29–31 and 1–3 closed; Mon 4 Jan = 1
    (D(2026, 12, 28), 1, D(2027, 1, 4)),
    # Fri 25 Dec: Mon 28 = 1; then Mon 4 = 2, Tue 5 = 3, Wed 6 = 4
    (D(2026, 12, 25), 4, D(2027, 1, 6)),
    # Filed on New Year's Day: Mon 4 = 1 … Fri 8 = 5; Mon 11 is a holiday; Tue 12 = 6
    (D(2027, 1, 1), 6, D(2027, 1, 12)),
    # Wed 10 Feb: Thu 11 holiday; Fri 12 = 1; 15–19 = 6; Mon 22 = 7; Tue 23 holiday; Wed 24 = 8
    (D(2027, 2, 10), 8, D(2027, 2, 24)),
    # Golden week: Wed 28 Apr; Thu 29 holiday; Fri 30 = 1; 3, 4, 5 May holidays; Thu 6 = 2; Fri 7 = 3
    (D(2027, 4, 28), 3, D(2027, 5, 7)),
    # 20 days from Mon 30 Nov: 1–4 = 4; 7–11 = 9; 14–18 = 14; 21–25 = 19; Mon 28 = 20
    (D(2026, 11, 30), 20, D(2026, 12, 28)),
    # 20 days from Tue 1 Dec: 2–4 = 3; 7–11 = 8; 14–18 = 13; 21–25 = 18; 28 = 19; Mon 4 Jan = 20
    (D(2026, 12, 1), 20, D(2027, 1, 4)),
]

# event, months, end of the period: the day before the one that corresponds to the day after the event
MONTHS = [
    (D(2026, 11, 9), 1, D(2026, 12, 9)),
    (D(2026, 12, 1), 1, D(2027, 1, 1)),
    # The first day is 1 February: one month is the whole of February.
    (D(2027, 1, 31), 1, D(2027, 2, 28)),
    # First day 31 January; February has no 31st: its last day.
    (D(2027, 1, 30), 1, D(2027, 2, 28)),
    # First day 29 January; none in February 2027, but there is one in February 2028.
    (D(2027, 1, 28), 1, D(2027, 2, 28)),
    (D(2028, 1, 28), 1, D(2028, 2, 28)),
    (D(2028, 1, 30), 1, D(2028, 2, 29)),
    # First day 1 March: two whole months, March and April.
    (D(2027, 2, 28), 2, D(2027, 4, 30)),
    # First day 31 December; two months on there is no 31 February.
    (D(2026, 12, 30), 2, D(2027, 2, 28)),
    # First day 1 January: two whole months.
    (D(2026, 12, 31), 2, D(2027, 2, 28)),
    (D(2026, 8, 31), 6, D(2027, 2, 28)),
]

# event, length, pauses (request, answer or None), read on, due, elapsed, is paused
BUSINESS_PAUSED = [
    # Asked Thu 12, answered Wed 18. Counted: 10, 11, 12 | 19, 20 = due; 24–27 = 9; 30 = 10 elapsed.
    (D(2026, 11, 9), 5, [(D(2026, 11, 12), D(2026, 11, 18))], D(2026, 11, 30), D(2026, 11, 20), 10, False),
    # Asked and answered on one day takes nothing: 10–13, 16.
    (D(2026, 11, 9), 5, [(D(2026, 11, 12), D(2026, 11, 12))], D(2026, 11, 16), D(2026, 11, 16), 5, False),
    # Asked Fri 13, answered Mon 16: Monday alone is lost. 10–13 = 4; Tue 17 = 5.
    (D(2026, 11, 9), 5, [(D(2026, 11, 13), D(2026, 11, 16))], D(2026, 11, 17), D(2026, 11, 17), 5, False),
    # Asked Fri 13, answered on Sunday: no open day is lost.
    (D(2026, 11, 9), 5, [(D(2026, 11, 13), D(2026, 11, 15))], D(2026, 11, 17), D(2026, 11, 16), 6, False),
    # Two in a row: 10, 11 | 17 | 20, 24 (23 is a holiday).
    (
        D(2026, 11, 9), 5,
        [(D(2026, 11, 11), D(2026, 11, 16)), (D(2026, 11, 17), D(2026, 11, 19))],
        D(2026, 11, 24), D(2026, 11, 24), 5, False,
    ),
    # Overlapping (11–16 and 13–19): each day is lost once. 10, 11 | 20, 24, 25.
    (
        D(2026, 11, 9), 5,
        [(D(2026, 11, 11), D(2026, 11, 16)), (D(2026, 11, 13), D(2026, 11, 19))],
        D(2026, 11, 25), D(2026, 11, 25), 5, False,
    ),
    # Over the year end: 22, 23, 24 = 3; asked Thu 24 Dec, answered Tue 5 Jan; 6, 7 = 5.
    (D(2026, 12, 21), 5, [(D(2026, 12, 24), D(2027, 1, 5))], D(2027, 1, 7), D(2027, 1, 7), 5, False),
    # Still open on 20 Nov: 10, 11, 12 = 3; if answered on Fri 20, then 24, 25.
    (D(2026, 11, 9), 5, [(D(2026, 11, 12), None)], D(2026, 11, 20), D(2026, 11, 25), 3, True),
    # Asked on the day of arrival: nothing has been counted; answered Thu 12: 13, 16, 17, 18, 19.
    (D(2026, 11, 9), 5, [(D(2026, 11, 9), D(2026, 11, 12))], D(2026, 11, 19), D(2026, 11, 19), 5, False),
]  # fmt: skip

# event, months, pauses, read on, due: each day from the one after the request to the answer is added
MONTHS_PAUSED = [
    # 13–18 Nov are lost: 6 days after 9 December.
    (D(2026, 11, 9), 1, [(D(2026, 11, 12), D(2026, 11, 18))], D(2026, 12, 20), D(2026, 12, 15)),
    # Asked and answered on one day: none lost.
    (D(2026, 11, 9), 1, [(D(2026, 11, 12), D(2026, 11, 12))], D(2026, 12, 20), D(2026, 12, 9)),
    # 12–16 (5) and 18–19 (2): 7 days.
    (
        D(2026, 11, 9), 1,
        [(D(2026, 11, 11), D(2026, 11, 16)), (D(2026, 11, 17), D(2026, 11, 19))],
        D(2026, 12, 20), D(2026, 12, 16),
    ),
    # Overlapping 12–16 and 14–19: 12–19 is 8 days, not 11.
    (
        D(2026, 11, 9), 1,
        [(D(2026, 11, 11), D(2026, 11, 16)), (D(2026, 11, 13), D(2026, 11, 19))],
        D(2026, 12, 20), D(2026, 12, 17),
    ),
    # Over the month's end: event 31 Jan, end 28 Feb; 26 Feb–3 Mar lost: 3 + 3 = 6 days → 6 March.
    (D(2027, 1, 31), 1, [(D(2027, 2, 25), D(2027, 3, 3))], D(2027, 3, 10), D(2027, 3, 6)),
    # In a leap year: end 29 Feb; 26–29 Feb and 1–3 Mar: 7 days → 7 March.
    (D(2028, 1, 31), 1, [(D(2028, 2, 25), D(2028, 3, 3))], D(2028, 3, 10), D(2028, 3, 7)),
    # Still open on 20 Nov: 13–20 are lost so far, 8 days.
    (D(2026, 11, 9), 1, [(D(2026, 11, 12), None)], D(2026, 11, 20), D(2026, 12, 17)),
]  # fmt: skip


@pytest.mark.parametrize(("event", "length", "due"), BUSINESS)
def test_business_periods(event, length, due):
    assert read_business_clock(event, length, on=due).due == due
    assert read_business_clock(event, length, on=due).elapsed == length


@pytest.mark.parametrize(("event", "length", "due"), MONTHS)
def test_month_periods(event, length, due):
    reading = read_month_clock(event, length, on=due)
    assert (reading.due, reading.elapsed) == (due, (due - event).days)


def _pauses(rows):
    return [Pause(start, end) for start, end in rows]


@pytest.mark.parametrize(
    ("event", "length", "pauses", "on", "due", "elapsed", "paused"), BUSINESS_PAUSED
)
def test_business_periods_that_stood_still(event, length, pauses, on, due, elapsed, paused):
    reading = read_business_clock(event, length, pauses=_pauses(pauses), on=on)
    assert (reading.due, reading.elapsed, reading.is_paused) == (due, elapsed, paused)


@pytest.mark.parametrize(("event", "length", "pauses", "on", "due"), MONTHS_PAUSED)
def test_month_periods_that_stood_still(event, length, pauses, on, due):
    assert read_month_clock(event, length, pauses=_pauses(pauses), on=on).due == due


@pytest.mark.parametrize(
    ("read", "length", "pauses", "due"),
    [
        # The answer of 18 Nov begins it anew: 19, 20, 24 (23 is a holiday).
        (read_business_clock, 3, [Pause(D(2026, 11, 12), D(2026, 11, 18), restarts=True)], D(2026, 11, 24)),
        # A pause before the new beginning no longer counts.
        (
            read_business_clock, 3,
            [Pause(D(2026, 11, 10), D(2026, 11, 11)), Pause(D(2026, 11, 12), D(2026, 11, 18), restarts=True)],
            D(2026, 11, 24),
        ),
        # A pause after it does: 19 | asked 19, answered 24 | 25, 26.
        (
            read_business_clock, 3,
            [Pause(D(2026, 11, 12), D(2026, 11, 18), restarts=True), Pause(D(2026, 11, 19), D(2026, 11, 24))],
            D(2026, 11, 26),
        ),
        # The later of two answers counts: 26, 27, 30 Nov.
        (
            read_business_clock, 3,
            [
                Pause(D(2026, 11, 12), D(2026, 11, 18), restarts=True),
                Pause(D(2026, 11, 19), D(2026, 11, 25), restarts=True),
            ],
            D(2026, 11, 30),
        ),
        (read_month_clock, 1, [Pause(D(2026, 11, 12), D(2026, 11, 18), restarts=True)], D(2026, 12, 18)),
        # Anew from 30 November: one month ends on 30 December (first day 1 December, whole month: 31).
        (read_month_clock, 1, [Pause(D(2026, 11, 12), D(2026, 11, 30), restarts=True)], D(2026, 12, 31)),
    ],
)  # fmt: skip
def test_periods_that_began_anew(read, length, pauses, due):
    assert read(D(2026, 11, 9), length, pauses=pauses, on=D(2026, 12, 25)).due == due


# The same in the life of a case, through the product's own doors.

ASK = {
    "fields": ["goal"],
    "reason_code": "incomplete",
    "message": "数で示してください。",
    "example": "120世帯",
}


def at(day, hour=10):
    """Set the clock to an hour of a day."""
    return clock.set_to(datetime(day.year, day.month, day.day, hour, tzinfo=clock.JST))


def live(draft, ministry, unit, length, asked):
    """File on Mon 9 Nov 2026 and play corrections (asked, answered, effect); return the case."""
    procedure = draft.procedure
    procedure.standard_unit, procedure.standard_length = unit, length
    procedure.save()
    with at(D(2026, 11, 9), 23):
        case = make.examine(draft, ministry)
    for request, answer, effect in asked:
        with at(request):
            make.step(
                case, "request_clarification", ministry.examiner, due_on=D(2027, 3, 1),
                effect=effect, **ASK,
            )  # fmt: skip
        if answer is not None:
            with at(answer):
                make.step(
                    case.clarifications.get(status="open"), "answer", draft.created_by,
                    answers={"goal": f"{answer}"},
                )  # fmt: skip
    return Application.objects.get(pk=case.pk)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "length", "asked", "due"),
    [
        # 20 business days from Mon 9 Nov: 10–13 = 4, 16–20 = 9, 24–27 = 13, 30–4 Dec = 18, 7, 8 Dec.
        ("business_days", 20, [], D(2026, 12, 8)),
        # 13–18 Nov: the four open days 13, 16, 17, 18 are lost: 9, 10, 11, 14 Dec.
        ("business_days", 20, [(D(2026, 11, 12), D(2026, 11, 18), "pause")], D(2026, 12, 14)),
        # Anew from Wed 18 Nov: 19, 20 = 2, 24–27 = 6, 30–4 = 11, 7–11 = 16, 14–17 = 20.
        ("business_days", 20, [(D(2026, 11, 12), D(2026, 11, 18), "restart")], D(2026, 12, 17)),
        ("months", 1, [], D(2026, 12, 9)),
        ("months", 1, [(D(2026, 11, 12), D(2026, 11, 18), "pause")], D(2026, 12, 15)),
        ("months", 1, [(D(2026, 11, 12), D(2026, 11, 18), "restart")], D(2026, 12, 18)),
        # Anew on 18 Nov, then asked 20 Nov, answered 30 Nov: 21–30 are lost, 10 days after 18 Dec.
        (
            "months", 1,
            [(D(2026, 11, 12), D(2026, 11, 18), "restart"), (D(2026, 11, 20), D(2026, 11, 30), "pause")],
            D(2026, 12, 28),
        ),
    ],
)  # fmt: skip
def test_a_case_reads_its_clock_from_its_life(draft, ministry, unit, length, asked, due):
    case = live(draft, ministry, unit, length, asked)
    assert case.clock(D(2026, 12, 28)).due == due
    assert case.clock(D(2027, 1, 20)).is_overdue(D(2027, 1, 20))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("unit", "length", "effect", "due"),
    [
        # On Mon 16 Nov, answered by Fri 27: 17–20, 24–27 = 8 open days lost after 8 Dec:
        # 9, 10, 11 = 3, 14–18 = 8.
        ("business_days", 20, "pause", D(2026, 12, 18)),
        # Anew from Fri 27 Nov: 30–4 = 5, 7–11 = 10, 14–18 = 15, 21–25 = 20.
        ("business_days", 20, "restart", D(2026, 12, 25)),
        # 17–27 Nov are 11 days after 9 Dec.
        ("months", 1, "pause", D(2026, 12, 20)),
        ("months", 1, "restart", D(2026, 12, 27)),
    ],
)
def test_effect_of_a_correction_is_told_before_it_is_sent(
    draft, ministry, unit, length, effect, due
):
    case = live(draft, ministry, unit, length, [])
    with at(D(2026, 11, 16)):
        answered = D(2026, 11, 27)
        assert due_after_correction(case, answered_on=answered, effect=effect) == due
        make.step(
            case, "request_clarification", ministry.examiner, due_on=answered, effect=effect, **ASK
        )
    with at(answered):
        make.step(case.clarifications.get(), "answer", draft.created_by, answers={"goal": "100"})
    assert Application.objects.get(pk=case.pk).clock(D(2026, 12, 28)).due == due
