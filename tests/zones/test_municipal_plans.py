"""What a zone records of its plans answers the conditions of support: yes, no, or what is still open."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from casework import clock
from tests import factories as make
from zones.matching import match, situation_of
from zones.models import Municipality, MunicipalPlan, SupportInstrument
from zones.municipal_plan_views import record_plan
from zones.reference import load_reference


@pytest.fixture
def zone(town):
    load_reference()
    Municipality.objects.filter(zones=town.zone).update(kaso="whole")
    return town.zone


def record(town, **values):
    values = {
        "kind": "kaso",
        "title": "養父市過疎地域持続的発展計画",
        "names_area": True,
        "trades": ["manufacturing", "lodging"],
        "starts_on": date(2021, 4, 1),
        "ends_on": None,
        "source": "市の計画 12頁",
        **values,
    }
    return record_plan(actor=town.administrator, zone=town.zone, **values)


def fits(zone, code="kaso-23", on=None, **facts):
    """Return kind → answer of the conditions of an instrument."""
    instrument = SupportInstrument.objects.get(pk=code)
    found = match(instrument, situation_of(zone, on=on or clock.today(), **facts))
    return dict(zip([c["kind"] for c in instrument.conditions], found.reasons[2:], strict=True))


def answers(zone, **facts):
    found = fits(zone, **facts)
    return found["plan"].fit, found["industry"].fit


def test_without_a_plan_nothing_can_be_told(zone):
    assert answers(zone) == ("unknown", "unknown")


@pytest.mark.parametrize(
    ("trade", "fit"),
    [({}, "unknown"), ({"industry": "lodging"}, "yes"), ({"industry": "information"}, "no")],
)
def test_the_plan_answers_for_the_area_and_for_the_trade(zone, town, trade, fit):
    record(town)
    assert answers(zone, **trade) == ("yes", fit)


def test_the_reason_names_the_plan(zone, town):
    record(town)
    reason = fits(zone, industry="information")["industry"]
    assert "養父市過疎地域持続的発展計画" in reason.fact


def test_a_plan_that_names_neither_says_no(zone, town):
    record(town, names_area=False, trades=[])
    assert answers(zone) == ("no", "no")


@pytest.mark.parametrize(("on", "fit"), [(date(2026, 3, 31), "yes"), (date(2026, 4, 1), "unknown")])
def test_a_plan_answers_for_its_own_days(zone, town, on, fit):
    record(town, ends_on=date(2026, 3, 31))
    assert fits(zone, on=on)["plan"].fit == fit
    assert fits(zone, on=date(2021, 3, 31))["plan"].fit == "unknown"


def test_a_plan_of_one_law_answers_no_condition_of_another(zone, town):
    record(town)
    assert fits(zone, "nsz-27-2")["plan"].fit == "unknown"
    record(town, kind="strategic", trades=[])
    assert fits(zone, "nsz-27-2")["plan"].fit == "yes"


def test_the_newest_record_holds_and_the_older_is_kept(zone, town):
    record(town)
    record(town, names_area=False)
    assert fits(zone)["plan"].fit == "no"
    assert MunicipalPlan.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        MunicipalPlan.objects.update(names_area=True)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"trades": ["banking"]}, "trades"),
        ({"kind": "strategic"}, "trades"),
        ({"ends_on": date(2021, 3, 31)}, "ends_on"),
        ({"kind": "nothing"}, "kind"),
    ],
)
def test_a_record_that_cannot_be_is_refused(zone, town, values, field):
    with pytest.raises(ValidationError) as refused:
        record(town, **values)
    assert field in refused.value.message_dict


def test_only_the_zone_s_office_records(zone, town, client):
    for person in (town.viewer, make.make_town("other").administrator):
        with pytest.raises(PermissionDenied):
            record_plan(actor=person, zone=zone)
    client.force_login(town.administrator)
    url = reverse("console:zone_plans", args=[zone.pk])
    data = {
        "kind": "kaso",
        "title": "計画",
        "names_area": "0",
        "starts_on": (clock.today() - timedelta(days=1)).isoformat(),
        "source": "市の計画",
    }
    assert client.post(url, {**data, "title": ""}).status_code == 422
    assert client.post(url, data).status_code == 302
    assert MunicipalPlan.objects.get().names_area is False


def test_the_public_page_answers_for_a_trade(zone, town, client):
    record(town)
    page = client.get("/support/", {"zone": zone.slug, "trade": "lodging"})
    assert page.status_code == 200
    assert client.get("/support/", {"zone": zone.slug, "trade": "x"}).status_code == 422
