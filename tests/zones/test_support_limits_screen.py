"""A municipality records the limits of its own support; nobody else does, and nothing is overwritten."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.support import limits
from casework import clock
from tests import factories as make
from tests.applications import supports
from zones.models import SupportLimit
from zones.reference import load_reference


@pytest.fixture
def zone(town):
    load_reference()
    return town.zone


def url(zone):
    return reverse("console:support_limits", args=[zone.pk])


def data(**values):
    return {
        "instrument": "town-subsidy",
        "valid_from": clock.today().isoformat(),
        "company_total": "1000000",
        "company_year": "500000",
        "zone_year": "",
        "rate_numerator": "1",
        "rate_denominator": "3",
        "basis": "新しい事業の補助金交付要綱 第4条",
        "note": "",
        **values,
    }


def test_a_record_holds_in_this_zone_and_nowhere_else(zone, town, client):
    client.force_login(town.administrator)
    assert client.post(url(zone), data()).status_code == 302
    own = SupportLimit.objects.get(zone=zone)
    common = SupportLimit.objects.get(zone=None, instrument="town-subsidy")
    assert (own.company_total, own.rate, own.payer) == (1_000_000, "1/3", "town")
    assert (own.nature, own.excludes) == (common.nature, common.excludes)
    assert own.recorded_by_name == town.administrator.get_full_name()
    holding = SupportLimit.objects.holding
    today = {"instrument": "town-subsidy", "on": clock.today()}
    assert holding(zone=zone.pk, **today) == own
    assert holding(zone=make.make_town("other").zone.pk, **today) == common
    html = client.get(url(zone)).content.decode()
    assert "1,000,000円" in html
    assert "交付要綱 第4条" in html


def test_what_is_recorded_bounds_a_grant(zone, town, ministry, company, client):
    [case] = supports.asked(town, ministry, company)
    supports.proposed(case, town)
    case.refresh_from_db()
    before = limits.collisions(case, amount=1_000_001)
    client.force_login(town.administrator)
    sent = data(
        instrument=case.instrument_id, company_year="", rate_numerator="", rate_denominator=""
    )
    assert client.post(url(zone), sent).status_code == 302
    after = [(o.code, o.over) for o in limits.collisions(case, amount=1_000_001)]
    assert ("company_total", 1) in after
    assert ("company_total", 1) not in [(o.code, getattr(o, "over", 0)) for o in before]


def test_the_newest_record_holds_from_its_first_day(zone, town, client):
    client.force_login(town.administrator)
    tomorrow = clock.today() + timedelta(days=1)
    client.post(url(zone), data())
    client.post(url(zone), data(valid_from=tomorrow.isoformat(), company_total="2000000"))
    totals = [
        SupportLimit.objects.holding(instrument="town-subsidy", zone=zone.pk, on=on).company_total
        for on in (clock.today(), tomorrow)
    ]
    assert totals == [1_000_000, 2_000_000]


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"instrument": "nsz-28"}, "instrument", "選"),
        ({"valid_from": ""}, "valid_from", ""),
        ({"basis": ""}, "basis", ""),
        ({"company_total": "-1"}, "company_total", "0"),
        ({"company_total": "1", "company_year": "2"}, "company_year", "超え"),
        ({"rate_denominator": ""}, "rate_denominator", "分母"),
        ({"rate_numerator": "4"}, "rate_numerator", "経費"),
        (
            {"company_total": "", "company_year": "", "rate_numerator": "", "rate_denominator": ""},
            "__all__",
            "上限",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(zone, town, client, values, field, words):
    client.force_login(town.administrator)
    answer = client.post(url(zone), data(**values))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    assert words in str(errors[field])
    assert "新しい事業" in answer.content.decode() or field == "basis"
    assert not SupportLimit.objects.filter(zone=zone).exists()


def test_only_the_zones_administrators_record(zone, town, client):
    for person, status in (
        (town.examiner, 403),
        (town.viewer, 403),
        (make.make_town("other").administrator, 404),
    ):
        client.force_login(person)
        assert client.post(url(zone), data()).status_code == status
    assert not SupportLimit.objects.filter(zone=zone).exists()
