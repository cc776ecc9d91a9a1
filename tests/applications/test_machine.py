"""Applications and exemptions against a small model of the law: random lives, every step tried by everybody.

The models below know nothing of the workflow's code: they say who may do what when, and what is so
afterwards. Every attempt goes through ``perform()``; it must succeed exactly when the model says so.
"""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from applications.models import Application, Clarification, Exemption, Opinion, RequestedMeasure
from tests import factories as make
from tests.applications.machine import FEW, UNDER_WAY, Machine


class ApplicationLife(Machine):
    """One application with two measures of two ministries; the first ministry examines."""

    FILERS = ("owner", "second", "insider")
    EXAMINERS = ("examiner", "both", "insider")
    OFFICES = {
        "examiner": "a",
        "both": "a",
        "approver": "a",
        "insider": "a",
        "approver_b": "b",
        "examiner_b": "b",
        "clerk": "town",
    }
    EVERYBODY = (
        "owner",
        "second",
        "insider",
        "reader",
        "stranger",
        *[p for p in OFFICES if p != "insider"],
    )
    SIGNERS = {"a": ("approver", "both", "insider"), "b": ("approver_b",)}
    INTERNAL = ("record_decided", "record_disclosed")

    def make(self):
        town, first, other = (
            make.make_town("life"),
            make.make_ministry("first"),
            make.make_ministry("other"),
        )
        company = make.make_company()
        self.people = {
            "owner": company.owner,
            "examiner": first.examiner,
            "approver": first.approver,
            "approver_b": other.approver,
            "examiner_b": other.examiner,
            "clerk": town.examiner,
            **{
                name: make.make_user(name)
                for name in ("both", "second", "reader", "insider", "stranger")
            },
        }
        for name in ("both", "insider"):
            make.add_member(first.organisation, "examiner", self.people[name])
            make.add_member(first.organisation, "approver", self.people[name])
        for name, role in (("second", "filer"), ("insider", "filer"), ("reader", "reader")):
            company.members.create(user=self.people[name], role=role)
        self.draft = make.make_draft(town, first, company)
        self.draft.measures.create(
            position=2,
            law_title="電波法",
            article="第4条",
            text_asked="実験用の電波を使う。",
            authority=other.organisation,
        )
        self.offices = {
            first.organisation.pk: "a",
            other.organisation.pk: "b",
            town.organisation.pk: "town",
        }
        self.measures = {self.offices[m.authority_id]: m for m in self.draft.measures.all()}
        self.status, self.seen_outside, self.examined_by = "draft", "draft", set()
        self.states = {"a": "pending", "b": "pending"}
        self.granted = set()
        self.correction, self.opinions = None, {}
        self.corrections = []

    @initialize(needs_opinions=st.booleans(), far=st.integers(0, 3))
    def begin(self, needs_opinions, far):
        self.needs_opinions = needs_opinions
        procedure = self.draft.procedure
        procedure.needs_opinions = needs_opinions
        procedure.save()
        for name, actor in (
            ("submit", "owner"),
            ("start_examination", "examiner"),
            ("consult", "examiner"),
        )[:far]:
            getattr(self, name)(actor, None, True)

    # What the law says: every step that anybody might try, and whether it is lawful now.

    def is_lawful(self, step, actor, on=None):
        """Tell whether a person may take a step now."""
        return getattr(self, f"may_{step}")(actor, on) if hasattr(self, f"may_{step}") else False

    def may_submit(self, actor, _on):
        # without an officer's signature, only the owner of the company's account files
        return self.status == "draft" and actor == "owner"

    def may_start_examination(self, actor, _on):
        return self.status == "arrived" and actor in self.EXAMINERS and actor not in self.FILERS

    def may_request_clarification(self, actor, _on):
        free = self.status == "examining" and not self.waits_for_answer()
        return free and actor in self.EXAMINERS and actor not in self.FILERS

    def may_consult(self, actor, _on):
        return self.may_request_clarification(actor, _on)

    def waits_for_answer(self):
        return self.correction is not None and self.day <= self.correction.lapses_on

    def may_answer(self, actor, _on):
        return self.waits_for_answer() and actor in self.FILERS

    def may_close(self, actor, _on):
        return self.correction is not None and actor in self.EXAMINERS and actor not in self.FILERS

    def may_give(self, actor, office):
        return self.opinions.get(office, ("",))[0] == "asked" and self.OFFICES.get(actor) == office

    def may_determine(self, actor, office):
        opinions_in = not self.needs_opinions or (
            self.status != "examining"
            and all(state != "asked" for state, _o in self.opinions.values())
        )
        return (
            self.states[office] == "pending"
            and self.status in UNDER_WAY[1:]
            and not self.waits_for_answer()
            and opinions_in
            and actor in self.SIGNERS[office]
            and actor not in self.FILERS
            and actor not in self.examined_by
        )

    def may_disclose(self, actor, office):
        signs = actor in self.SIGNERS[office] and actor not in self.FILERS
        return self.states[office] == "determined" and signs

    def may_withdraw(self, actor, _on):
        return (
            self.status in UNDER_WAY
            and "disclosed" not in self.states.values()
            and actor in self.FILERS
        )

    STEPS = (
        *[
            (name, None)
            for name in (
                "submit",
                "start_examination",
                "request_clarification",
                "consult",
                "answer",
                "close",
                "withdraw",
            )
        ],
        *[(name, office) for name in ("determine", "disclose") for office in ("a", "b")],
        ("give", "b"),
        ("give", "town"),
    )

    def lawful(self, *, without=()):
        """Return the steps that are lawful now, each with those who may take it."""
        found = {}
        for step, on in self.STEPS:
            who = [a for a in self.EVERYBODY if self.is_lawful(step, a, on)]
            if who and step not in without:
                found[step, on] = who
        return found

    @rule(data=st.data(), granted=st.booleans(), times=st.integers(1, 4))
    def goes_on(self, data, granted, times):
        for _ in range(times):
            if lawful := self.lawful(without=("withdraw",)):
                step, on = data.draw(st.sampled_from(sorted(lawful, key=str)))
                getattr(self, step)(data.draw(st.sampled_from(lawful[step, on])), on, granted)

    @rule(data=st.data(), actor=st.sampled_from(EVERYBODY), granted=st.booleans())
    def somebody_tries_what_another_may(self, data, actor, granted):
        lawful = self.lawful(without=("withdraw",))
        step, on = data.draw(st.sampled_from(sorted(lawful, key=str) or self.STEPS))
        getattr(self, step)(actor, on, granted)

    @rule(step=st.sampled_from(STEPS), actor=st.sampled_from(EVERYBODY), granted=st.booleans())
    def somebody_tries_anything(self, step, actor, granted):
        getattr(self, step[0])(actor, step[1], granted)

    @rule(
        name=st.sampled_from(INTERNAL),
        office=st.sampled_from(["a", "b"]),
        actor=st.sampled_from(EVERYBODY),
    )
    def nobody_takes_the_steps_of_the_machine(self, name, office, actor):
        self.attempt(self.draft, name, actor, legal=False)
        self.attempt(self.measures[office], "withdraw", actor, legal=False)
        for inputs in (
            make.refusal_inputs(reasons=" "),
            make.refusal_inputs(reason_codes=[]),
            make.grant_inputs(ends_on=None),
        ):
            self.attempt(
                self.measures[office], "determine", self.SIGNERS[office][0], legal=False, **inputs
            )

    @rule(days=st.sampled_from([1, 20]))
    def time_passes(self, days):
        self.day += timedelta(days=days)

    # How each step is tried, and what is so after it.

    def submit(self, actor, _on, _granted):
        self.attempt(self.draft, "submit", actor, legal=False, declared=False)
        if self.attempt(self.draft, "submit", actor, self.may_submit(actor, None), declared=True):
            self.status = "arrived"

    def start_examination(self, actor, _on, _granted):
        if self.attempt(
            self.draft, "start_examination", actor, self.may_start_examination(actor, None)
        ):
            self.status = "examining"
            self.examined_by.add(actor)

    def request_clarification(self, actor, _on, _granted):
        inputs = {
            "fields": ["goal", "other"],
            "reason_code": "incomplete",
            "message": "目標を数で書いてください。",
            "example": "120世帯への配送",
            "due_on": self.day + timedelta(days=30),
            "effect": "pause",
        }
        legal = self.may_request_clarification(actor, None)
        self.attempt(
            self.draft,
            "request_clarification",
            actor,
            legal=False,
            **{**inputs, "fields": ["nothing"]},
        )
        if self.attempt(self.draft, "request_clarification", actor, legal, **inputs):
            if self.correction:  # lapsed, and closed by nobody yet
                self.note(self.correction, "close")
            self.correction = Clarification.objects.filter(application=self.draft.pk).latest("pk")
            self.corrections.append(self.correction)
            self.examined_by.add(actor)

    def consult(self, actor, _on, _granted):
        if self.attempt(self.draft, "consult", actor, self.may_consult(actor, None)):
            self.status = "consulting"
            self.examined_by.add(actor)
            asked = Opinion.objects.filter(application=self.draft.pk)
            self.opinions = {self.offices[o.organisation_id]: ("asked", o) for o in asked}
            assert set(self.opinions) == {"b", "town"}

    def answer(self, actor, _on, _granted):
        if not self.corrections:
            return
        legal, case = self.may_answer(actor, None), self.corrections[-1]
        good = {"goal": "120世帯", "other": ""}
        for answers in ({**good, "place": "別の場所"}, {"other": ""}):
            self.attempt(case, "answer", actor, legal=False, answers=answers)
        if self.attempt(case, "answer", actor, legal, answers=good):
            self.correction = None
            assert Application.objects.get(pk=self.draft.pk).plan == {**self.draft.plan, **good}

    def close(self, actor, _on, _granted):
        if self.corrections and self.attempt(
            self.corrections[-1], "close", actor, self.may_close(actor, None)
        ):
            self.correction = None
            self.examined_by.add(actor)

    def give(self, actor, office, _granted):
        if office not in self.opinions:
            return
        case = self.opinions[office][1]
        given = {"view": "objection", "text": "安全が示されていない。", "reason_codes": ["safety"]}
        self.attempt(case, "give", actor, legal=False, **{**given, "reason_codes": []})
        if self.attempt(case, "give", actor, self.may_give(actor, office), **given):
            self.opinions[office] = ("given", case)

    def determine(self, actor, office, granted):
        inputs = (
            make.grant_inputs(starts_on=self.day, ends_on=self.day + timedelta(days=90))
            if granted
            else make.refusal_inputs()
        )
        if self.attempt(
            self.measures[office], "determine", actor, self.may_determine(actor, office), **inputs
        ):
            self.states[office] = "determined"
            self.granted |= {office} if granted else set()
            if "pending" not in self.states.values():
                self.note(self.draft, "record_decided")
                self.seen_outside, self.status = self.status, "decided"

    def disclose(self, actor, office, _granted):
        if self.attempt(self.measures[office], "disclose", actor, self.may_disclose(actor, office)):
            self.states[office] = "disclosed"
            if set(self.states.values()) == {"disclosed"}:
                self.note(self.draft, "record_disclosed")
                self.status = "disclosed"

    def withdraw(self, actor, _on, _granted):
        if not self.attempt(self.draft, "withdraw", actor, self.may_withdraw(actor, None)):
            return
        self.status = "withdrawn"
        for office in self.states:
            self.states[office] = "withdrawn"
            self.note(self.measures[office], "withdraw")
        if self.correction:
            self.note(self.correction, "close")
            self.correction = None
        for office, (state, opinion) in self.opinions.items():
            if state == "asked":
                self.note(opinion, "lapse")
                self.opinions[office] = ("lapsed", opinion)

    @invariant()
    def is_as_the_model_says(self):
        found = Application.objects.get(pk=self.draft.pk)
        assert found.status == self.status
        measures = RequestedMeasure.objects.filter(application=found.pk)
        assert {self.offices[m.authority_id]: m.status for m in measures} == self.states
        opinions = Opinion.objects.filter(application=found.pk)
        assert {self.offices[o.organisation_id]: o.status for o in opinions} == {
            k: v[0] for k, v in self.opinions.items()
        }
        open_ones = Clarification.objects.filter(application=found.pk, status="open")
        assert [c.pk for c in open_ones] == ([self.correction.pk] if self.correction else [])

    @invariant()
    def tells_nobody_outside_of_a_decision(self):
        found = Application.objects.get(pk=self.draft.pk)
        assert found.status_outside == (
            self.seen_outside if self.status == "decided" else self.status
        )
        assert found.status_outside != "decided"
        for measure in RequestedMeasure.objects.filter(application=found.pk):
            state = self.states[self.offices[measure.authority_id]]
            assert measure.status_outside == ("pending" if state == "determined" else state)

    @invariant()
    def lets_run_only_what_is_granted_and_disclosed(self):
        found = Exemption.objects.filter(application=self.draft.pk).values_list(
            "authority_id", flat=True
        )
        told = {office for office, state in self.states.items() if state == "disclosed"}
        assert sorted(self.offices[pk] for pk in found) == sorted(self.granted & told)


ApplicationLife.TestCase.settings = settings(max_examples=15, stateful_step_count=12, **FEW)


@pytest.mark.django_db
class TestApplicationLife(ApplicationLife.TestCase):
    """Run the machine inside the test's transaction."""
