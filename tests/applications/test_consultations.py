"""Consultations: who asks, who answers, by when; guidance; what comes of it."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from applications.effects.consultation import due_from, open_consultation
from applications.models import CompanyMember, Consultation
from casework import audit, clock, queue
from casework.calendar import add_business_days
from casework.models import Message, Notice
from casework.transitions import Blocked, steps_for
from casework.work import work_of
from tests import factories as make
from tests.applications import talking

pytestmark = pytest.mark.django_db
# A Friday before a long weekend's Monday holiday would hide nothing: counted in business days.
NOON = datetime(2026, 11, 24, 12, tzinfo=clock.JST)


@pytest.fixture
def asked(town, company):
    with clock.set_to(NOON):
        return talking.make_consultation(town, company)


def now(case):
    return Consultation.objects.get(pk=case.pk)


def answer(case, user, **inputs):
    return make.step(case, "answer", user, **{"body": "承認があれば飛ばせます。", **inputs})


def kinds():
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


def test_a_consultation_begins_with_a_number_its_message_and_a_due_day(asked, town, company):
    assert (asked.number, asked.status) == (f"S2026-{asked.pk:05d}", "opened")
    assert asked.due_on == asked.first_due_on == add_business_days(date(2026, 11, 24), 7)
    assert [(m.side, m.organisation) for m in Message.objects.on(asked)] == [
        ("applicant", company.name)
    ]
    assert [(e.step, e.target) for e in audit.trail(asked)] == [("open", "opened")]
    assert kinds() == ["consultation.opened", "consultation.received"]


def test_the_due_day_is_seven_business_days_away(town):
    assert due_from(town.zone, date(2026, 11, 20)) == date(2026, 12, 2)  # 23 November is a holiday


def test_a_second_click_opens_one_consultation(town, company):
    with clock.set_to(NOON):
        first, again = (talking.make_consultation(town, company) for _ in range(2))
        other = talking.make_consultation(town, company, subject="別の件")
    assert (first.pk == again.pk, other.pk != first.pk) == (True, True)


def test_a_question_that_cannot_be_written_opens_nothing(town, company):
    with pytest.raises(ValidationError):
        talking.make_consultation(town, company, question=" ")
    assert Consultation.objects.count() == 0


def test_the_office_answers_and_nothing_is_due_any_more(asked, town):
    answered = answer(asked, town.examiner)
    assert (answered.status, answered.due_on, answered.adviser) == ("answered", None, town.examiner)
    assert [m.side for m in Message.objects.on(asked)] == ["applicant", "office"]


def test_a_new_message_opens_it_again_even_when_closed(asked, town, company):
    answer(asked, town.examiner)
    closed = make.step(asked, "close", town.examiner)
    assert (closed.status, closed.due_on) == ("closed", None)
    with clock.set_to(NOON + timedelta(days=7)):
        again = make.step(asked, "ask_again", company.owner, body="では昼間は。")
    assert (again.status, again.due_on) == ("opened", add_business_days(date(2026, 12, 1), 7))
    assert again.first_due_on == asked.first_due_on


def test_asking_on_before_the_answer_does_not_move_its_due_day(asked, company):
    with clock.set_to(NOON + timedelta(days=2)):
        again = make.step(asked, "ask_again", company.owner, body="追記です。")
    assert again.due_on == asked.due_on


def test_a_withdrawn_consultation_takes_no_step(asked, town, company):
    make.step(asked, "withdraw", company.owner)
    assert steps_for(now(asked), company.owner) == []
    for name, actor, inputs in (
        ("answer", town.examiner, {"body": "答え"}),
        ("ask_again", company.owner, {"body": "また"}),
    ):
        with pytest.raises(Blocked):
            make.step(asked, name, actor, **inputs)


def test_only_who_writes_for_the_office_asked_answers(asked, town, ministry, company):
    other = make.make_town("other", "別の町役場")
    for stranger in (
        town.viewer,
        ministry.examiner,
        other.examiner,
        company.owner,
        make.make_user(),
    ):
        with pytest.raises(PermissionDenied):
            answer(asked, stranger)
    answer(asked, town.approver)


def test_only_who_files_for_the_company_asks_on(asked, company, town):
    reader = make.make_user()
    CompanyMember.objects.create(company=company, user=reader, role="reader")
    for stranger in (reader, town.examiner, make.make_user()):
        with pytest.raises(PermissionDenied):
            make.step(asked, "ask_again", stranger, body="別人")


def test_nobody_answers_their_own_companys_question(asked, town, company):
    CompanyMember.objects.create(company=company, user=town.examiner, role="reader")
    town.examiner.__dict__.pop("_companies", None)
    with pytest.raises(Blocked):
        answer(asked, town.examiner)


def test_nobody_answers_the_question_they_asked_as_a_person(town):
    own = open_consultation(
        actor=town.examiner, zone=town.zone, office=town.organisation, company=None,
        subject="個人の件", question="教えてください。",
    )  # fmt: skip
    with pytest.raises(Blocked):
        answer(own, town.examiner)


@pytest.mark.parametrize("body", ["", "   ", "あ" * 4001])
def test_an_answer_needs_words_that_fit(asked, town, body):
    with pytest.raises(Blocked):
        answer(asked, town.examiner, body=body)
    assert Message.objects.on(asked).count() == 1


@pytest.mark.parametrize("missing", ["purpose", "officer"])
def test_guidance_names_purpose_and_officer(asked, town, missing):
    with pytest.raises(Blocked):
        answer(asked, town.examiner, **{**talking.GUIDANCE, missing: " "})
    assert now(asked).status == "opened"


def test_guidance_is_kept_with_whom_it_went_to(asked, town, company):
    answer(asked, town.examiner, **talking.GUIDANCE)
    given = Message.objects.guidance().get()
    assert (given.purpose, given.officer) == (
        talking.GUIDANCE["purpose"],
        talking.GUIDANCE["officer"],
    )
    assert (given.company, given.addressee, given.zone) == (company.pk, company.name, "town")
    assert [e.step for e in audit.trail(asked)] == ["open", "guide", "answer"]


def test_too_many_messages_of_an_hour_are_refused(asked, company):
    with clock.set_to(NOON + timedelta(minutes=1)):
        for number in range(19):
            make.step(asked, "ask_again", company.owner, body=f"{number}")
        with pytest.raises(Blocked):
            make.step(asked, "ask_again", company.owner, body="多すぎる")


def test_a_question_is_passed_on_with_its_due_day(asked, town, ministry):
    passed = make.step(
        asked, "pass_on", town.examiner, office=ministry.organisation, reason="航空法の所管のため"
    )
    assert (passed.office, passed.due_on) == (ministry.organisation, asked.due_on)
    with pytest.raises(PermissionDenied):
        answer(asked, town.examiner)
    assert answer(asked, ministry.examiner).status == "answered"


def test_a_question_is_not_passed_on_to_the_same_office_or_without_a_reason(asked, town, ministry):
    for inputs in (
        {"office": town.organisation, "reason": "理由"},
        {"office": ministry.organisation, "reason": " "},
    ):
        with pytest.raises(Blocked):
            make.step(asked, "pass_on", town.examiner, **inputs)


def test_the_office_is_told_once_of_several_unread_questions(asked, company, town):
    with clock.set_to(NOON + timedelta(minutes=1)):
        make.step(asked, "ask_again", company.owner, body="追記")
    assert kinds().count("consultation.asked_again") == 0
    from casework import threads

    for person in (town.administrator, town.examiner, town.approver):
        threads.mark_read(asked, person, Message.objects.latest("pk").pk)
    with clock.set_to(NOON + timedelta(minutes=2)):
        make.step(asked, "ask_again", company.owner, body="さらに")
    assert kinds().count("consultation.asked_again") == 1


def test_visible_to_the_asker_and_the_offices_asked_only(asked, town, ministry, company):
    other = make.make_town("other", "別の町役場")
    seen = [
        list(Consultation.objects.visible_to(user)) == [asked]
        for user in (
            company.owner,
            town.viewer,
            ministry.examiner,
            other.examiner,
            make.make_user(),
        )
    ]
    assert seen == [True, True, False, False, False]


def test_work_lists_what_waits_with_its_day(asked, town, ministry, company):
    def found(user):
        return [(i.case_id, i.due_on) for i in work_of(user) if i.case_type == asked.case_type]

    assert found(town.examiner) == [(asked.pk, asked.due_on)]
    assert found(town.viewer) == found(ministry.examiner) == found(company.owner) == []
    answer(asked, town.examiner)
    assert found(town.examiner) == []


def test_work_names_cases_with_unread_messages(draft, town, ministry, company):
    case = make.examine(draft, ministry)

    def found():
        return [i.url for i in work_of(ministry.examiner) if i.url.endswith("/messages/")]

    assert found() == []
    talking.say(case, "applicant", company.owner)
    assert found() == [f"/console/applications/{case.pk}/messages/"]
    assert list(queue.differences()) == []
    talking.say(case, "office", ministry.examiner)
    assert found() == []
