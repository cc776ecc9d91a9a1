"""The machine of an evidence review: steps, roles, rules, verdicts."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from casework import audit
from casework.actors import SYSTEM
from casework.transitions import Blocked, Stale, perform, transitions_of
from kpis import reviewing, rules
from kpis.models import EvidenceReview, Indicator, ReviewComment
from kpis.plan import digest
from tests.factories import make_town, step
from tests.kpis.makers import (
    DAY,
    PLAN,
    ROUTE,
    advance,
    at,
    design,
    draft_inputs,
    freeze,
    refused,
)

EXPECTED = {
    ("agree_to_plan", "designing", "designing"),
    ("register_plan", "designing", "registered"),
    ("start_collecting", "registered", "collecting"),
    ("draft", "collecting", "drafted"),
    ("ask_about_harm", "drafted", "objection"),
    ("answer_about_harm", "objection", "objection"),
    ("open_public_comment", "objection", "public_comment"),
    ("decide", "public_comment", "decided"),
    ("extend", "decided", "collecting"),
    ("record_implementation", "decided", "implemented"),
}
REGULATOR = {"regulator", "regulator_signer"}
MATRIX = {
    "agree_to_plan": REGULATOR,
    "register_plan": {"administrator"},
    "start_collecting": {"administrator", "system"},
    "draft": {"administrator", "examiner"},
    "ask_about_harm": {"administrator"},
    "answer_about_harm": REGULATOR,
    "open_public_comment": {"administrator", "system"},
    "decide": {"judge", "regulator"},
    "extend": {"judge", "regulator"},
    "record_implementation": REGULATOR,
}
PEOPLE = (
    *("administrator", "examiner", "approver", "viewer", "regulator", "regulator_signer"),
    *("ministry_examiner", "judge", "cabinet_approver", "holder", "other", "system"),
)


def test_transition_table():
    assert {(t.name, t.source, t.target) for t in transitions_of(EvidenceReview)} == EXPECTED
    assert {(t.name, t.source, t.target) for t in transitions_of(ReviewComment)} == {
        ("answer", "open", "answered")
    }


@pytest.mark.django_db
def test_role_by_step_matrix(review, scene):
    people = {**scene.people(), "other": make_town("other").administrator, "system": SYSTEM}
    assert set(people) == set(PEOPLE)
    held = {
        t.name: {name for name in PEOPLE if t.has_perm(review, people[name])}
        for t in transitions_of(EvidenceReview)
    }
    assert held == MATRIX


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_zone_administrator_registers_a_plan(review, scene, who):
    people = {**scene.people(), "other": make_town("other").administrator, "system": SYSTEM}
    with at(DAY):
        step(review, "agree_to_plan", scene.ministry.reviewer)
        if who == "administrator":
            assert step(review, "register_plan", people[who]).status == "registered"
        else:
            with pytest.raises(PermissionDenied):
                step(review, "register_plan", people[who])


def test_the_whole_way_leaves_its_trail(review, scene):
    done = advance(review, scene, "implemented")
    assert [entry.target for entry in audit.trail(done)] == ["designing", *ROUTE[1:]]
    assert not list(audit.broken_entries(audit.trail(done)))
    assert done.implemented_on is not None
    verdict = done.verdicts.get()
    assert (verdict.code, verdict.plan_sha256) == ("nationwide", done.plan_sha256)
    assert [c.snapshot for c in verdict.citations.all()] == list(done.snapshots.all())


@pytest.mark.parametrize("field", PLAN)
def test_a_plan_lacking_a_part_is_not_agreed(scene, field):
    with at(DAY):
        review = design(scene, **{field: " "})
        refused(review, "agree_to_plan", scene.ministry.reviewer, rules.plan_is_complete)


def test_a_plan_of_activities_alone_is_not_agreed(review, scene):
    review.indicators.set(Indicator.objects.filter(code="K06"))
    with at(DAY):
        refused(review, "agree_to_plan", scene.ministry.reviewer, rules.plan_measures_an_outcome)


def test_a_plan_changed_after_the_agreement_needs_a_new_one(review, scene):
    with at(DAY):
        agreed = step(review, "agree_to_plan", scene.ministry.reviewer)
        reviewing.change_plan(
            agreed,
            version=agreed.version,
            actor=scene.town.administrator,
            indicators=review.indicators.all(),
            **{**PLAN, "threshold": "差が1ポイントでもあれば有効とする。"},
        )
        refused(review, "register_plan", scene.town.administrator, rules.regulator_has_agreed)


def test_a_plan_is_not_registered_after_the_trial_began(review, scene):
    from tests.factories import run

    with at(DAY):
        step(review, "agree_to_plan", scene.ministry.reviewer)
        run(scene.exemption, scene.company.owner)
        refused(review, "register_plan", scene.town.administrator, rules.trial_has_not_begun)


def test_evidence_is_not_collected_before_the_trial(review, scene):
    registered = advance(review, scene, "registered")
    with at(DAY + timedelta(days=2)):
        refused(registered, "start_collecting", scene.town.administrator, rules.trial_has_begun)


def test_a_registered_plan_is_frozen(review, scene):
    registered = advance(review, scene, "registered")
    assert registered.plan_sha256 == digest(registered.plan)
    assert registered.plan["threshold"] == PLAN["threshold"]
    with pytest.raises(Blocked):
        reviewing.change_plan(
            registered,
            version=registered.version,
            actor=scene.town.administrator,
            indicators=registered.indicators.all(),
            **PLAN,
        )


def test_a_tampered_plan_stops_every_later_step(review, scene):
    collecting = advance(review, scene, "collecting")
    EvidenceReview.objects.filter(pk=review.pk).update(threshold="何でも有効")
    with at(DAY + timedelta(days=9)):
        inputs = draft_inputs(freeze(scene))
        refused(collecting, "draft", scene.town.examiner, rules.plan_is_intact, **inputs)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"estimate": " "}, rules.has_estimate),
        ({"counter_evidence": ""}, rules.has_counter_evidence),
        ({"snapshots": []}, rules.cites_snapshots),
        ({"snapshots": ["nowhere"]}, rules.cites_snapshots),
    ],
)
def test_a_draft_states_everything(review, scene, changes, rule):
    collecting = advance(review, scene, "collecting")
    with at(DAY + timedelta(days=9)):
        inputs = draft_inputs(freeze(scene)) | changes
        refused(collecting, "draft", scene.town.examiner, rule, **inputs)


HARM = {"answer": "harm", "statement": "騒音", "evidence": "苦情12件の記録"}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"answer": "silence"}, rules.answer_is_known),
        ({"answer": ""}, rules.answer_is_known),
        ({"evidence": " "}, rules.harm_is_evidenced),
    ],
)
def test_harm_is_shown_with_evidence(review, scene, changes, rule):
    asked = advance(review, scene, "objection")
    with at(asked.objection_due_on):
        refused(asked, "answer_about_harm", scene.ministry.reviewer, rule, **(HARM | changes))


def test_the_regulating_office_answers_once_and_in_time(review, scene):
    asked = advance(review, scene, "objection")
    with at(asked.objection_due_on + timedelta(days=1)):
        refused(
            asked, "answer_about_harm", scene.ministry.reviewer, rules.objection_is_open, **HARM
        )
    with at(asked.objection_due_on):
        asked = step(asked, "answer_about_harm", scene.ministry.reviewer, **HARM)
        rule = rules.regulator_has_not_answered
        refused(asked, "answer_about_harm", scene.ministry.reviewer, rule, **HARM)
        opened = step(asked, "open_public_comment", scene.town.administrator)
    assert [claim.answer for claim in opened.harm_claims.all()] == ["harm"]


def test_the_public_is_not_asked_while_the_answer_may_come(review, scene):
    asked = advance(review, scene, "objection")
    rule = rules.regulator_answered_or_was_silent
    with at(asked.objection_due_on):
        refused(asked, "open_public_comment", scene.town.administrator, rule)


def test_silence_is_recorded_by_the_console(review, scene):
    from kpis.tasks import record_silences

    asked = advance(review, scene, "objection")
    with at(asked.objection_due_on):
        assert record_silences.call() == 0
    with at(asked.objection_due_on + timedelta(days=1)):
        assert (record_silences.call(), record_silences.call()) == (1, 0)
    found = EvidenceReview.objects.get(pk=review.pk)
    assert (found.status, found.harm_claims.get().answer) == ("public_comment", "silence")


def test_somebody_faster_leaves_the_other_stale(review, scene):
    with at(DAY):
        step(review, "agree_to_plan", scene.ministry.reviewer)
        with pytest.raises(Stale):
            perform(review, "agree_to_plan", actor=scene.ministry.approver, version=review.version)


def test_one_review_at_a_time(review, scene):
    with at(DAY), pytest.raises(Blocked):
        design(scene)


def test_only_the_zone_administrator_opens_a_review(scene):
    for name, person in scene.people().items():
        if name != "administrator":
            with pytest.raises(PermissionDenied):
                reviewing.open_review(
                    exemption=scene.exemption,
                    regulator=scene.ministry.organisation,
                    actor=person,
                    **PLAN,
                )


def test_reviews_are_seen_by_the_offices_concerned_only(review, scene):
    other = make_town("other")
    seen = {
        name: EvidenceReview.objects.visible_to(person).exists()
        for name, person in {**scene.people(), "other": other.administrator}.items()
    }
    assert {name for name, sees in seen.items() if not sees} == {"holder", "other"}


def test_notices_of_the_steps(review, scene):
    from casework.models import Notice

    advance(review, scene, "decided")
    sent = {
        notice.kind: {r.user for r in notice.recipients.all()}
        for notice in Notice.objects.filter(kind__startswith="review_")
    }
    regulators = {scene.ministry.reviewer, scene.ministry.approver}
    assert sent == {
        "review_objection": regulators,
        "review_comment": {scene.cabinet.reviewer},
        "review_decided": {scene.town.administrator, *regulators},
    }
