"""In force on a day, at a place: a table of cases, answered alike by the object and by the query."""

from datetime import date, timedelta

import pytest

from applications.models import Exemption, Overlap, Site
from applications.validity import UnknownPlace
from tests import factories as make
from tests.applications.life import announce, bridge, on, order_inputs, settle

pytestmark = pytest.mark.django_db
FIRST = date(2026, 12, 1)
LAST = FIRST + timedelta(days=99)


def day(number):
    """Return the day of the period with a number; 0 is its first."""
    return FIRST + timedelta(days=number)


@pytest.fixture
def trial(town, ministry, company):
    """A trial of a hundred days that began on its first."""
    with on(FIRST):
        period = make.grant_inputs(starts_on=FIRST, ends_on=LAST)
        application = make.disclose(
            make.make_draft(town, ministry, company), ministry, town, **period
        )
        return make.run(application.exemptions.get(), company.owner)


def states(exemption, *numbers, place=None):
    """Return day number → in force, after asking both ways."""
    found = {}
    for number in numbers:
        fresh = Exemption.objects.get(pk=exemption.pk)
        asked = Exemption.objects.filter(pk=exemption.pk).in_force(day(number), place).exists()
        assert fresh.in_force(day(number), place) is asked
        if place is None:
            marked = Exemption.objects.annotate_in_force(day(number)).get(pk=exemption.pk)
            assert marked.is_in_force is asked
        found[number] = asked
    return found


def test_first_day_and_last_day_count_whole(trial):
    assert states(trial, -1, 0, 99, 100) == {-1: False, 0: True, 99: True, 100: False}


def test_day_of_suspension_does_not_count_and_day_of_resumption_does(trial, ministry, company):
    with on(day(10)):
        make.step(trial, "suspend", company.owner, reasons="点検")
    with on(day(20)):
        make.step(trial, "resume", ministry.approver, cause="電池", fix="交換した")
    assert states(trial, 9, 10, 19, 20) == {9: True, 10: False, 19: False, 20: True}


def test_day_of_surrender_does_not_count(trial, company):
    with on(day(30)):
        make.step(trial, "surrender", company.owner, reasons="終了")
    assert states(trial, 29, 30, 31) == {29: True, 30: False, 31: False}


def test_day_of_revocation_and_the_days_of_its_hearing_do_not_count(trial, ministry, company):
    with on(day(30)):
        notice = {"hearing_on": day(44), "place": "会議室", "reasons": "違反"}
        make.step(trial, "open_hearing", ministry.approver, **notice)
    with on(day(45)):
        make.hear(trial, ministry, company.owner)
        make.step(trial, "revoke", ministry.approver, reasons="事実が認められる。")
    assert states(trial, 29, 30, 45, 46) == {29: True, 30: False, 45: False, 46: False}


def test_bridge_carries_on_from_the_day_after_to_its_own_last_day(trial, ministry, company):
    with on(day(90)):
        bridge(trial, ministry, company.owner, day(150))
    assert states(trial, 99, 100, 150, 151) == {99: True, 100: True, 150: True, 151: False}


def test_bridge_ends_on_the_day_of_the_verdict(trial, ministry, company):
    with on(day(90)):
        carried = bridge(trial, ministry, company.owner, day(150))
    with on(day(120)):
        make.step(carried, "conclude", ministry.approver, conclusion="改正された。")
    assert states(trial, 119, 120, 121) == {119: True, 120: False, 121: False}


def test_bridge_granted_late_leaves_the_gap_open(trial, ministry, company):
    with on(day(98)):
        make.step(trial, "request_bridge", company.owner, request="改正", reason="成果")
    with on(day(101)):
        make.step(trial, "complete", ministry.examiner)
    with on(day(110)):
        granted = {"until": day(150), "basis": "航空法", "why_safe": "条件を変えない。"}
        make.step(trial.bridges.get(), "grant", ministry.approver, **granted)
    assert Exemption.objects.get(pk=trial.pk).status == "running"
    assert states(trial, 99, 100, 109, 110) == {99: True, 100: False, 109: False, 110: True}


def test_ordered_earlier_end_holds_at_once(trial, ministry):
    with on(day(10)):
        order = announce(trial, ministry)
    with on(day(25)):
        changes = order_inputs(effective_on=day(30), changes={"ends_on": day(60)})
        make.step(order, "issue", ministry.approver, **changes)
    assert states(trial, 60, 61, 99) == {60: True, 61: False, 99: False}


@pytest.fixture
def pair(trial, town, ministry, company):
    """The trial and a later one from the same provision, begun on day 5."""
    with on(day(5)):
        period = make.grant_inputs(starts_on=day(5), ends_on=day(79))
        later = make.disclose(make.make_draft(town, ministry, company), ministry, town, **period)
        return trial, make.run(later.exemptions.get(), company.owner)


def test_excluded_one_gives_way_only_while_the_other_stands(pair, ministry, company):
    first, later = pair
    overlap = Overlap.objects.get(first=first, exemption=later)
    with on(day(10)):
        settle(overlap, ministry, from_on=day(12), prevails=later)
    with on(day(20)):
        make.step(later, "suspend", company.owner, reasons="点検")
    with on(day(30)):
        make.step(later, "resume", ministry.approver, cause="電池", fix="交換した")
    expected = {11: True, 12: False, 19: False, 20: True, 29: True, 30: False, 79: False, 80: True}
    assert states(first, *expected) == expected
    assert states(later, 12, 20, 30) == {12: True, 20: False, 30: True}


@pytest.mark.parametrize("kind", ["both", "later", "narrower"])
def test_other_rules_leave_both_in_force(pair, ministry, kind):
    first, later = pair
    with on(day(10)):
        settle(Overlap.objects.get(), ministry, kind=kind)
    assert (states(first, 12), states(later, 12)) == ({12: True}, {12: True})


def test_rule_taken_up_anew_keeps_the_past(pair, ministry):
    first, _later = pair
    with on(day(10)):
        settled = settle(Overlap.objects.get(), ministry, prevails=pair[1])
    with on(day(20)):
        make.step(settled, "reopen", ministry.approver, reasons="改めて調整する。")
    assert states(first, 9, 10, 19, 20) == {9: True, 10: False, 19: False, 20: True}
    assert Overlap.objects.get(status="found").found_on == day(20)


@pytest.fixture
def places(trial):
    """A municipality of the zone, and one outside of it."""
    inside = make.make_municipality()
    outside = make.make_municipality("282251", "朝来市")
    trial.zone.municipalities.set([inside])
    return inside, outside


@pytest.mark.parametrize("with_site", [True, False])
def test_in_force_inside_and_not_outside(trial, places, with_site):
    inside, outside = places
    if with_site:
        Site.objects.filter(exemption=trial).update(municipality=inside)
    assert states(trial, 5, 100, place=inside.code) == {5: True, 100: False}
    assert states(trial, 5, place=outside) == {5: False}


def test_site_elsewhere_leaves_the_rest_of_the_zone_out(trial, places):
    inside, outside = places
    Site.objects.filter(exemption=trial).update(municipality=outside)
    assert states(trial, 5, place=inside) == {5: False}


def test_unknown_place_is_refused_by_both(trial):
    with pytest.raises(UnknownPlace):
        trial.in_force(day(5), "999999")
    with pytest.raises(UnknownPlace):
        Exemption.objects.in_force(day(5), "999999")
