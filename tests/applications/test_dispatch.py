"""A letter by post: sent, delivered, returned, sent again, served by public notice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from applications.models import Company, Dispatch, Letter
from casework.models import Notice
from casework.transitions import Blocked
from casework.work import work_of
from tests import factories as make
from tests.applications.machine import at
from tests.applications.office import errors, now, post

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 24)
LATER = date(2026, 12, 1)
SENT = {"sent_on": DAY, "means": "tracked", "tracking": "123-45-67890-1"}


@pytest.fixture
def dispatch(company, draft, ministry, town):
    """A letter of the ministry that is to be sent."""
    Company.objects.update(electronic_delivery=False)
    with at(DAY):
        make.disclose(type(draft).objects.get(), ministry, town)
    return Dispatch.objects.get()


def step(case, name, person, on=LATER, **inputs):
    with at(on):
        return make.step(case, name, person, **inputs)


def returned(case, person, cause="unknown"):
    step(case, "send", person, **SENT)
    return step(case, "record_return", person, returned_on=LATER, cause=cause)


def test_a_delivery_starts_the_periods_and_keeps_the_attempt(dispatch, ministry, company):
    step(dispatch, "send", ministry.examiner, on=DAY, **SENT)
    done = step(dispatch, "record_delivery", ministry.examiner, delivered_on=date(2026, 11, 26))
    sending = done.sendings.get()
    assert (done.status, Letter.objects.get(pk=done.letter_id).delivered_on) == (
        "delivered",
        date(2026, 11, 26),
    )
    assert (sending.number, sending.method, sending.tracking, sending.outcome, sending.sent_by) == (
        1,
        "tracked",
        "123-45-67890-1",
        "delivered",
        ministry.examiner,
    )
    notice = Notice.objects.get(kind="letter.sent")
    assert [r.user for r in notice.recipients.all()] == [company.owner]


def test_a_letter_may_be_handed_over(dispatch, ministry):
    done = step(dispatch, "hand_over", ministry.examiner, handed_on=LATER, receiver="出島 花子")
    sending = done.sendings.get()
    assert (done.status, sending.method, sending.receiver) == ("delivered", "hand", "出島 花子")
    assert Letter.objects.get(pk=done.letter_id).delivered_on == LATER


def test_what_came_back_goes_out_again_to_the_address_found(dispatch, ministry):
    returned(dispatch, ministry.examiner, cause="absent")
    step(dispatch, "send_again", ministry.examiner, address="兵庫県養父市2")
    step(dispatch, "send", ministry.examiner, **{**SENT, "sent_on": LATER})
    rows = now(dispatch).sendings.values_list("number", "address", "outcome")
    assert list(rows) == [(1, dispatch.address, "absent"), (2, "兵庫県養父市2", "")]
    assert Letter.objects.get(pk=dispatch.letter_id).delivered_on is None


def test_public_notice_serves_only_after_two_full_weeks(dispatch, ministry):
    returned(dispatch, ministry.examiner)
    posted = step(dispatch, "post_notice", ministry.examiner, searched="登記、電話、訪問")
    assert (posted.notice_document.kind, posted.notice_document.office.code) == (
        "public_notice",
        "ministry",
    )
    assert [
        t for t in (posted.letter.document.text, "令和8年12月15日") if t not in posted.notice_body
    ] == []
    last_day = LATER + timedelta(days=14)
    with pytest.raises(Blocked):
        step(dispatch, "record_service", ministry.examiner, on=last_day)
    done = step(dispatch, "record_service", ministry.examiner, on=last_day + timedelta(days=1))
    assert (done.status, Letter.objects.get(pk=done.letter_id).delivered_on) == ("served", last_day)
    assert now(dispatch).sendings.get().outcome == "unknown"


def test_an_addressee_found_in_time_gets_the_letter_by_post(dispatch, ministry):
    returned(dispatch, ministry.examiner)
    step(dispatch, "post_notice", ministry.examiner, searched="登記")
    done = step(dispatch, "send_to_found", ministry.examiner, address="兵庫県養父市3")
    assert (done.status, done.address, done.posted_on) == ("to_print", "兵庫県養父市3", None)


@pytest.mark.parametrize("cause", ["absent", "refused"])
def test_public_notice_is_only_for_those_who_cannot_be_found(dispatch, ministry, cause):
    returned(dispatch, ministry.examiner, cause=cause)
    with pytest.raises(Blocked):
        step(dispatch, "post_notice", ministry.examiner, searched="登記")


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("send", {**SENT, "sent_on": DAY - timedelta(days=1)}),
        ("send", {**SENT, "sent_on": LATER + timedelta(days=1)}),
        ("send", {**SENT, "tracking": " "}),
        ("send", {**SENT, "means": "pigeon"}),
        ("hand_over", {"handed_on": DAY - timedelta(days=1), "receiver": "出島"}),
        ("hand_over", {"handed_on": LATER, "receiver": ""}),
    ],
)
def test_an_impossible_sending_is_refused(dispatch, ministry, name, inputs):
    with pytest.raises(Blocked):
        step(dispatch, name, ministry.examiner, **inputs)
    assert (now(dispatch).status, now(dispatch).sendings.count()) == ("to_print", 0)


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("record_delivery", {"delivered_on": DAY - timedelta(days=1)}),
        ("record_delivery", {"delivered_on": LATER + timedelta(days=1)}),
        ("record_return", {"returned_on": DAY - timedelta(days=1), "cause": "absent"}),
        ("record_return", {"returned_on": LATER, "cause": "weather"}),
    ],
)
def test_an_impossible_outcome_is_refused(dispatch, ministry, name, inputs):
    step(dispatch, "send", ministry.examiner, **SENT)
    with pytest.raises(Blocked):
        step(dispatch, name, ministry.examiner, **inputs)
    assert now(dispatch).status == "sent"


def test_ordinary_mail_needs_no_tracking(dispatch, ministry):
    sent = step(dispatch, "send", ministry.examiner, sent_on=LATER, means="ordinary", tracking="")
    assert sent.status == "sent"


@pytest.mark.parametrize("who", ["approver", "reviewer"])
def test_only_examiners_of_the_letters_office_send_it(dispatch, ministry, town, company, who):
    for person in (getattr(ministry, who), town.administrator, company.owner):
        with pytest.raises(PermissionDenied):
            step(dispatch, "send", person, **SENT)


def test_an_office_does_not_see_what_another_sends(client, dispatch, ministry, town):
    found = {}
    for office in (ministry, town):
        client.force_login(office.examiner)
        page = client.get(reverse("console:dispatches"))
        found[office.organisation.code] = [row.pk for row in page.context["page"].rows]
    assert found == {"ministry": [dispatch.pk], "town": []}


def test_form_errors_stand_at_their_fields(client, dispatch, ministry):
    with at(LATER):
        answer = post(
            client,
            ministry.examiner,
            "dispatch",
            dispatch,
            "send",
            sent_on="2026-12-31",
            means="tracked",
            tracking="",
        )
    assert (answer.status_code, errors(answer)) == (422, {"sent_on", "tracking"})
    assert now(dispatch).status == "to_print"


def test_letters_are_printed_behind_their_address_pages(client, dispatch, ministry):
    client.force_login(ministry.examiner)
    page = client.get(reverse("console:dispatch_print")).content.decode()
    assert page.count('class="letter__address"') == 1
    assert dispatch.letter.body in page
    answer = client.get(reverse("console:dispatch_print_pdf"), {"dispatch": dispatch.pk})
    assert answer.content.startswith(b"%PDF-")


def test_only_what_is_to_be_sent_is_printed_unless_chosen(client, dispatch, ministry):
    step(dispatch, "send", ministry.examiner, **SENT)
    client.force_login(ministry.examiner)
    for query, count in (({}, 0), ({"dispatch": dispatch.pk}, 1)):
        found = client.get(reverse("console:dispatch_print"), query).context["letters"]
        assert len(found) == count


def test_a_letter_stands_in_the_work_of_its_office_until_it_arrived(dispatch, ministry, town):
    def work(person):
        return [i.case_id for i in work_of(person) if i.case_type == "applications.dispatch"]

    assert (work(ministry.examiner), work(ministry.approver), work(town.examiner)) == (
        [dispatch.pk],
        [],
        [],
    )
    step(dispatch, "hand_over", ministry.examiner, handed_on=LATER, receiver="出島")
    assert work(ministry.examiner) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_queries_however_long(
    client, company, ministry, town, django_assert_num_queries, rows
):
    Company.objects.update(electronic_delivery=False)
    company.refresh_from_db()
    for _n in range(rows):
        make.disclose(make.make_draft(town, ministry, company), ministry, town)
    client.force_login(ministry.examiner)
    with django_assert_num_queries(5):
        client.get(reverse("console:dispatches"))
