"""In force, for random histories, against a simulation day by day that knows nothing of the product.

Each history is told to both: to the product as facts with their days, to the simulation as events of
the day on which they happened. Asked of every day, object, query and simulation agree.
"""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from applications.models import Exemption, Overlap
from tests import factories as make
from tests.applications.life import announce, bridge, on, order_inputs, settle
from tests.applications.machine import START

LENGTH, HORIZON = 40, 75
STEPS = (
    "suspend",
    "resume",
    "bridge",
    "conclude",
    "order",
    "surrender",
    "exclude",
    "reopen",
    "none",
)


class Simulation:
    """One exemption as a diary: every evening it notes whether the day was a day in force."""

    def __init__(self, first):
        self.began, self.last, self.stopped, self.gone = first, LENGTH - 1, False, False
        self.bridge_from = self.bridge_to = None
        self.verdict = False
        self.yields = False

    def alone(self, day):
        """Tell whether it stands by itself this evening."""
        if self.began is None or day < self.began or self.gone or self.stopped:
            return False
        bridged = self.bridge_from is not None and self.bridge_from <= day <= self.bridge_to
        return day <= self.last or (bridged and not self.verdict)


class Lives:
    """Two exemptions lived through side by side; a step that the law does not allow is left out."""

    def __init__(self, exemption, other, people):
        _town, self.ministry, self.company = people
        self.cases = (exemption, other)
        self.sims = {case.pk: Simulation(0) for case in self.cases}
        self.notes = {case.pk: {} for case in self.cases}
        self.ordered = set()

    def play(self, history):
        """Live through the days; return what the simulation noted of both."""
        for day in range(HORIZON):
            with on(START + timedelta(days=day)):
                for target, name in history.get(day, ()):
                    case = self.cases[target]
                    if name != "none" and not self.sims[case.pk].gone:
                        getattr(self, name)(case, self.sims[case.pk], day)
            self.evening(day)
        return self.notes

    def evening(self, day):
        """Note of both whether the day was a day in force."""
        one, two = self.sims.items()
        for (pk, sim), (_pk, rival) in ((one, two), (two, one)):
            self.notes[pk][day] = sim.alone(day) and not (sim.yields and rival.alone(day))

    def over(self, sim, day):
        """Tell whether period and bridge have passed."""
        carried = sim.bridge_to if sim.bridge_to is not None and not sim.verdict else -1
        return day > max(sim.last, carried)

    def suspend(self, case, sim, _day):
        if not sim.stopped:
            make.step(case, "suspend", self.company.owner, reasons="点検")
            sim.stopped = True
            event("suspend")

    def resume(self, case, sim, day):
        if sim.stopped and not self.over(sim, day):
            make.step(case, "resume", self.ministry.approver, cause="電池", fix="交換した")
            sim.stopped = False
            event("resume")

    def surrender(self, case, sim, _day):
        make.step(case, "surrender", self.company.owner, reasons="終了")
        sim.gone = True
        event("surrender")

    def bridge(self, case, sim, day):
        if sim.bridge_to is None and day <= sim.last:
            until = sim.last + 15
            bridge(case, self.ministry, self.company.owner, START + timedelta(days=until))
            sim.bridge_from, sim.bridge_to = sim.last + 1, until
            event("bridge")

    def conclude(self, case, sim, day):
        if sim.bridge_to is not None and not sim.verdict and day <= sim.bridge_to:
            words = {"conclusion": "改正された。"}
            make.step(case.bridges.get(), "conclude", self.ministry.approver, **words)
            sim.verdict = True
            event("conclude")

    def order(self, case, sim, day):
        if case.pk in self.ordered or sim.bridge_to is not None or day > sim.last - 3:
            return
        order = announce(case, self.ministry)
        make.step(order, "explain", self.company.owner, explanation="異存はない。")
        changes = {"ends_on": START + timedelta(days=sim.last - 2)}
        make.step(order, "issue", self.ministry.approver, **order_inputs(changes=changes))
        self.ordered.add(case.pk)
        sim.last -= 2
        event("order")

    def exclude(self, case, sim, _day):
        found = Overlap.objects.filter(status="found").first()
        if found is not None:
            settle(found, self.ministry, prevails=found.other(case))
            sim.yields = True
            event("exclude")

    def reopen(self, _case, _sim, _day):
        settled = Overlap.objects.filter(status="settled").first()
        if settled is not None:
            make.step(settled, "reopen", self.ministry.approver, reasons="改めて調整する。")
            for one in self.sims.values():
                one.yields = False
            event("reopen")


HISTORIES = st.dictionaries(
    st.integers(0, LENGTH + 20),
    st.lists(st.tuples(st.integers(0, 1), st.sampled_from(STEPS)), min_size=1, max_size=2),
    min_size=2,
    max_size=8,
)


@pytest.fixture
def pair(town, ministry, company):
    """Two exemptions from one provision, both begun on the first of forty days."""
    with on(START):
        period = {"starts_on": START, "ends_on": START + timedelta(days=LENGTH - 1)}
        made = []
        for _number in range(2):
            draft = make.make_draft(town, ministry, company)
            granted = make.disclose(draft, ministry, town, **make.grant_inputs(**period))
            made.append(make.run(granted.exemptions.get(), company.owner))
    return (*made, (town, ministry, company))


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(history=HISTORIES)
def test_every_day_of_every_history_is_as_simulated(pair, history):
    exemption, other, people = pair
    with transaction.atomic():
        notes = Lives(exemption, other, people).play(history)
        for pk, diary in notes.items():
            fresh = Exemption.objects.prefetch_related("suspensions", "bridges").get(pk=pk)
            found = {d: fresh.in_force(START + timedelta(days=d)) for d in diary}
            assert found == diary
            assert not fresh.in_force(START - timedelta(days=1))
        for day in range(HORIZON):
            date = START + timedelta(days=day)
            asked = set(Exemption.objects.in_force(date).values_list("pk", flat=True))
            assert asked == {pk for pk, diary in notes.items() if diary[day]}
            marked = Exemption.objects.annotate_in_force(date)
            assert {e.pk for e in marked if e.is_in_force} == asked
        transaction.set_rollback(True)
