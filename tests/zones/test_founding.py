"""A new zone from a template, its flags, and the warnings of what ends."""

import json
from datetime import date, datetime

import pytest
from django.urls import reverse

from casework import audit, clock
from casework.calendar import add_legal_months
from casework.models import Notice
from cms.models import ZonePage
from cms.seed import seed_site
from kpis.reference import load_catalogue
from tests import factories as make
from tests.zones.planning import DAY, Plan
from zones import blueprints
from zones.eligibility import flags
from zones.loader import load_regime
from zones.models import ExpiryWarning, LegalBasis, Municipality, Zone
from zones.warning import due, ends_of, warn_of_ends

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(reference):
    load_regime()
    return reference


@pytest.fixture
def clerk(country):
    return make.make_office(
        "yabu-office", "municipality", ("administrator", "viewer"), "養父市役所"
    )


def found(client, clerk, **data):
    client.force_login(clerk.administrator)
    values = {"template": "mobility", "municipality": "282227", "name": "", **data}
    return client.post(reverse("console:zone_new"), values)


def test_every_template_rests_on_real_reference_data(country):
    from kpis.models import Indicator

    load_catalogue()
    known = set(Indicator.objects.values_list("code", flat=True))
    assert sorted(blueprints.blueprints()) == [
        "drone",
        "education",
        "farmland",
        "mobility",
        "telemedicine",
    ]
    named = {g["indicator"] for one in blueprints.blueprints().values() for g in one.goals}
    assert named <= known


@pytest.mark.parametrize(
    "change",
    [
        {"measures": ["XX99"]},
        {"legal_basis": "none"},
        {"procedures": ["none"]},
        {"years": 0},
        {"summary": "町の名なし"},
        {"goals": [{"indicator": "K01"}]},
        {"code": "other"},
        {"extra": 1},
    ],
)
def test_wrong_template_is_refused_by_name(tmp_path, change):
    entry = json.loads((blueprints.FOLDER / "drone.json").read_text(encoding="utf-8"))
    file = tmp_path / "drone.json"
    file.write_text(json.dumps({**entry, **change}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"drone\.json"):
        blueprints.read(file)


def test_one_clerk_makes_a_public_concept_with_a_page(client, clerk):
    seed_site()
    answer = found(client, clerk)
    zone = Zone.objects.get()
    assert answer.url == reverse("console:zone", args=[zone.pk])
    assert (zone.status, zone.slug, zone.announced_on) == (
        "concept",
        "yabu-shi-mobility",
        clock.today(),
    )
    assert zone.expires_on == add_legal_months(clock.today(), 60)
    assert sorted(zone.measures.values_list("pk", flat=True)) == ["RC14", "RC22"]
    assert [e.step for e in audit.trail(zone)] == ["make_zone"]
    client.logout()
    page = client.get(zone.get_absolute_url())
    assert page.status_code == 200
    assert ZonePage.objects.live().filter(zone=zone).count() == 1
    assert page.context["live"].takes_applications is False
    assert "指定・認定されていません" in page.content.decode()
    found(client, clerk)
    assert set(Zone.objects.values_list("slug", flat=True)) == {zone.slug, f"{zone.slug}-2"}


@pytest.mark.parametrize(
    "data", [{"template": ""}, {"template": "none"}, {"municipality": ""}, {"municipality": "1"}]
)
def test_incomplete_form_makes_nothing_and_keeps_the_rest(client, clerk, data):
    answer = found(client, clerk, name="わが町の特区", **data)
    assert (answer.status_code, Zone.objects.count()) == (422, 0)
    assert "わが町の特区" in answer.content.decode()


def test_expired_basis_founds_no_zone(client, clerk):
    LegalBasis.objects.filter(pk="nsz").update(expires_on=clock.today() - DAY)
    assert found(client, clerk).status_code == 422
    LegalBasis.objects.filter(pk="nsz").update(expires_on=clock.today())
    assert found(client, clerk).status_code == 302


def test_office_plans_within_its_prefecture_only(client, clerk):
    clerk.organisation.municipality = Municipality.objects.get(pk="282227")
    clerk.organisation.save()
    assert found(client, clerk, municipality="011002").status_code == 422
    assert found(client, clerk, municipality="282014").status_code == 302


def test_places_are_found_by_name_reading_and_code(client, clerk):
    client.force_login(clerk.administrator)
    for query in ("養父", "ヤブ", "282227"):
        answer = client.get(reverse("console:zone_places"), {"q": query})
        assert b'value="282227"' in answer.content
    with_search = client.post(reverse("console:zone_new"), {"q": "養父", "search": "1"})
    assert (with_search.status_code, Zone.objects.count()) == (200, 0)


@pytest.mark.parametrize(("people", "small"), [(30_000, True), (30_001, False), (None, None)])
def test_small_means_at_most_thirty_thousand(people, small):
    town = make.make_municipality()
    town.population_census_2025_preliminary = people
    flag = flags(town)[0]
    assert (flag.met, flag.as_of) == (small, date(2025, 10, 1) if people else None)


@pytest.mark.parametrize(("kaso", "met"), [("whole", True), ("partial", True), ("none", False)])
def test_depopulated_flag_has_its_day_and_source(kaso, met):
    town = make.make_municipality()
    town.kaso = kaso
    flag = flags(town)[1]
    assert (flag.met, flag.as_of, bool(flag.source)) == (met, date(2022, 4, 1), True)


def at(day):
    return clock.set_to(datetime(day.year, day.month, day.day, 6, tzinfo=clock.JST))


def test_warnings_go_out_at_each_stage_exactly_once():
    plan = Plan()
    ends = date(2031, 3, 31)
    Zone.objects.filter(pk=plan.zone.pk).update(expires_on=ends)
    sent = []
    for day in (
        date(2030, 3, 30),
        date(2030, 3, 31),
        date(2030, 4, 1),
        date(2030, 9, 30),
        date(2030, 10, 1),
        date(2030, 12, 31),
        date(2031, 3, 31),
        date(2031, 4, 1),
    ):
        with at(day):
            sent.append((warn_of_ends.func(), warn_of_ends.func()))
    assert sent == [(0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (1, 0), (0, 0), (0, 0)]
    assert list(ExpiryWarning.objects.order_by("pk").values_list("months", flat=True)) == [12, 6, 3]
    notices = Notice.objects.filter(kind="zone.expiry")
    assert notices.count() == 3
    told = set(notices.first().recipients.values_list("user", flat=True))
    assert told == {plan.town.administrator.pk, plan.town.examiner.pk, plan.town.approver.pk}


def test_late_zone_gets_the_nearest_stage_only():
    plan = Plan()
    Zone.objects.filter(pk=plan.zone.pk).update(expires_on=clock.today() + 20 * DAY)
    assert warn_of_ends.func() == 1
    assert ExpiryWarning.objects.get().months == 3


def test_basis_area_act_and_period_are_all_warned_of():
    plan = Plan()
    basis = make.make_basis("srz-test", expires_on=date(2027, 3, 31))
    Zone.objects.filter(pk=plan.zone.pk).update(legal_basis=basis)
    Municipality.objects.update(kaso="whole")
    ends = {end.what: end.ends_on for end in ends_of(plan.fresh())}
    assert ends["basis:srz-test"] == date(2027, 3, 31)
    assert ends["kaso"] == date(2031, 3, 31)
    assert set(ends) == {"basis:srz-test", "kaso", "zone"}
    found_due = [(end.what, months) for _zone, end, months in due(date(2026, 10, 1))]
    assert found_due == [("basis:srz-test", 6)]


@pytest.mark.parametrize("rows", [1, 3])
def test_due_asks_twice_whatever_the_number_of_zones(django_assert_num_queries, rows):
    for number in range(rows):
        Plan(f"p{number}")
    with django_assert_num_queries(2):
        due(clock.today())
