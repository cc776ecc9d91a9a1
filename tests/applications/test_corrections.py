"""Corrections: asked in standard phrases, answered, lapsed by date, closed by the job, withdrawn."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format

from applications import facts, phrases
from applications.models import Application, StandardPhrase
from applications.tasks import close_corrections
from casework import audit, clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make
from tests.applications.office import correction, now, post

pytestmark = pytest.mark.django_db


def on(month, day, year=2026):
    """Set the clock to ten o'clock of a day."""
    return clock.set_to(datetime(year, month, day, 10, tzinfo=clock.JST))


@pytest.fixture
def asked(draft, ministry):
    """A request of Mon 2 Nov 2026, due on Tue 17 Nov (ten business days, 3 Nov is a holiday)."""
    with on(11, 2):
        application = make.examine(draft, ministry)
        make.step(
            application, "request_clarification", ministry.examiner, fields=["goal"],
            reason_code="incomplete", message="数で示してください。", example="120世帯",
            due_on=date(2026, 11, 17), effect="pause",
        )  # fmt: skip
        return application.clarifications.get()


# Five business days of grace after Tue 17 Nov: 18, 19, 20, 24, 25 Nov (21/22 weekend, 23 holiday).


def test_request_says_when_it_closes_by_itself(asked):
    assert asked.lapses_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("month", "day", "overdue", "holding"),
    [(11, 17, False, True), (11, 18, True, True), (11, 25, True, True), (11, 26, True, False)],
)
def test_dates_alone_say_whether_a_request_holds_the_case(asked, month, day, overdue, holding):
    with on(month, day):
        assert (asked.is_overdue(), asked.is_holding()) == (overdue, holding)
        held = asked.application.clarifications.holding().exists()
        assert held is holding


def test_answer_is_taken_to_the_last_day_of_grace_and_not_later(asked, company):
    with on(11, 26), pytest.raises(Blocked):
        make.step(asked, "answer", company.owner, answers={"goal": "120世帯"})
    with on(11, 25):
        done = make.step(asked, "answer", company.owner, answers={"goal": "120世帯"})
    assert done.status == "answered"


def test_examination_goes_on_after_the_grace_though_no_job_has_run(asked, ministry):
    with on(11, 25), pytest.raises(Blocked):
        make.step(asked.application, "consult", ministry.examiner)
    with on(11, 26):
        assert make.step(asked.application, "consult", ministry.examiner).status == "consulting"
    assert now(asked).status == "open"


def test_job_closes_what_lapsed_once_and_tells_both_sides(asked, ministry, company):
    with on(11, 25):
        assert close_corrections.func() == 0
    with on(11, 27):
        assert (close_corrections.func(), close_corrections.func()) == (1, 0)
    assert now(asked).status == "closed"
    told = {
        n.kind: [r.user for r in n.recipients.all()]
        for n in Notice.objects.filter(kind__startswith="clarification").exclude(
            kind="clarification.requested"
        )
    }
    assert told == {
        "clarification.closed": [company.owner],
        "clarification.lapsed": [ministry.examiner],
    }
    entry = audit.trail(now(asked)).get()
    assert (entry.step, entry.actor_kind) == ("close", "system")


@pytest.mark.parametrize("job_ran_on", [None, 26, 30])
def test_clock_goes_on_after_the_grace_whenever_the_job_runs(asked, job_ran_on):
    if job_ran_on:
        with on(11, job_ran_on):
            close_corrections.func()
    case = Application.objects.get(pk=asked.application_id)
    # One month from Mon 2 Nov ends on 2 Dec; the days 3–25 Nov (23 of them) stood still.
    assert case.clock(date(2026, 12, 10)).due == date(2026, 12, 25)


def test_a_lapsed_request_gives_way_to_a_new_one(asked, ministry):
    with on(12, 1):
        make.step(
            asked.application, "request_clarification", ministry.examiner, fields=["place"],
            reason_code="incomplete", message="道路名を", example="市道1号", effect="pause",
            due_on=date(2026, 12, 15),
        )  # fmt: skip
    found = asked.application.clarifications.order_by("pk")
    assert [c.status for c in found] == ["closed", "open"]


def test_withdrawn_request_never_held_the_clock_and_says_why(asked, ministry, company):
    with on(11, 10):
        done = make.step(asked, "withdraw", ministry.examiner, reasons="別の案件への求めでした。")
    assert (done.status, done.withdrawal_reason) == ("withdrawn", "別の案件への求めでした。")
    case = Application.objects.get(pk=asked.application_id)
    assert case.clock(date(2026, 11, 20)).due == date(2026, 12, 2)
    notice = Notice.objects.get(kind="clarification.withdrawn")
    assert (notice.body, [r.user for r in notice.recipients.all()]) == (
        "別の案件への求めでした。",
        [company.owner],
    )


def test_withdrawing_a_request_is_refused_without_a_reason_and_to_others(
    asked, ministry, town, company
):
    with pytest.raises(Blocked):
        make.step(asked, "withdraw", ministry.examiner, reasons=" ")
    for actor in (ministry.approver, town.administrator, company.owner):
        with pytest.raises(PermissionDenied):
            make.step(asked, "withdraw", actor, reasons="誤り")


def test_withdrawn_application_closes_its_request_without_a_mail(asked, company):
    with on(11, 10):
        make.step(asked.application, "withdraw", company.owner)
    assert now(asked).status == "closed"
    assert not Notice.objects.filter(kind="clarification.closed").exists()


# The form


def test_form_shows_what_either_effect_does_to_the_period(client, draft, ministry):
    with on(11, 2):
        application = make.examine(draft, ministry)
    with on(11, 9):
        data = correction(due_on="2026-11-24", preview="1")
        answer = post(
            client, ministry.examiner, "application", application, "request_clarification", **data
        )
        text = answer.context["form"].clock_preview()
    # Now 2 Dec. Standing still 10–24 Nov adds 15 days: 17 Dec. Anew from 24 Nov: 24 Dec.
    days = (date(2026, 11, 24), date(2026, 12, 2), date(2026, 12, 17), date(2026, 12, 24))
    assert [day for day in days if date_format(day) not in text] == []
    assert application.clarifications.count() == 0


def test_ticked_phrases_are_written_into_the_texts_once_and_open_their_field(
    client, examined, ministry
):
    mine = StandardPhrase.objects.create(
        office=ministry.organisation, fact="funds", reason_code="incorrect", message="内訳を",
        example="1,000円", changed_at=clock.now(), changed_by_name="x",
    )  # fmt: skip
    data = correction(phrases=[f"o{mine.pk}"], fields=["goal"], message="目標を", preview="1")
    answer = post(
        client, ministry.examiner, "application", examined, "request_clarification", **data
    )
    form = answer.context["form"]
    assert form["message"].value() == "目標を\n内訳を"
    assert form["fields"].value() == ["goal", "funds"]
    assert form["phrases"].value() == []
    sent = correction(phrases=[f"o{mine.pk}"], message=form["message"].value())
    post(client, ministry.examiner, "application", examined, "request_clarification", **sent)
    asked = examined.clarifications.get()
    assert (asked.message, asked.fields) == ("目標を\n内訳を", ["place", "goal", "funds"])


def test_phrases_of_another_office_are_not_offered(client, examined, ministry, town):
    foreign = StandardPhrase.objects.create(
        office=town.organisation, fact="funds", reason_code="incorrect", message="内訳を",
        example="1", changed_at=clock.now(), changed_by_name="x",
    )  # fmt: skip
    answer = post(
        client, ministry.examiner, "application", examined, "request_clarification",
        **correction(phrases=[f"o{foreign.pk}"]),
    )  # fmt: skip
    asked = examined.clarifications.get()
    assert (answer.status_code, asked.fields, asked.message) == (
        302,
        ["place", "goal"],
        "道路名を示してください。",
    )


def test_every_shipped_phrase_is_about_a_fact_that_is_asked():
    known = {fact.key for fact in facts.facts(facts.Owner.PLAN)}
    assert {p.fact for p in phrases.shipped()} <= known
    assert all(p.message and p.example for p in phrases.shipped())
