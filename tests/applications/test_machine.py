"""Applications and exemptions against a small model of the law: random lives, every step tried by everybody.

The models below know nothing of the workflow's code: they say who may do what when, and what is so
afterwards. Every attempt goes through ``perform()``; it must succeed exactly when the model says so.
"""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from applications.models import Application, Clarification, Exemption, Opinion, RequestedMeasure
from casework import audit, clock
from casework.transitions import Blocked
from tests import factories as make

START = date(2026, 11, 24)
FEW = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
    # Shrinking a life of a case takes minutes; the life printed is short enough to read.
    "phases": [Phase.explicit, Phase.generate],
}
UNDER_WAY = ("arrived", "examining", "consulting", "decided")


def at(day):
    """Set the clock to the noon of a day."""
    return clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=clock.JST))


class Machine(RuleBasedStateMachine):
    """What both machines share: one attempt, compared with what the model says of it."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.day = START
        self.trails = {}
        with at(self.day):
            self.make()

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def attempt(self, case, name, actor, legal, **inputs):
        """Try a step; it succeeds exactly when the model says so, else nothing has changed."""
        before = type(case).objects.get(pk=case.pk)
        with at(self.day):
            try:
                done = make.step(case, name, self.people[actor], **inputs)
            except (Blocked, PermissionDenied) as refused:
                done, why = None, refused
        after = type(case).objects.get(pk=case.pk)
        if done is None:
            assert not legal, f"{actor} should be able to {name} {case}: {why}"
            assert (after.status, after.version) == (before.status, before.version)
            return False
        assert legal, f"{actor} should not be able to {name} {case}"
        assert done.status == after.status
        event(f"{type(case).__name__}.{name}")
        self.note(case, name)
        return True

    def note(self, case, *steps):
        """Expect steps in the trail of a case."""
        self.trails.setdefault((type(case), case.pk), []).extend(steps)

    @invariant()
    def trails_are_whole(self):
        for (model, pk), steps in self.trails.items():
            entries = list(audit.trail(model(pk=pk)))
            assert [e.step for e in entries] == steps
            assert list(audit.broken_entries(entries)) == []


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
        self.status, self.seen_outside, self.examined_by = "draft", "draft", None
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
        return self.status == "draft" and actor in self.FILERS

    def may_start_examination(self, actor, _on):
        return self.status == "arrived" and actor in self.EXAMINERS and actor not in self.FILERS

    def may_request_clarification(self, actor, _on):
        free = self.status == "examining" and self.correction is None
        return free and actor in self.EXAMINERS and actor not in self.FILERS

    def may_consult(self, actor, _on):
        return self.may_request_clarification(actor, _on)

    def may_answer(self, actor, _on):
        return self.correction is not None and actor in self.FILERS

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
            and self.correction is None
            and opinions_in
            and actor in self.SIGNERS[office]
            and actor not in self.FILERS
            and actor != self.examined_by
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
            self.status, self.examined_by = "examining", actor

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
            self.correction = Clarification.objects.filter(application=self.draft.pk).latest("pk")
            self.corrections.append(self.correction)

    def consult(self, actor, _on, _granted):
        if self.attempt(self.draft, "consult", actor, self.may_consult(actor, None)):
            self.status = "consulting"
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


class ExemptionLife(Machine):
    """One exemption of 60 days; what was in force is noted day by day as time passes."""

    LENGTH = 60
    FROM = {
        "gather_consent": {"granted": "gathering_consent"},
        "start": {"gathering_consent": "running"},
        "suspend": {"running": "suspended"},
        "resume": {"suspended": "running"},
        "open_hearing": {"running": "revocation_hearing", "suspended": "revocation_hearing"},
        "revoke": {"revocation_hearing": "revoked"},
        "dismiss": {"revocation_hearing": "suspended"},
        "surrender": dict.fromkeys(
            ("granted", "gathering_consent", "running", "suspended"), "surrendered"
        ),
        "complete": dict.fromkeys(
            ("granted", "gathering_consent", "running", "suspended"), "completed"
        ),
    }
    WHO = {
        "gather_consent": ("owner",),
        "start": ("owner",),
        "suspend": ("owner", "approver"),
        "resume": ("approver",),
        "open_hearing": ("approver",),
        "revoke": ("approver",),
        "dismiss": ("approver",),
        "surrender": ("owner",),
        "complete": ("examiner", "clerk"),
    }
    PEOPLE = ("owner", "approver", "examiner", "clerk", "stranger")

    def make(self):
        town, ministry, company = (
            make.make_town("life"),
            make.make_ministry("ministry"),
            make.make_company(),
        )
        self.people = {
            "owner": company.owner,
            "approver": ministry.approver,
            "examiner": ministry.examiner,
            "clerk": town.examiner,
            "stranger": make.make_user("stranger"),
        }
        self.first, self.last = START, START + timedelta(days=self.LENGTH - 1)
        period = make.grant_inputs(starts_on=self.first, ends_on=self.last)
        application = make.disclose(
            make.make_draft(town, ministry, company), ministry, town, **period
        )
        self.case = application.exemptions.get()
        self.note(self.case, "grant")
        self.status, self.hearing_on, self.began_on, self.ended_on = "granted", None, None, None
        self.in_force_on = {}

    def is_lawful(self, name, actor):
        """Tell whether a person may take a step today."""
        time_allows = {
            "gather_consent": self.day <= self.last,
            "start": self.day <= self.last,
            "resume": self.day <= self.last,
            "complete": self.day > self.last,
            "revoke": self.hearing_on is not None and self.day >= self.hearing_on,
            "dismiss": self.hearing_on is not None and self.day >= self.hearing_on,
        }
        return (
            self.status in self.FROM[name]
            and actor in self.WHO[name]
            and time_allows.get(name, True)
        )

    def inputs_of(self, name, began_on=None):
        """Return what a step asks for."""
        words = {"reasons": "理由"}
        return {
            "start": {
                "began_on": began_on or min(self.day, self.last),
                "consents": 3,
                "refusals": 0,
            },
            "resume": {"cause": "電池の不良", "fix": "交換した"},
            "open_hearing": {
                **words,
                "hearing_on": self.day + timedelta(days=14),
                "place": "会議室",
            },
            **dict.fromkeys(("suspend", "revoke", "dismiss", "surrender"), words),
        }.get(name, {})

    def holds_now(self):
        """Tell whether the exemption is in force at the end of today, from what was decided."""
        began = self.began_on is not None and self.began_on <= self.day
        return began and self.status == "running" and self.first <= self.day <= self.last

    def close_day(self):
        """Note what was so today, and go on to tomorrow; what has been noted never changes."""
        self.in_force_on[self.day] = self.holds_now()
        self.day += timedelta(days=1)

    @rule(days=st.sampled_from([1, 2, 7, 15, 25]))
    def time_passes(self, days):
        for _ in range(days):
            self.close_day()

    @rule(data=st.data(), back=st.integers(0, 5), times=st.integers(1, 3))
    def goes_on(self, data, back, times):
        for _ in range(times):
            lawful = sorted(
                {n for n in self.FROM for a in self.PEOPLE if self.is_lawful(n, a)} - {"surrender"}
            )
            if lawful:
                name = data.draw(st.sampled_from(lawful))
                who = [a for a in self.PEOPLE if self.is_lawful(name, a)]
                self.take(name, data.draw(st.sampled_from(who)), back)

    @rule(name=st.sampled_from(sorted(FROM)), actor=st.sampled_from(PEOPLE))
    def somebody_tries_anything(self, name, actor):
        self.take(name, actor, 0)

    @rule(days=st.sampled_from([-400, -90, 1, 400]))
    def no_beginning_outside_the_period_or_in_the_future(self, days):
        if self.day + timedelta(days=days) < self.first or days > 0:
            inputs = self.inputs_of("start", self.day + timedelta(days=days))
            self.attempt(self.case, "start", "owner", legal=False, **inputs)

    def take(self, name, actor, back):
        """Try a step and change the model as the law does."""
        began = max(self.day - timedelta(days=back), self.first)
        inputs = self.inputs_of(name, began)
        if not self.attempt(self.case, name, actor, self.is_lawful(name, actor), **inputs):
            return
        self.status = self.FROM[name][self.status]
        if name == "start":
            self.began_on = began
            # The holder reports a beginning that has happened: these days were in force.
            self.in_force_on.update({d: True for d in self.in_force_on if d >= began})
        if name == "open_hearing":
            self.hearing_on = self.day + timedelta(days=14)
        if name in {"revoke", "surrender"}:
            self.ended_on = self.day

    @invariant()
    def is_as_the_model_says(self):
        found = Exemption.objects.get(pk=self.case.pk)
        assert (found.status, found.began_on, found.ended_on) == (
            self.status,
            self.began_on,
            self.ended_on,
        )
        assert found.suspensions.filter(ends_on=None).count() <= 1

    @invariant()
    def was_in_force_on_the_days_on_which_it_was(self):
        found = Exemption.objects.prefetch_related("suspensions").get(pk=self.case.pk)
        noted = {
            **self.in_force_on,
            self.day: self.holds_now(),
            self.first - timedelta(days=1): False,
        }
        assert {day: found.in_force(day) for day in noted} == noted
        for day in sorted(noted)[-3:]:
            assert Exemption.objects.in_force(day).exists() is noted[day]

    @invariant()
    def is_in_force_for_no_day_after_its_end(self):
        for day in (self.last + timedelta(days=1), self.last + timedelta(days=1000)):
            assert not Exemption.objects.in_force(day).exists()
            assert not Exemption.objects.get(pk=self.case.pk).in_force(day)

    def teardown(self):
        noted = {**self.in_force_on, self.day: self.holds_now()}
        # Every day on which it changed, the day before, and one in five of the others.
        days = [
            d
            for d in noted
            if noted.get(d - timedelta(days=1)) is not noted[d] or d.toordinal() % 5 == 0
        ]
        days += [d - timedelta(days=1) for d in days if d - timedelta(days=1) in noted]
        case = Exemption.objects.filter(pk=self.case.pk)
        try:
            assert {d: case.annotate_in_force(d).get().is_in_force for d in days} == {
                d: noted[d] for d in days
            }
            assert {d: case.in_force(d).exists() for d in days} == {d: noted[d] for d in days}
        finally:
            super().teardown()


ApplicationLife.TestCase.settings = settings(max_examples=15, stateful_step_count=12, **FEW)
ExemptionLife.TestCase.settings = settings(max_examples=10, stateful_step_count=14, **FEW)


@pytest.mark.django_db
class TestApplicationLife(ApplicationLife.TestCase):
    """Run the machine inside the test's transaction."""


@pytest.mark.django_db
class TestExemptionLife(ExemptionLife.TestCase):
    """Run the machine inside the test's transaction."""
