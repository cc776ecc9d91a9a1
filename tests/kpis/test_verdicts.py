"""Verdicts: five kinds, independent judges, one extension, the promise kept."""

from datetime import date, timedelta

import pytest

from applications.models import CompanyMember
from casework.transitions import Blocked, transitions_of
from kpis import reviewing, rules
from kpis.choices import VerdictCode
from kpis.models import EvidenceReview, Indicator
from tests.factories import add_member, make_office, step
from tests.kpis.makers import (
    DAY,
    PLAN,
    advance,
    at,
    freeze,
    refused,
    verdict_inputs,
)


@pytest.mark.parametrize("verdict", VerdictCode.values)
def test_each_of_the_five_verdicts_can_be_given(review, scene, verdict):
    decided = advance(review, scene, "decided", verdict=verdict)
    assert (decided.verdict, decided.verdicts.get().code) == (verdict, verdict)
    assert (decided.promise_on is None) == (verdict == "inconclusive")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"verdict": "maybe"}, rules.verdict_is_known),
        ({"reasons": ""}, rules.has_reasons),
        ({"owner": ""}, rules.has_owner),
        ({"promise_on": None}, rules.has_promise_date),
        ({"promise_on": date(2020, 1, 1)}, rules.has_promise_date),
    ],
)
def test_a_verdict_states_everything(review, scene, changes, rule):
    open_ = advance(review, scene, "public_comment")
    with at(open_.comment_due_on + timedelta(days=1)):
        inputs = verdict_inputs(open_.snapshots.get().slug) | changes
        refused(open_, "decide", scene.cabinet.reviewer, rule, **inputs)


def test_a_verdict_cites_only_what_the_public_saw(review, scene):
    open_ = advance(review, scene, "public_comment")
    with at(open_.comment_due_on + timedelta(days=1)):
        later = freeze(scene, "K06")
        rule = rules.cites_what_the_public_saw
        refused(open_, "decide", scene.cabinet.reviewer, rule, **verdict_inputs(later))
        rule = rules.cites_snapshots
        none = verdict_inputs(later, snapshots=[])
        refused(open_, "decide", scene.cabinet.reviewer, rule, **none)


def test_a_verdict_waits_for_the_comments_and_their_replies(review, scene):
    open_ = advance(review, scene, "public_comment")
    slug = open_.snapshots.get().slug
    with at(open_.comment_due_on):
        comment = reviewing.comment(open_, name="", body="夜の音が気になる。")
        rule = rules.comment_period_is_over
        with pytest.raises(Blocked) as blocked:
            step(open_, "decide", scene.cabinet.reviewer, **verdict_inputs(slug))
        assert str(rule.reason) in blocked.value.reasons
    with at(open_.comment_due_on + timedelta(days=1)):
        with pytest.raises(Blocked):
            reviewing.comment(open_, name="", body="遅れた。")
        rule = rules.comments_are_answered
        refused(open_, "decide", scene.cabinet.reviewer, rule, **verdict_inputs(slug))
        refused(comment, "answer", scene.town.examiner, rules.has_reply, reply=" ")
        answered = step(
            comment, "answer", scene.town.examiner, reply="時間帯を21時までとしました。"
        )
        assert answered.replied_by == scene.town.organisation.name
        assert step(open_, "decide", scene.cabinet.reviewer, **verdict_inputs(slug)).verdict


@pytest.mark.parametrize("tie", ["town", "regulator", "holder", "drafter"])
def test_people_who_run_the_measure_do_not_judge_it(review, scene, tie):
    open_ = advance(review, scene, "public_comment")
    judge = scene.cabinet.reviewer
    if tie == "town":
        add_member(scene.town.organisation, "viewer", judge)
    elif tie == "regulator":
        judge = scene.ministry.reviewer
    elif tie == "holder":
        CompanyMember.objects.create(company=scene.company, user=judge, role="reader")
        judge.__dict__.pop("_companies", None)
    else:
        EvidenceReview.objects.filter(pk=review.pk).update(drafted_by=judge)
    with at(open_.comment_due_on + timedelta(days=1)):
        inputs = verdict_inputs(open_.snapshots.get().slug)
        refused(open_, "decide", judge, rules.judge_is_independent, **inputs)


def test_the_deciding_authority_may_judge_when_another_office_regulates(scene):
    other = make_office("mhlw", "ministry", ("reviewer", "approver"), "厚生労働省")
    with at(DAY):
        review = reviewing.open_review(
            exemption=scene.exemption,
            regulator=other.organisation,
            actor=scene.town.administrator,
            indicators=Indicator.objects.filter(code="K30"),
            **PLAN,
        )
    decide = next(t for t in transitions_of(EvidenceReview) if t.name == "decide")
    assert decide.has_perm(review, scene.ministry.reviewer)
    assert rules.judge_is_independent.holds(review, scene.ministry.reviewer, {})
    assert not decide.has_perm(review, other.reviewer)


def test_inconclusive_extends_once_only(review, scene):
    first = advance(review, scene, "decided", verdict="inconclusive")
    until = first.decided_on + timedelta(days=200)
    with at(first.decided_on + timedelta(days=1)):
        rule = rules.extension_ends
        refused(first, "extend", scene.cabinet.reviewer, rule, until=first.decided_on)
        second = step(first, "extend", scene.cabinet.reviewer, until=until)
    assert (second.status, second.round, second.verdict) == ("collecting", 2, "")
    again = advance(second, scene, "decided", verdict="inconclusive")
    assert [v.code for v in again.verdicts.all()] == ["inconclusive", "inconclusive"]
    with at(again.decided_on + timedelta(days=1)):
        rule = rules.was_never_extended
        refused(
            again, "extend", scene.cabinet.reviewer, rule, until=again.decided_on + timedelta(9)
        )


@pytest.mark.parametrize("verdict", sorted(set(VerdictCode.values) - {"inconclusive"}))
def test_other_verdicts_do_not_extend(review, scene, verdict):
    decided = advance(review, scene, "decided", verdict=verdict)
    with at(decided.decided_on):
        until = decided.decided_on + timedelta(days=30)
        refused(decided, "extend", scene.cabinet.reviewer, rules.could_not_be_judged, until=until)


@pytest.mark.parametrize(
    ("verdict", "law_revision", "is_open"),
    [
        ("nationwide", "", False),
        ("correct", "", False),
        ("nationwide", "航空法", False),
        ("nationwide", "327AC0000000231_20270401_508AC0000000012", True),
        ("continue", "", True),
        ("abolish", "", True),
        ("inconclusive", "", True),
        ("abolish", "327AC0000000231", False),
    ],
)
def test_a_verdict_that_changes_the_law_names_the_revision(
    review, scene, verdict, law_revision, is_open
):
    decided = advance(review, scene, "decided", verdict=verdict)
    inputs = {"law_revision": law_revision, "note": "措置した。"}
    with at(decided.decided_on + timedelta(days=9)):
        if is_open:
            done = step(decided, "record_implementation", scene.ministry.approver, **inputs)
            assert (done.status, done.law_revision) == ("implemented", law_revision)
        else:
            rule = rules.law_revision_is_named
            actor = scene.ministry.approver
            refused(decided, "record_implementation", actor, rule, **inputs)


def test_what_was_done_is_said(review, scene):
    decided = advance(review, scene, "decided", verdict="abolish")
    with at(decided.decided_on):
        inputs = {"law_revision": "", "note": " "}
        actor, rule = scene.ministry.approver, rules.says_what_was_done
        refused(decided, "record_implementation", actor, rule, **inputs)
