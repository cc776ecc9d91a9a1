"""Notices: written with the step, sent once after it, retried with an end."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction

from casework import clock, outbox
from casework.models import Recipient
from tests import factories as make

pytestmark = pytest.mark.django_db


class BrokenMail:
    """A mail backend that cannot reach its server."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, _messages):
        raise OSError("connection refused")


def test_notice_is_sent_once_after_the_commit(draft, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make.submit(draft)
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    outbox.send_due()
    assert len(mail.outbox) == 1
    told = set(Recipient.objects.values_list("notice__kind", "status", "in_digest"))
    assert told == {
        ("application.received", "sent", False),
        ("application.new", "queued", True),
    }


def test_notice_of_a_step_rolled_back_does_not_exist(draft, django_capture_on_commit_callbacks):
    with (
        django_capture_on_commit_callbacks(execute=True) as callbacks,
        pytest.raises(RuntimeError),
        transaction.atomic(),
    ):
        _submit_and_fail(draft)
    assert (callbacks, Recipient.objects.count(), mail.outbox) == ([], 0, [])


def _submit_and_fail(draft):
    make.submit(draft)
    raise RuntimeError


def test_failure_is_retried_with_an_end_and_shows_its_error(draft, settings):
    make.submit(draft)
    settings.EMAIL_BACKEND = "tests.casework.test_outbox.BrokenMail"
    moment = clock.now()
    for attempt in range(settings.NOTICE_MAX_ATTEMPTS):
        moment += timedelta(days=1)
        with clock.set_to(moment):
            outbox.send_due()
        assert set(Recipient.objects.values_list("attempts", flat=True)) == {attempt + 1}
    assert set(Recipient.objects.values_list("status", "last_error")) == {
        ("failed", "connection refused")
    }


def test_failed_notice_can_be_sent_again(draft, settings, django_capture_on_commit_callbacks):
    make.submit(draft)
    Recipient.objects.update(status="failed", attempts=5, last_error="x")
    with django_capture_on_commit_callbacks(execute=True):
        outbox.retry(Recipient.objects.first())
    assert [r.status for r in Recipient.objects.order_by("pk")] == ["sent", "failed"]


def test_notice_of_a_simulated_step_is_kept_but_not_sent(draft, django_capture_on_commit_callbacks):
    with clock.set_to(clock.now()), django_capture_on_commit_callbacks(execute=True):
        make.submit(draft)
    assert (set(Recipient.objects.values_list("status", flat=True)), mail.outbox) == (
        {"simulated"},
        [],
    )
