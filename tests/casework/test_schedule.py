"""Scheduled jobs are enqueued once per due time, whoever asks."""

from datetime import datetime, timedelta

import pytest

from casework import clock, schedule
from casework.models import DailyHead

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, 0, 30, tzinfo=clock.JST)


def test_every_job_is_claimed_once_per_due_time():
    with clock.set_to(NOON):
        assert set(schedule.enqueue_due()) == set(schedule.JOBS)
        assert schedule.enqueue_due() == []
    with clock.set_to(NOON + timedelta(minutes=1)):
        assert schedule.enqueue_due() == ["send_notices"]


def test_daily_job_falls_due_at_its_hour_in_japan():
    due = schedule.daily_at(3)
    assert due(datetime(2026, 11, 24, 2, 59, tzinfo=clock.JST)) == datetime(
        2026, 11, 23, 3, tzinfo=clock.JST
    )
    assert due(datetime(2026, 11, 24, 3, 0, tzinfo=clock.JST)) == datetime(
        2026, 11, 24, 3, tzinfo=clock.JST
    )


def test_daily_head_covers_the_day_before():
    with clock.set_to(NOON):
        schedule.enqueue_due()
    assert [str(h.day) for h in DailyHead.objects.all()] == ["2026-11-23"]
