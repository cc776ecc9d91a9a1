"""What the two machines share: the clock, and one attempt at the door with its invariants."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, event
from hypothesis.stateful import RuleBasedStateMachine, invariant

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
