"""Notices of delay over time: exactly one for each month that something is late."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from applications.delays import draft_delays, month_of_delay
from applications.models import DelayNotice
from casework import clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db
ARRIVED = date(2026, 9, 30)


def on(day):
    """Set the clock to nine o'clock in Japan."""
    return clock.set_to(datetime.combine(day, datetime.min.time(), clock.JST) + timedelta(hours=9))


@pytest.fixture
def asked(draft, ministry):
    """A case in which the town's opinion was asked on 2026-10-01: due on 2026-11-01."""
    with on(ARRIVED):
        make.examine(draft, ministry)
    with on(date(2026, 10, 1)):
        return make.step(draft, "consult", ministry.examiner)


def run_job(first, last, *, skip=()):
    """Run the daily job on every day of a stretch, twice a day, except on the days skipped."""
    day = first
    while day <= last:
        if day not in skip:
            with on(day):
                draft_delays()
                draft_delays()
        day += timedelta(days=1)


# Worked by hand: due on 1 November. The first month of delay begins on the 2nd; the second on
# 2 December, the third on 2 January, the fourth on 2 February (民法143: months by the calendar).
@pytest.mark.parametrize(
    ("due", "day", "month"),
    [
        (date(2026, 11, 1), date(2026, 11, 1), 0),
        (date(2026, 11, 1), date(2026, 11, 2), 1),
        (date(2026, 11, 1), date(2026, 12, 1), 1),
        (date(2026, 11, 1), date(2026, 12, 2), 2),
        (date(2026, 11, 1), date(2027, 1, 1), 2),
        (date(2026, 11, 1), date(2027, 1, 2), 3),
        # The last day of a month without that day: 31 October + 1 month is 30 November.
        (date(2026, 10, 31), date(2026, 11, 30), 1),
        (date(2026, 10, 31), date(2026, 12, 1), 2),
        (date(2026, 10, 31), date(2026, 12, 31), 2),
        (date(2026, 10, 31), date(2027, 1, 1), 3),
    ],
)
def test_months_of_delay_by_hand(due, day, month):
    assert month_of_delay(due, day) == month


def test_exactly_one_notice_a_month_however_often_the_job_runs(asked):
    missed = {date(2026, 11, 2), date(2026, 11, 3), date(2026, 12, 2)}
    run_job(date(2026, 10, 25), date(2027, 3, 31), skip=missed)
    opinion = asked.opinions.get()
    assert opinion.due_on == date(2026, 11, 1)
    drafted = opinion.delay_notices.order_by("number")
    assert [(n.number, n.drafted_on) for n in drafted] == [
        (1, date(2026, 11, 4)),
        (2, date(2026, 12, 3)),
        (3, date(2027, 1, 2)),
        (4, date(2027, 2, 2)),
        (5, date(2027, 3, 2)),
    ]


def test_processing_period_has_its_own_notices(asked):
    # Arrived on 30 September: the month runs from 1 October and ends on the 31st (民法140, 143).
    run_job(date(2026, 10, 29), date(2026, 12, 1))
    own = DelayNotice.objects.filter(opinion=None).order_by("number")
    assert [(n.number, n.due_on, n.drafted_on) for n in own] == [
        (1, date(2026, 10, 31), date(2026, 11, 1)),
        (2, date(2026, 10, 31), date(2026, 12, 1)),
    ]


def test_answer_stops_the_notices(asked, town):
    run_job(date(2026, 11, 1), date(2026, 11, 20))
    with on(date(2026, 11, 21)):
        make.step(
            asked.opinions.get(),
            "give",
            town.examiner,
            view="no_objection",
            text="可",
            reason_codes=[],
        )
    run_job(date(2026, 11, 22), date(2027, 1, 31))
    assert asked.opinions.get().delay_notices.count() == 1


def test_nothing_is_drafted_while_the_applicant_has_to_act(draft, ministry):
    with on(ARRIVED):
        make.examine(draft, ministry)
        make.step(
            draft,
            "request_clarification",
            ministry.examiner,
            fields=["goal"],
            reason_code="incomplete",
            message="具体的に",
            example="例",
            due_on=date(2027, 1, 29),
            effect="pause",
        )
    run_job(date(2026, 10, 1), date(2027, 1, 31))
    assert DelayNotice.objects.count() == 0


def test_procedure_without_the_duty_drafts_nothing(asked):
    asked.procedure.delay_duty = "none"
    asked.procedure.save()
    run_job(date(2026, 11, 1), date(2026, 12, 5))
    assert DelayNotice.objects.count() == 0


def test_only_a_person_sends_it_with_reasons_and_the_applicant_reads_it(
    client, asked, ministry, town, company
):
    run_job(date(2026, 11, 1), date(2026, 11, 3))
    delay = asked.opinions.get().delay_notices.get()
    page = reverse("apply_application", args=[asked.pk])
    client.force_login(company.owner)
    assert client.get(page).context["delay_notices"] == []
    assert Notice.objects.filter(kind="delay.told").count() == 0
    with pytest.raises(Blocked):
        make.step(delay, "send", ministry.examiner, reasons=" ")
    with on(date(2026, 11, 4)):
        make.step(
            delay,
            "send",
            ministry.examiner,
            reasons="照会中のため。",
            expected_on=date(2026, 12, 1),
        )
    assert [n.reasons for n in client.get(page).context["delay_notices"]] == ["照会中のため。"]
    told = Notice.objects.get(kind="delay.told")
    assert [r.user for r in told.recipients.all()] == [company.owner]


def test_draft_is_dropped_only_once_it_is_no_longer_late(asked, ministry, town):
    run_job(date(2026, 11, 1), date(2026, 11, 3))
    delay = asked.opinions.get().delay_notices.get()
    with pytest.raises(Blocked):
        make.step(delay, "drop", ministry.examiner)
    make.step(
        asked.opinions.get(), "give", town.examiner, view="no_objection", text="可", reason_codes=[]
    )
    assert make.step(delay, "drop", ministry.examiner).status == "dropped"


def test_sending_on_the_screen(client, asked, ministry, town, company):
    run_job(date(2026, 11, 1), date(2026, 11, 3))
    delay = asked.opinions.get().delay_notices.get()
    page = reverse("console:delay_step", args=[delay.pk, "send"])
    client.force_login(town.examiner)
    assert client.get(page).status_code == 403  # the examining office sends it
    client.force_login(ministry.examiner)
    form = client.get(page).context["form"]
    assert form["reasons"].value() == delay.reasons != ""
    assert client.post(page, {"version": 1, "reasons": ""}).status_code == 422
    assert client.post(page, {"version": 1, "reasons": "照会中"}).status_code == 302
    shown = client.get(reverse("console:application", args=[asked.pk])).context["delays"]
    assert [row["delay"].status for row in shown if row["delay"].opinion_id] == ["sent"]
