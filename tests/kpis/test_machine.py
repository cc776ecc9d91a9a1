"""The machine of a review against a small model of the law, in random order."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casework import audit
from casework.transitions import Blocked
from kpis import reference
from kpis.choices import VerdictCode
from kpis.models import EvidenceReview
from tests import factories
from tests.factories import step
from tests.kpis.makers import (
    DAY,
    ROUTE,
    at,
    design,
    draft_inputs,
    freeze,
    make_scene,
    verdict_inputs,
)

PEOPLE = ("administrator", "examiner", "viewer", "regulator", "judge", "cabinet_approver", "holder")
ADMIN, REGULATOR, JUDGE = {"administrator"}, {"regulator"}, {"judge"}


REACHED: set[tuple[str, int]] = set()


class Rollback(Exception):  # noqa: N818
    """Ends the database transaction of one example."""


class Model:
    """What the law says of one review: its state, and what has happened in this round."""

    def __init__(self):
        self.state, self.agreed, self.began = "designing", False, False
        self.answered, self.due, self.round, self.verdict = False, None, 1, ""


class ReviewMachine(RuleBasedStateMachine):
    """Anybody tries any step on any day; only what the model allows may happen."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        reference.load_catalogue()
        self.scene = make_scene()
        self.day = DAY
        with at(self.day):
            self.review = design(self.scene)
            self.slug = freeze(self.scene)
        self.model = Model()
        self.verdicts = []

    def teardown(self):
        self.atomic.__exit__(Rollback, Rollback(), None)

    def attempt(self, name, who, allowed, **inputs):
        """Take a step and compare what happened with what the model allows."""
        with at(self.day):
            try:
                step(self.review, name, self.scene.people()[who], **inputs)
                done = True
            except (Blocked, PermissionDenied):
                done = False
        assert done == allowed, (name, who, self.model.__dict__)
        return done

    @rule(verdict=st.sampled_from(VerdictCode.values))
    def go_on(self, verdict):
        """Take the lawful next step, so that far states are reached as well."""
        if self.model.due and self.day <= self.model.due:
            self.day = self.model.due + timedelta(days=1)
        if self.model.agreed and self.model.state == "registered" and not self.model.began:
            self.begin_trial()
        ways = {
            "designing": lambda: (self.agree("regulator"), self.register("administrator")),
            "registered": lambda: self.collect("administrator"),
            "collecting": lambda: self.draft("examiner", "比較地区は3つしかない。"),
            "drafted": lambda: self.ask("administrator"),
            "objection": lambda: self.publish("administrator"),
            "public_comment": lambda: self.decide("judge", verdict),
            "decided": lambda: self.extend("judge") or self.implement("regulator", True),
        }
        ways.get(self.model.state, lambda: None)()
        REACHED.add((self.model.state, self.model.round))

    @initialize(verdicts=st.lists(st.sampled_from(VerdictCode.values), max_size=14))
    def start_somewhere(self, verdicts):
        for verdict in verdicts:
            self.go_on(verdict)

    @rule(days=st.sampled_from([1, 5, 31]))
    def wait(self, days):
        self.day += timedelta(days=days)

    @precondition(lambda self: not self.model.began)
    @rule()
    def begin_trial(self):
        exemption = type(self.scene.exemption).objects.get(pk=self.scene.exemption.pk)
        if self.day <= exemption.ends_on:
            with at(self.day):
                factories.run(exemption, self.scene.company.owner)
            self.model.began = True

    @rule(who=st.sampled_from(PEOPLE))
    def agree(self, who):
        allowed = self.model.state == "designing" and who in REGULATOR
        self.model.agreed |= self.attempt("agree_to_plan", who, allowed)

    @rule(who=st.sampled_from(PEOPLE))
    def register(self, who):
        model = self.model
        allowed = model.state == "designing" and who in ADMIN and model.agreed and not model.began
        if self.attempt("register_plan", who, allowed):
            model.state = "registered"

    @rule(who=st.sampled_from(PEOPLE))
    def collect(self, who):
        allowed = self.model.state == "registered" and who in ADMIN and self.model.began
        if self.attempt("start_collecting", who, allowed):
            self.model.state = "collecting"

    @rule(who=st.sampled_from(PEOPLE), counter=st.sampled_from(["", "比較地区は3つしかない。"]))
    def draft(self, who, counter):
        allowed = (
            self.model.state == "collecting"
            and who in {"administrator", "examiner"}
            and counter != ""
        )
        inputs = draft_inputs(self.slug, counter_evidence=counter)
        if self.attempt("draft", who, allowed, **inputs):
            self.model.state = "drafted"

    @rule(who=st.sampled_from(PEOPLE))
    def ask(self, who):
        allowed = self.model.state == "drafted" and who in ADMIN
        if self.attempt("ask_about_harm", who, allowed):
            self.model.state, self.model.answered = "objection", False
            self.model.due = self.day + timedelta(days=30)

    @rule(who=st.sampled_from(PEOPLE), answer=st.sampled_from(["harm", "none", "silence"]))
    def answer(self, who, answer):
        model = self.model
        allowed = (
            model.state == "objection"
            and who in REGULATOR
            and answer != "silence"
            and not model.answered
            and self.day <= model.due
        )
        inputs = {"answer": answer, "statement": "", "evidence": "記録"}
        model.answered |= self.attempt("answer_about_harm", who, allowed, **inputs)

    @rule(who=st.sampled_from(PEOPLE))
    def publish(self, who):
        model = self.model
        allowed = (
            model.state == "objection" and who in ADMIN and (model.answered or self.day > model.due)
        )
        if self.attempt("open_public_comment", who, allowed):
            model.state, model.due = "public_comment", self.day + timedelta(days=30)

    @rule(who=st.sampled_from(PEOPLE), verdict=st.sampled_from([*VerdictCode.values, "maybe"]))
    def decide(self, who, verdict):
        model = self.model
        allowed = (
            model.state == "public_comment"
            and who in JUDGE
            and self.day > model.due
            and verdict != "maybe"
        )
        with at(self.day):
            inputs = verdict_inputs(self.slug, verdict=verdict)
        if self.attempt("decide", who, allowed, **inputs):
            model.state, model.verdict = "decided", verdict
            self.verdicts.append(verdict)

    @rule(who=st.sampled_from(PEOPLE))
    def extend(self, who):
        model = self.model
        allowed = (
            model.state == "decided"
            and who in JUDGE
            and model.verdict == "inconclusive"
            and model.round == 1
        )
        if self.attempt("extend", who, allowed, until=self.day + timedelta(days=90)):
            model.state, model.round, model.verdict = "collecting", 2, ""

    @rule(who=st.sampled_from(PEOPLE), named=st.booleans())
    def implement(self, who, named):
        model = self.model
        needs_law = model.verdict in {"nationwide", "correct"}
        allowed = model.state == "decided" and who in REGULATOR and (named or not needs_law)
        revision = "327AC0000000231_20270401_508AC0000000012" if named else ""
        inputs = {"law_revision": revision, "note": "措置した。"}
        if self.attempt("record_implementation", who, allowed, **inputs):
            model.state = "implemented"

    @invariant()
    def the_database_agrees_with_the_model(self):
        found = EvidenceReview.objects.get(pk=self.review.pk)
        assert (found.status, found.round, found.verdict) == (
            self.model.state,
            self.model.round,
            self.model.verdict,
        )
        assert [v.code for v in found.verdicts.all()] == self.verdicts

    @invariant()
    def the_trail_is_whole(self):
        entries = list(audit.trail(self.review))
        assert not list(audit.broken_entries(entries))
        assert (entries[-1].target if entries else "designing") == self.model.state


@pytest.mark.django_db(transaction=False)
def test_the_machine_obeys_the_model():
    from hypothesis.stateful import run_state_machine_as_test

    REACHED.clear()
    run_state_machine_as_test(
        ReviewMachine,
        settings=settings(
            max_examples=12,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {state for state, _round in REACHED} >= set(ROUTE[1:]), "far states were hardly tried"
    assert {number for _state, number in REACHED} == {1, 2}, "no review was extended"
