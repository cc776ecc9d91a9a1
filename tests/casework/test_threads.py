"""Talking on a case: who reads what, what is refused, how often the other side is told."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from applications.consulting.scope import takes_messages
from casework import audit, clock, threads
from casework.models import Message, Notice, ReadMark
from tests import factories as make
from tests.applications import talking
from zones.roles import offices_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.JST)


@pytest.fixture
def case(draft, ministry):
    return make.examine(draft, ministry)


def write(case, user, body="本文", side="applicant", **more):
    return threads.post(
        case,
        threads.Letter(side, body, **more),
        author=threads.Author(user),
        is_open=lambda _case: True,
        tell=lambda _message: [],
    )


def code_of(error):
    return error.value.code


def told(case):
    kinds = Notice.objects.filter(kind="message.written", case_id=case.pk).order_by("pk")
    return [set(n.recipients.values_list("address", flat=True)) for n in kinds]


def bodies(found):
    return [m.body for m in found]


def test_each_side_reads_what_is_meant_for_it(case, ministry, town, company):
    talking.say(case, "applicant", company.owner, "会社から")
    talking.say(case, "office", ministry.examiner, "省から")
    talking.say(case, "internal", ministry.examiner, "共有メモ")
    talking.say(case, "private", ministry.examiner, "省内メモ")
    outside = ["会社から", "省から"]
    assert bodies(threads.thread_of(case)) == outside
    own = threads.thread_of(case, offices=offices_of(ministry.examiner))
    assert bodies(own) == [*outside, "共有メモ", "省内メモ"]
    other = threads.thread_of(case, offices=offices_of(town.examiner))
    assert bodies(other) == [*outside, "共有メモ"]
    assert bodies(threads.thread_of(case, offices=set())) == [*outside, "共有メモ"]


def test_names_are_copied_and_the_office_is_the_one_that_handles_the_case(case, ministry, company):
    message = talking.say(case, "office", ministry.examiner)
    assert (message.author, message.author_name) == (
        ministry.examiner.pk,
        ministry.examiner.get_full_name(),
    )
    assert (message.office, message.organisation) == (ministry.organisation.pk, "国土交通省")
    assert talking.say(case, "applicant", company.owner).organisation == company.name


def test_a_message_can_be_neither_changed_nor_deleted(case, company):
    message = talking.say(case, "applicant", company.owner)
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(body="別の文")
    with pytest.raises(DatabaseError), transaction.atomic():
        Message.objects.filter(pk=message.pk).delete()
    assert Message.objects.get(pk=message.pk).body == message.body


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ({"body": "  "}, "empty"),
        ({"body": "あ" * (threads.MAX_LENGTH + 1)}, "too_long"),
        ({"guidance": threads.Guidance("趣旨", "責任者")}, "guidance"),
        ({"side": "office", "guidance": threads.Guidance(" ", "責任者")}, "guidance"),
        ({"side": "office", "guidance": threads.Guidance("趣旨", "")}, "guidance"),
        ({"uploads": (SimpleUploadedFile("a.exe", b"MZ"),)}, "file_type"),
        ({"uploads": (SimpleUploadedFile("a.pdf", b"%PDF-1.7"),) * 6}, "too_many_files"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_reason(case, company, letter, code):
    with pytest.raises(ValidationError) as error:
        write(case, company.owner, **letter)
    assert code_of(error) == code
    assert Message.objects.count() == 0


def test_the_longest_message_fits(case, company):
    body = "あ" * threads.MAX_LENGTH
    assert write(case, company.owner, body).body == body


def test_the_database_refuses_guidance_that_is_not_whole(case):
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(
            case_type=case.case_type, case_id=case.pk, side="office", kind="guidance", author=1,
            author_name="名", body="本文", at=clock.now(),
        )  # fmt: skip


def test_the_twenty_first_message_of_an_hour_is_refused_and_the_next_hour_is_free(case, company):
    with clock.set_to(NOON):
        for number in range(threads.MOST_PER_HOUR):
            write(case, company.owner, f"{number}通目")
        with pytest.raises(ValidationError) as error:
            write(case, company.owner, "多すぎる")
        assert code_of(error) == "rate"
    with clock.set_to(NOON + timedelta(hours=1)):
        write(case, company.owner, "1時間後")
    assert Message.objects.on(case).count() == threads.MOST_PER_HOUR + 1


def test_the_rate_counts_one_person_on_one_case(case, company, ministry, town):
    other = make.examine(make.make_draft(town, ministry, company), ministry)
    with clock.set_to(NOON):
        for number in range(threads.MOST_PER_HOUR):
            write(case, company.owner, f"{number}通目")
        write(other, company.owner)
        write(case, ministry.examiner)


def test_a_second_click_writes_once(case, company):
    with clock.set_to(NOON):
        first = write(case, company.owner, "同じ文")
    with clock.set_to(NOON + timedelta(minutes=2)):
        again = write(case, company.owner, "同じ文")
    with clock.set_to(NOON + timedelta(minutes=5)):
        later = write(case, company.owner, "同じ文")
    assert (again.pk, later.pk > first.pk, Message.objects.count()) == (first.pk, True, 2)


def test_a_closed_case_is_read_only(case, company):
    talking.say(case, "applicant", company.owner, "前")
    make.step(case, "withdraw", company.owner)
    with pytest.raises(ValidationError) as error:
        talking.say(case, "applicant", company.owner, "後")
    assert code_of(error) == "closed"
    assert bodies(threads.thread_of(case)) == ["前"]


def test_a_thread_is_open_until_the_exemption_ends(town, ministry, company):
    decided = make.decide(make.make_draft(town, ministry, company), ministry, town)
    assert takes_messages(decided) is True
    exemption = make.make_exemption(town, ministry, company)
    assert takes_messages(exemption.application) is True
    make.step(make.run(exemption, company.owner), "surrender", company.owner, reasons="中止")
    fresh = type(exemption.application).objects.get(pk=exemption.application_id)
    assert takes_messages(fresh) is False


def test_a_refused_application_is_read_only_once_disclosed(town, ministry, company):
    refused = make.disclose(
        make.make_draft(town, ministry, company), ministry, town, **make.refusal_inputs()
    )
    assert takes_messages(refused) is False


def test_the_other_side_is_told_once_per_unread_burst(case, company, ministry):
    with clock.set_to(NOON):
        talking.say(case, "applicant", company.owner, "一")
        talking.say(case, "applicant", company.owner, "二")
        assert told(case) == [{ministry.examiner.email}]
        threads.mark_read(case, ministry.examiner, Message.objects.latest("pk").pk)
        talking.say(case, "applicant", company.owner, "三")
    assert told(case) == [{ministry.examiner.email}] * 2


def test_an_unread_burst_is_told_again_after_a_day(case, company, ministry):
    with clock.set_to(NOON):
        talking.say(case, "applicant", company.owner, "一")
    with clock.set_to(NOON + timedelta(hours=24)):
        talking.say(case, "applicant", company.owner, "二")
    assert told(case) == [{ministry.examiner.email}] * 2


def test_an_answer_is_told_to_the_company_and_a_note_to_nobody(case, company, ministry):
    talking.say(case, "internal", ministry.examiner)
    assert told(case) == []
    talking.say(case, "office", ministry.examiner)
    assert told(case) == [{company.owner.email}]


def test_the_notice_does_not_carry_the_text(case, company, ministry):
    talking.say(case, "office", ministry.examiner, "内緒の本文")
    notice = Notice.objects.get(kind="message.written")
    assert "内緒" not in notice.subject + notice.body


def test_unread_counts_what_others_wrote_since(case, company, ministry):
    key = (case.case_type, case.pk)
    talking.say(case, "applicant", company.owner, "一")
    talking.say(case, "applicant", company.owner, "二")
    messages = Message.objects.on(case)
    assert threads.unread(ministry.examiner, messages) == {key: 2}
    assert threads.unread(company.owner, messages) == {}
    threads.mark_read(case, ministry.examiner, messages.first().pk)
    assert threads.unread(ministry.examiner, messages) == {key: 1}


def test_a_read_mark_never_goes_back(case, company, ministry):
    last = talking.say(case, "applicant", company.owner)
    threads.mark_read(case, ministry.examiner, last.pk)
    threads.mark_read(case, ministry.examiner, last.pk - 1)
    assert ReadMark.objects.get(user=ministry.examiner).message == last.pk


def test_guidance_stands_in_the_trail_without_its_text(case, ministry):
    message = talking.say(
        case, "office", ministry.examiner, "経路を変えてください。", purpose="安全", officer="課長"
    )
    entry = audit.trail(case).get(step="guide")
    assert entry.data["message"] == message.pk
    assert set(entry.data["body"]) == {"sha256"}
    assert list(audit.broken_entries(audit.trail(case))) == []


def test_a_file_goes_with_its_message_and_is_not_a_file_of_the_case(case, company):
    from casework.files import files_of

    message = write(case, company.owner, uploads=(SimpleUploadedFile("図.pdf", b"%PDF-1.7\n"),))
    stored = threads.file_of(message, 1)
    assert [stored.sha256] == [f["sha256"] for f in message.attachments]
    assert (threads.file_of(message, 0), threads.file_of(message, 2)) == (None, None)
    assert list(files_of(case)) == []
