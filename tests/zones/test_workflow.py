"""A zone from concept to its end: every rule, every role, and random lives against a small model."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from casework import audit, clock
from casework.actors import SYSTEM
from casework.calendar import add_legal_months
from casework.transitions import Blocked, perform
from tests import factories as make
from tests.zones import planning
from zones.models import Organisation, Zone

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def hearing_inputs():
    return {
        "text": "通院の足を確かめる。",
        "until": clock.today() + 30 * DAY,
        "bodies": ["デモ乗合", "兵庫県"],
    }


INPUTS = {
    "open_hearing": hearing_inputs,
    "apply": lambda: {"ministries": {"RCX": Organisation.objects.get(code="regulator")}},
    "announce_closing": lambda: {
        "closes_on": add_legal_months(clock.today(), 6),
        "reasons": "終了する。",
        "plan": "期限までに終える。",
    },
    "take_back_closing": {"reasons": "続ける。"},
    "refuse": {"reasons": "要件を満たさない。"},
    "revoke": {"reasons": "要件を欠いた。"},
}
# (state, step) → (who may, next state): the law, written down apart from the workflow's code.
LAW = {
    ("concept", "open_hearing"): ("administrator", "hearing"),
    ("concept", "register_existing"): ("system", "designated"),
    ("hearing", "apply"): ("approver", "applied"),
    ("applied", "designate"): ("cabinet", "designated"),
    ("applied", "refuse"): ("cabinet", "refused"),
    ("designated", "revoke"): ("cabinet", "revoked"),
    ("designated", "announce_closing"): ("approver", "designated"),
    ("designated", "take_back_closing"): ("approver", "designated"),
    ("designated", "close"): ("approver", "closed"),
}
STEPS = sorted({step for _state, step in LAW})


def make_people(code):
    office = make.make_office(
        code, "municipality", ("administrator", "examiner", "approver", "viewer")
    )
    cabinet = make.make_office(f"{code}-cao", "cabinet", ("approver", "reviewer"))
    Organisation.objects.get_or_create(
        code="regulator", defaults={"kind": "ministry", "name": "国土交通省"}
    )
    people = {
        "administrator": office.administrator,
        "examiner": office.examiner,
        "approver": office.approver,
        "viewer": office.viewer,
        "cabinet": cabinet.approver,
        "reviewer": cabinet.reviewer,
        "stranger": make.make_user("stranger"),
        "operator": make.make_user("operator", is_staff=True, is_superuser=True),
        "system": SYSTEM,
    }
    return office, people


def make_concept(office, slug="concept", **fields):
    values = {
        "legal_basis": make.make_basis(),
        "expires_on": clock.today() + timedelta(days=3650),
        "source_url": "https://example.jp/",
        "designated_text": "2020-04-01",
        **fields,
    }
    zone = Zone.objects.create(slug=slug, name="構想", lead=office.organisation, **values)
    zone.municipalities.add(make.make_municipality())
    zone.measures.add(planning.measure("RCX"))
    return zone


@pytest.fixture
def scene():
    return make_people("z")


def take(zone, step, actor, **inputs):
    fresh = Zone.objects.get(pk=zone.pk)
    known = INPUTS.get(step, {})
    given = inputs or (known() if callable(known) else known)
    return perform(fresh, step, actor=actor, version=fresh.version, **given)


def make_ready(zone, step):
    """Let pass, and be done, what the step waits for; each is tested by itself."""
    zone = Zone.objects.get(pk=zone.pk)
    if step == "apply" and zone.status == "hearing":
        Zone.objects.filter(pk=zone.pk).update(hearing_until=clock.today() - DAY)
    if step == "designate":
        for consent in zone.consents.exclude(status="consented"):
            make.step(consent, "consent", planning.approver_of(consent.ministry))
    if step == "revoke" and not zone.revocations.filter(status="heard").exists():
        zone.revocations.create(status="heard")
    if step in ("close", "take_back_closing") and zone.status == "designated":
        Zone.objects.filter(pk=zone.pk).update(
            closing_announced_on=clock.today() - 200 * DAY, closes_on=clock.today()
        )
    if step == "announce_closing":
        Zone.objects.filter(pk=zone.pk).update(closing_announced_on=None, closes_on=None)


def bring_to(office, people, state, slug="walk"):
    zone = make_concept(office, slug)
    while Zone.objects.get(pk=zone.pk).status != state:
        now = Zone.objects.get(pk=zone.pk).status
        step = {"concept": "open_hearing", "hearing": "apply", "applied": "designate"}[now]
        make_ready(zone, step)
        take(zone, step, people[LAW[now, step][0]])
    return zone


@pytest.mark.parametrize("state", ["concept", "hearing", "applied", "designated"])
def test_each_step_is_open_to_its_role_and_to_nobody_else(scene, state):
    office, people = scene
    zone = bring_to(office, people, state)
    for step in (s for at, s in LAW if at == state):
        for name, actor in people.items():
            sid = transaction.savepoint()
            make_ready(zone, step)
            if name == LAW[state, step][0]:
                assert take(zone, step, actor).status == LAW[state, step][1]
            else:
                with pytest.raises(PermissionDenied):
                    take(zone, step, actor)
            transaction.savepoint_rollback(sid)


@pytest.mark.parametrize(
    ("change", "step"),
    [
        ({"legal_basis": None}, "open_hearing"),
        ({"expires_on": None, "expiry_note": ""}, "apply"),
        ({"source_url": ""}, "register_existing"),
        ({"designated_text": ""}, "register_existing"),
    ],
)
def test_zone_without_what_the_step_needs_stays_where_it_is(scene, change, step):
    office, people = scene
    zone = make_concept(office, **change)
    if step == "apply":
        take(zone, "open_hearing", people["administrator"])
        make_ready(zone, step)
    state = Zone.objects.get(pk=zone.pk).status
    with pytest.raises(Blocked) as refused:
        take(zone, step, people[LAW[state, step][0]])
    assert len(refused.value.reasons) == 1
    assert Zone.objects.get(pk=zone.pk).status == state


def test_zone_without_a_boundary_cannot_open(scene):
    office, people = scene
    zone = make_concept(office)
    zone.municipalities.clear()
    with pytest.raises(Blocked):
        take(zone, "open_hearing", people["administrator"])


def test_expired_basis_opens_no_new_zone(scene):
    office, people = scene
    zone = make_concept(
        office, legal_basis=make.make_basis("old", expires_on=clock.today() - timedelta(1))
    )
    take(zone, "open_hearing", people["administrator"])
    make_ready(zone, "apply")
    with pytest.raises(Blocked) as refused:
        take(zone, "apply", people["approver"])
    assert len(refused.value.reasons) == 1


def test_basis_holds_to_the_end_of_its_last_day(scene):
    office, people = scene
    zone = make_concept(office, legal_basis=make.make_basis("last", expires_on=clock.today()))
    take(zone, "open_hearing", people["administrator"])
    make_ready(zone, "apply")
    assert take(zone, "apply", people["approver"]).status == "applied"


@pytest.mark.parametrize("step", ["refuse", "revoke"])
def test_what_ends_a_zone_states_its_reasons(scene, step):
    office, people = scene
    state = next(at for at, s in LAW if s == step)
    zone = bring_to(office, people, state)
    make_ready(zone, step)
    with pytest.raises(Blocked) as refused:
        take(zone, step, people[LAW[state, step][0]], reasons="  ")
    assert len(refused.value.reasons) == 1


def test_zone_is_open_to_the_end_of_its_last_day(scene):
    office, people = scene
    zone = bring_to(office, people, "designated")
    last = Zone.objects.get(pk=zone.pk).expires_on
    days = [last - timedelta(1), last, last + timedelta(1)]
    assert [Zone.objects.get(pk=zone.pk).is_open(day) for day in days] == [True, True, False]
    assert [Zone.objects.open_on(day).filter(pk=zone.pk).exists() for day in days] == [
        True,
        True,
        False,
    ]


def test_what_is_not_public_is_seen_by_its_own_office_only(scene):
    office, _unused = scene
    zone = make_concept(office)
    other, _people = make_people("other")
    seen = [
        Zone.objects.visible_to(u).filter(pk=zone.pk).exists()
        for u in (office.viewer, other.viewer)
    ]
    assert seen == [True, False]


class ZoneLife(RuleBasedStateMachine):
    """Anybody tries anything; it succeeds exactly when the law says so."""

    @initialize()
    def begin(self):
        self.sid = transaction.savepoint()
        self.office, self.people = make_people(f"life{id(self)}")
        self.zone = make_concept(self.office, slug=f"life{id(self)}")
        self.state, self.taken = "concept", 0

    @rule(
        step=st.sampled_from(STEPS),
        who=st.sampled_from(
            ["administrator", "approver", "cabinet", "viewer", "system", "operator"]
        ),
    )
    def attempt(self, step, who):
        allowed, target = LAW.get((self.state, step), (None, None))
        make_ready(self.zone, step)
        if who == allowed:
            assert take(self.zone, step, self.people[who]).status == target
            self.state, self.taken = target, self.taken + 1
            return
        with pytest.raises((PermissionDenied, Blocked)):
            take(self.zone, step, self.people[who])

    @invariant()
    def database_and_trail_agree_with_the_model(self):
        if not hasattr(self, "zone"):
            return
        assert Zone.objects.get(pk=self.zone.pk).status == self.state
        trail = audit.trail(self.zone)
        assert trail.count() == self.taken
        assert not list(audit.broken_entries(trail))

    def teardown(self):
        if hasattr(self, "sid"):
            transaction.savepoint_rollback(self.sid)


ZoneLife.TestCase.settings = settings(
    max_examples=12, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.django_db
class TestZoneLife(ZoneLife.TestCase):
    """Run the machine inside the test's transaction."""
