"""A registration against a small model of the rules: random lives, every step tried at every moment."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from casework import audit
from casework.actors import SYSTEM
from casework.transitions import Blocked
from digitalresidents.consents import usable_for
from digitalresidents.models import Registration
from tests.digitalresidents.makers import at, make_registration, make_resident_user, open_scheme
from tests.factories import make_town, step

START = date(2026, 11, 23)
REASONED = {"suspend", "resume", "decline"}
MOVES = {
    "confirm": {"provisional": "basic"},
    "decline": {"provisional": "lapsed"},
    "renew": {"basic": "basic"},
    "suspend": {"basic": "suspended"},
    "resume": {"suspended": "basic"},
    "lapse": dict.fromkeys(("provisional", "basic", "suspended"), "lapsed"),
    "leave": dict.fromkeys(("provisional", "basic", "suspended", "lapsed"), "left"),
    "erase": {"left": "erased", "lapsed": "erased"},
    "promote": {},
    "return_to_basic": {},
}
ACTORS = {
    "person": {"renew", "leave"},
    "clerk": {"confirm", "decline", "suspend", "resume", "lapse", "promote", "return_to_basic"},
    "system": {"confirm", "lapse", "erase", "return_to_basic"},
}


class Life(RuleBasedStateMachine):
    """One person in one zone, without premium (its own rules are tested one by one)."""

    def __init__(self):
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.day, self.status, self.until, self.ended = START, "provisional", None, None
        with at(self.day):
            office = make_town("life")
            open_scheme(office.zone)
            user = make_resident_user(confirmed=False)
            self.registration = make_registration(office.zone, user=user, purposes=["news"])
        self.actors = {"person": user, "clerk": office.examiner, "system": SYSTEM}
        self.held = []
        self.steps = 0

    def teardown(self):
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def is_open(self, name, actor):
        """Tell what the rules say of a step today."""
        day, until = self.day, self.until
        if name == "confirm":
            return actor == "clerk"
        if name == "renew":
            return until - timedelta(days=60) <= day <= until + timedelta(days=30)
        if name == "resume":
            return day <= until
        if name == "lapse":
            return day > (until or START + timedelta(days=30))
        if name == "erase":
            return self.status == "left" or day > self.ended + timedelta(days=365)
        return True

    def expect(self, name):
        """Change the model as the step should change the registration."""
        day = self.day
        if name == "confirm":
            self.until = day.replace(year=day.year + 1) - timedelta(days=1)
            self.held.append([day, self.until])
        if name == "renew":
            first = max(self.until + timedelta(days=1), day)
            self.until = first.replace(year=first.year + 1) - timedelta(days=1)
            self.held.append([first, self.until])
        if name == "resume":
            self.held.append([day, self.until])
        if name in {"suspend", "lapse", "leave", "decline"}:
            self.held = [[a, min(b, day - timedelta(days=1))] for a, b in self.held if a < day]
        if name in {"lapse", "leave", "decline"}:
            self.ended = self.ended or day

    @rule(days=st.sampled_from([1, 29, 31, 120, 310, 366]))
    def time_passes(self, days):
        day = self.day + timedelta(days=days)
        self.day = day.replace(day=28) if (day.month, day.day) == (2, 29) else day

    @rule(name=st.sampled_from(sorted(MOVES)), actor=st.sampled_from(sorted(ACTORS)))
    def try_step(self, name, actor):
        inputs = {"reasons": "理由"} if name in REASONED else {}
        legal = self.status in MOVES[name] and name in ACTORS[actor] and self.is_open(name, actor)
        with at(self.day):
            try:
                step(self.registration, name, self.actors[actor], **inputs)
            except (Blocked, PermissionDenied):
                assert not legal, f"{actor} should be able to {name} from {self.status}"
                return
        assert legal, f"{actor} should not be able to {name} from {self.status}"
        self.expect(name)
        self.status = MOVES[name][self.status]
        self.steps += 1

    @invariant()
    def is_as_the_model_says(self):
        found = Registration.objects.get(pk=self.registration.pk)
        assert found.status == self.status
        for offset in (-1, 0, 1):
            day = self.day + timedelta(days=offset)
            assert found.is_basic_on(day) is any(a <= day <= b for a, b in self.held)

    @invariant()
    def is_used_only_while_it_holds(self):
        with at(self.day):
            held = any(a <= self.day <= b for a, b in self.held)
            alive = self.status in {"provisional", "basic", "suspended"}
            assert usable_for("news").exists() is (held and alive)
            assert usable_for("registry").exists() is alive

    @invariant()
    def keeps_an_unbroken_trail(self):
        entries = audit.trail(self.registration)
        assert entries.count() == self.steps + 1
        assert list(audit.broken_entries(entries)) == []


Life.TestCase.settings = settings(
    max_examples=15,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.django_db
class TestLife(Life.TestCase):
    """Run the machine inside the test's transaction."""
