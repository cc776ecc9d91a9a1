"""Opinions: reminders, extensions, revisions, dissents, and the committee in its own stage."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from applications.models import OpinionVersion
from applications.stages import stages_of
from casework import clock
from casework.models import Notice
from casework.transitions import Blocked
from tests import factories as make

pytestmark = pytest.mark.django_db
GIVE = {"view": "no_objection", "text": "異存ありません。", "reason_codes": []}


@pytest.fixture
def committee(db):
    """The evaluation committee with two people."""
    return make.make_office("committee", "committee", ("examiner", "approver"), "評価委員会")


@pytest.fixture
def heard(draft, committee):
    """A draft under a procedure that has the committee heard."""
    draft.procedure.committee_heard = True
    draft.procedure.save()
    return draft


def reasons(case, step, actor, **inputs):
    with pytest.raises(Blocked) as refused:
        make.step(case, step, actor, **inputs)
    return refused.value.reasons


def test_committee_is_asked_in_a_stage_of_its_own(heard, ministry, town, committee):
    application = make.consult(heard, ministry, town)
    assert {o.organisation for o in application.opinions.all()} == {town.organisation}
    measure = application.measures.get()
    assert len(reasons(measure, "determine", ministry.approver, **make.grant_inputs())) == 1
    assert len(reasons(application, "hear_committee", ministry.examiner, statement="")) == 1
    make.step(application, "hear_committee", ministry.examiner, statement="適合する。")
    opinion = application.opinions.get(organisation=committee.organisation)
    assert (opinion.statement, opinion.due_on) == (
        "適合する。",
        application.opinion_due_on(clock.today()),
    )
    assert len(reasons(measure, "determine", ministry.approver, **make.grant_inputs())) == 1
    assert len(reasons(application, "hear_committee", ministry.examiner, statement="再度")) == 1
    make.step(opinion, "give", committee.approver, **GIVE)
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())


def test_procedure_without_committee_asks_none(draft, ministry, town, committee):
    application = make.consult(draft, ministry, town)
    assert len(reasons(application, "hear_committee", ministry.examiner, statement="x")) == 1


def test_dissents_are_kept_beside_the_opinion(client, heard, ministry, town, committee):
    application = make.consult(heard, ministry, town)
    make.step(application, "hear_committee", ministry.examiner, statement="適合する。")
    opinion = application.opinions.get(organisation=committee.organisation)
    dissent = [{"label": "山田委員", "text": "夜間は時期尚早である。"}]
    half = [{"label": "", "text": "x"}]
    assert len(reasons(opinion, "give", committee.approver, **GIVE, minority=half)) == 1
    client.force_login(committee.approver)
    page = reverse("console:opinion_step", args=[opinion.pk, "give"])
    data = {"version": 1, "view": "no_objection", "text": "可", "dissent_1_label": "山田委員"}
    assert client.post(page, data).status_code == 422
    data["dissent_1_text"] = "夜間は時期尚早である。"
    assert client.post(page, data).status_code == 302
    assert application.opinions.get(pk=opinion.pk).minority == dissent


def test_revision_keeps_the_earlier_opinion(draft, ministry, town):
    opinion = make.consult(draft, ministry, town).opinions.get()
    changed = {"view": "objection", "text": "再考を求める。", "reason_codes": ["safety"]}
    revised = make.step(opinion, "revise", town.approver, **changed)
    assert (revised.view, revised.given_by_name) == ("objection", town.approver.name)
    kept = OpinionVersion.objects.get()
    assert (kept.number, kept.view, kept.given_by_name) == (1, "no_objection", town.examiner.name)


def test_revision_is_open_until_the_disclosure_and_tells_nothing_before(draft, ministry, town):
    application = make.consult(draft, ministry, town)
    opinion, measure = application.opinions.get(), application.measures.get()
    make.step(measure, "determine", ministry.approver, **make.grant_inputs())
    make.step(opinion, "revise", town.approver, **GIVE)
    make.step(measure, "disclose", ministry.approver)
    assert len(reasons(opinion, "revise", town.approver, **GIVE)) == 1


@pytest.mark.parametrize(
    ("days", "reason", "unmet"),
    [(0, "x", 1), (-1, "x", 1), (200, "x", 1), (10, "", 1), (10, "x", 0)],
)
def test_extension_is_later_reasonable_and_reasoned(draft, ministry, town, days, reason, unmet):
    application = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    opinion = application.opinions.get()
    inputs = {"due_on": opinion.due_on + timedelta(days=days), "reason": reason}
    if unmet:
        assert len(reasons(opinion, "extend", ministry.examiner, **inputs)) == unmet
        return
    extended = make.step(opinion, "extend", ministry.examiner, **inputs)
    assert (extended.first_due_on, extended.due_on) == (opinion.due_on, inputs["due_on"])
    told = Notice.objects.filter(kind="opinion.extended")
    assert {r.user for n in told for r in n.recipients.all()} >= {application.created_by}


def test_extension_counts_against_the_first_day(draft, ministry, town):
    from kpis.computed import opinions_on_time

    ours = make.step(make.examine(draft, ministry), "consult", ministry.examiner)
    ministry_2 = make.make_ministry("other-ministry", "総務省")
    opinion = ours.opinions.create(
        organisation=ministry_2.organisation, asked_at=clock.now(), due_on=clock.today()
    )
    period = (date(clock.today().year, 1, 1), date(clock.today().year + 1, 12, 31))
    until = clock.today() + timedelta(days=20)
    make.step(opinion, "extend", ministry.examiner, due_on=until, reason="調査中")
    with clock.set_to(clock.now() + timedelta(days=5)):
        make.step(opinion, "give", ministry_2.examiner, **GIVE)
        late = opinions_on_time(draft.zone, period)
    assert (late.value, late.cases) == (0, 1)


def test_stages_run_one_after_the_other(heard, ministry, town, committee):
    # Arrived on 30 November 2026: the month runs from 1 to 31 December. Put to the committee on
    # 28 December, its month ends on 28 January; answered on 4 January, the last ends on 4 February.
    def at(*day):
        return clock.set_to(datetime(*day, 9, tzinfo=clock.JST))

    with at(2026, 11, 30):
        make.consult(heard, ministry, town)
    with at(2026, 12, 28):
        make.step(heard, "hear_committee", ministry.examiner, statement="適合する。")
    application = type(heard).objects.page_of(heard.pk)
    first, second, third = stages_of(application)
    assert (first.due_on, first.done_on) == (date(2026, 12, 31), date(2026, 12, 28))
    assert (second.due_on, second.done_on, third.due_on) == (date(2027, 1, 28), None, None)
    assert [s.is_late(date(2027, 1, 29)) for s in (first, second, third)] == [False, True, False]
    with at(2027, 1, 4):
        opinion = application.opinions.get(organisation=committee.organisation)
        make.step(opinion, "give", committee.approver, **GIVE)
    third = stages_of(type(heard).objects.page_of(heard.pk))[2]
    assert (third.starts_on, third.due_on) == (date(2027, 1, 4), date(2027, 2, 4))


def test_procedure_without_committee_has_no_stages(draft, ministry, town):
    assert stages_of(make.consult(draft, ministry, town)) == []
