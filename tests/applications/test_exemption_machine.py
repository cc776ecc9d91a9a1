"""The exemption's machine against a small model of the law, day by day."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from applications.models import Exemption
from tests import factories as make
from tests.applications.machine import FEW, START, Machine, at


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
        self.is_reported, self.offices = False, (ministry, company)
        self.in_force_on = {}

    def is_lawful(self, name, actor):
        """Tell whether a person may take a step today."""
        time_allows = {
            "gather_consent": self.day <= self.last,
            "start": self.day <= self.last,
            "resume": self.day <= self.last,
            "complete": self.day > self.last,
            "revoke": self.is_reported,
            "dismiss": self.is_reported,
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

    @rule()
    def hearing_is_held(self):
        if self.status == "revocation_hearing" and self.day >= self.hearing_on:
            if not self.is_reported:
                with at(self.day):
                    make.hear(self.case, self.offices[0], self.offices[1].owner)
            self.is_reported = True

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
            self.hearing_on, self.is_reported = self.day + timedelta(days=14), False
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


ExemptionLife.TestCase.settings = settings(max_examples=10, stateful_step_count=14, **FEW)


@pytest.mark.django_db
class TestExemptionLife(ExemptionLife.TestCase):
    """Run the machine inside the test's transaction."""
