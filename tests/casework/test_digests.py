"""When people are told: offices once a day, what is urgent at once, companies at once."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core import mail

from casework import clock, delivery, outbox, subjects
from casework.models import NoticeChoice, Recipient
from casework.outbox import Draft
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 8)
CATALOGUE = Path(django_settings.BASE_DIR) / "console/locale/ja/LC_MESSAGES/django.po"
ENTRY = re.compile(r'^msgid "(\[[A-Z%][^"\]]*\] [^"]*)"\nmsgstr "([^"]*)"', re.M)


@pytest.fixture
def case(draft):
    return make.submit(draft)


@pytest.fixture(autouse=True)
def _nothing_sent_before(case):
    Recipient.objects.all().delete()
    mail.outbox.clear()


def tell(case, user, subject="【お知らせ】取下げ", kind="application.withdrawn"):
    outbox.post(case, [Draft(kind, subject, "本文", (user,), "/console/")])
    return Recipient.objects.order_by("pk").last()


def morning():
    """Make every digest due: the digest hour has come."""
    Recipient.objects.filter(in_digest=True).update(
        next_attempt_at=clock.now() - timedelta(minutes=1)
    )


def test_office_gets_one_mail_a_day_with_what_is_due_first(case, ministry):
    day = clock.today() + timedelta(days=9)
    for subject in ("【お知らせ】乙", "【要対応】丙", f"【要対応 {day.month}/{day.day}まで】甲"):
        row = tell(case, ministry.examiner, subject)
        assert (row.status, row.in_digest) == ("queued", True)
    assert (outbox.send_due(), mail.outbox) == (0, [])
    morning()
    assert outbox.send_due() == 3
    (sent,) = mail.outbox
    assert sent.to == [ministry.examiner.email]
    places = [sent.body.index(word) for word in ("甲", "丙", "乙")]
    assert places == sorted(places)
    assert set(Recipient.objects.values_list("status", "attempts")) == {("sent", 1)}
    assert (outbox.send_due(), len(mail.outbox)) == (0, 1)


def test_digest_comes_at_the_hour_of_the_zone(case, ministry):
    row = tell(case, ministry.examiner)
    local = row.next_attempt_at.astimezone(clock.JST)
    assert (local.hour, local.minute) == (8, 0)
    assert timedelta() < row.next_attempt_at - clock.now() <= timedelta(days=1)


@pytest.mark.parametrize(("hour", "day"), [(7, 8), (8, 9), (23, 9)])
def test_next_digest_is_the_next_eight_o_clock(hour, day):
    with clock.set_to(datetime(2026, 12, 8, hour, tzinfo=clock.JST)):
        assert delivery.next_at(8) == datetime(2026, 12, day, 8, tzinfo=clock.JST)


@pytest.mark.parametrize(
    "subject", ["【至急】停止", "【聴聞 令和8年12月20日】x", "【決定】x", "[Urgent] x"]
)
def test_what_is_urgent_goes_at_once(case, ministry, subject):
    row = tell(case, ministry.examiner, subject)
    assert row.in_digest is False
    assert (outbox.send_due(), len(mail.outbox)) == (1, 1)


@pytest.mark.parametrize(("days", "at_once"), [(-1, True), (2, True), (3, False)])
def test_what_is_due_within_two_days_goes_at_once(case, ministry, days, at_once):
    day = clock.today() + timedelta(days=days)
    row = tell(case, ministry.examiner, f"【要対応 {day.month}/{day.day}まで】x")
    assert row.in_digest is not at_once


def test_companies_are_told_at_once(case, company):
    assert tell(case, company.owner, "【お知らせ】x").in_digest is False
    assert (outbox.send_due(), len(mail.outbox)) == (1, 1)


def test_choice_of_a_kind_wins_over_the_choice_for_all_others(case, ministry):
    person = ministry.examiner
    NoticeChoice.objects.create(user=person, kind="", mode="urgent")
    NoticeChoice.objects.create(user=person, kind="opinion.given", mode="at_once")
    assert tell(case, person, kind="report.submitted").status == "kept"
    row = tell(case, person, kind="opinion.given")
    assert (row.status, row.in_digest) == ("queued", False)
    assert tell(case, person, "【至急】x", kind="report.submitted").status == "queued"
    outbox.send_due()
    assert len(mail.outbox) == 2


def test_failed_digest_is_tried_again_whole_and_ends(case, ministry, settings):
    tell(case, ministry.examiner, "【お知らせ】甲")
    tell(case, ministry.examiner, "【お知らせ】乙")
    settings.EMAIL_BACKEND = "tests.casework.test_outbox.BrokenMail"
    for attempt in range(settings.NOTICE_MAX_ATTEMPTS):
        morning()
        assert outbox.send_due() == 0
        assert set(Recipient.objects.values_list("attempts", flat=True)) == {attempt + 1}
    assert set(Recipient.objects.values_list("status", flat=True)) == {"failed"}


def test_operators_learn_once_a_day_what_failed(case, ministry):
    row = tell(case, ministry.examiner)
    assert (outbox.report_faults(), mail.outbox) == (0, [])
    Recipient.objects.filter(pk=row.pk).update(status="failed", last_error="refused")
    operator = make.make_user("operator", is_superuser=True)
    assert outbox.report_faults() == 1
    (sent,) = mail.outbox
    assert (sent.to, "refused" in sent.body, "本文" in sent.body) == ([operator.email], True, False)


def test_every_notice_begins_with_what_it_is_in_japanese_and_english():
    entries = ENTRY.findall(CATALOGUE.read_text(encoding="utf-8"))
    assert len(entries) > 30
    for english, japanese in entries:
        heads = [subjects.head_of(text, TODAY) for text in (english, japanese)]
        codes = [head and head.code for head in heads]
        assert None not in codes, (english, japanese)
        assert codes[0] == codes[1], (english, japanese)


@pytest.mark.parametrize(
    ("subject", "code", "due"),
    [
        ("【要対応 12/10まで】補正：x", "to_do", date(2026, 12, 10)),
        ("【要対応 1/5まで】x", "to_do", date(2027, 1, 5)),
        ("【要対応】x", "to_do", None),
        ("【要対応 2/30まで】x", "to_do", None),
        ("[Action by 12/10] x", "to_do", date(2026, 12, 10)),
        ("【受理】x", "received", None),
    ],
)
def test_head_is_read_with_its_day(subject, code, due):
    head = subjects.head_of(subject, TODAY)
    assert (head.code, head.due_on, head.rest.endswith("x")) == (code, due, True)


@pytest.mark.parametrize("subject", ["", "x", "【連絡】x", "【要対応】", "要対応 x", "[x] y"])
def test_subject_without_a_known_head_has_none(subject):
    assert subjects.head_of(subject, TODAY) is None
