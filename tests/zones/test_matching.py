"""Matching of support: each answer with its reasons; what is not known is never guessed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from casework import clock
from tests import factories
from zones.expiry_views import endings, stage
from zones.matching import Fit, Situation, match, not_ruled_out, situation_of, whole
from zones.models import Municipality, SupportInstrument

TODAY = date(2026, 11, 24)
ALL_KNOWN = {"industry": "lodging", "plan": True, "investment": True}


def instrument(**changes):
    """Return an unsaved instrument on 過疎法 23: depopulated, planned, industry, investment."""
    values = {
        "code": "x",
        "name": "x",
        "kind": "tax",
        "recipient": "company",
        "expires_on": date(2031, 3, 31),
        "conditions": [
            {"kind": "kaso", "basis": "過疎法 第23条", "text": "区域内"},
            {"kind": "plan", "basis": "過疎法 第23条", "text": "計画"},
            {"kind": "industry", "basis": "過疎法 第23条", "text": "業種", "values": ["lodging"]},
            {"kind": "investment", "basis": "過疎法 第23条", "text": "取得"},
        ],
        **changes,
    }
    return SupportInstrument(**values)


def situation(
    kaso=("whole",), on=TODAY, basis="pic", population=None, recipient="company", **facts
):
    """Return a situation of which everything is known."""
    return Situation(
        on=on,
        kaso=kaso,
        basis=basis,
        population=population,
        recipient=recipient,
        facts={**ALL_KNOWN, **facts},
    )


@pytest.mark.parametrize(
    ("given", "fit"),
    [
        ({}, Fit.YES),
        ({"kaso": ("deemed",)}, Fit.YES),
        ({"kaso": ("none",)}, Fit.NO),
        ({"kaso": ("partial",)}, Fit.UNKNOWN),
        ({"kaso": ("none", "whole")}, Fit.UNKNOWN),
        ({"kaso": ()}, Fit.UNKNOWN),
        ({"industry": None}, Fit.UNKNOWN),
        ({"industry": "mining"}, Fit.NO),
        ({"plan": None}, Fit.UNKNOWN),
        ({"plan": False}, Fit.NO),
        ({"on": date(2031, 3, 31)}, Fit.YES),
        ({"on": date(2031, 4, 1)}, Fit.NO),
        ({"recipient": "municipality"}, Fit.NO),
        ({"kaso": ("none",), "plan": None}, Fit.NO),
    ],
)
def test_matching_answers_by_what_is_known(given, fit):
    assert match(instrument(), situation(**given)).fit == fit


@pytest.mark.parametrize(
    ("condition", "given", "fit"),
    [
        ({"kind": "programme", "values": ["nsz"]}, {"basis": "nsz"}, Fit.YES),
        ({"kind": "programme", "values": ["nsz"]}, {"basis": "srz"}, Fit.NO),
        ({"kind": "programme", "values": ["nsz"]}, {"basis": None}, Fit.UNKNOWN),
        ({"kind": "population", "values": [30_000]}, {"population": 30_000}, Fit.YES),
        ({"kind": "population", "values": [30_000]}, {"population": 30_001}, Fit.NO),
        ({"kind": "population", "values": [30_000]}, {}, Fit.UNKNOWN),
        ({"kind": "sectors", "values": ["tourism"]}, {"sectors": ["food", "tourism"]}, Fit.YES),
        ({"kind": "sectors", "values": ["tourism"]}, {"sectors": ["food"]}, Fit.NO),
        ({"kind": "sectors", "values": ["tourism"]}, {"sectors": []}, Fit.UNKNOWN),
    ],
)
def test_each_kind_of_condition_reads_its_own_fact(condition, given, fit):
    one = instrument(conditions=[{"basis": "法", "text": "条件", **condition}])
    assert match(one, situation(**given)).fit == fit


def test_a_reason_names_condition_fact_and_law():
    reason = match(instrument(), situation(kaso=("none",))).reasons[2]
    assert (reason.fit, reason.text, reason.basis) == (Fit.NO, "区域内", "過疎法 第23条")
    assert reason.fact


def test_an_expiry_that_was_not_verified_is_not_taken_for_none():
    one = instrument(expires_on=None, unverified_fields=["expires_on"], conditions=[])
    assert match(one, situation()).fit == Fit.UNKNOWN
    one.unverified_fields = []
    assert match(one, situation()).fit == Fit.YES


def test_what_has_not_begun_does_not_apply():
    one = instrument(starts_on=date(2027, 4, 1), conditions=[])
    assert match(one, situation()).fit == Fit.NO


def test_one_no_decides_then_one_unknown():
    assert whole([Fit.YES, Fit.UNKNOWN, Fit.NO]) == Fit.NO
    assert whole([Fit.YES, Fit.UNKNOWN]) == Fit.UNKNOWN
    assert whole([]) == Fit.YES


@pytest.mark.parametrize(("kaso", "shown"), [("whole", True), ("none", False)])
def test_a_depopulated_zone_shows_articles_23_and_24(reference, kaso, shown):
    zone = factories.make_town("town").zone
    Municipality.objects.filter(zones=zone).update(kaso=kaso)
    found = not_ruled_out(SupportInstrument.objects.for_list(), situation_of(zone, on=TODAY))
    codes = {one.instrument.pk for one in found}
    assert ({"kaso-23", "kaso-24"} <= codes) is shown
    assert "nsz-28" not in codes  # the zone rests on another programme


def test_every_instrument_names_its_source_and_what_was_not_verified(reference):
    found = list(SupportInstrument.objects.all())
    assert all(one.source_text for one in found)
    assert all(one.law_id or not one.is_fully_verified for one in found)
    assert all(one.rate == "" for one in found if "rate" in one.unverified_fields)


@pytest.mark.parametrize(
    ("ends_on", "code"),
    [
        (date(2026, 11, 23), "over"),
        (date(2026, 11, 24), "within-3"),
        (date(2027, 2, 24), "within-3"),
        (date(2027, 3, 31), "within-6"),
        (date(2027, 5, 25), "within-12"),
        (date(2027, 11, 24), "within-12"),
        (date(2031, 3, 31), "later"),
    ],
)
def test_an_end_warns_twelve_six_and_three_months_ahead(ends_on, code):
    assert stage(ends_on, TODAY)[0] == code


def test_the_list_of_ends_takes_two_queries(reference, django_assert_num_queries):
    factories.make_basis("srz", expires_on=date(2027, 3, 31))
    with django_assert_num_queries(2):
        rows = endings(TODAY)
    assert [row.ends_on for row in rows] == [date(2027, 3, 31)] + [date(2031, 3, 31)] * 4


def test_the_console_lists_what_expires(reference):
    town = factories.make_town("town")
    factories.make_basis("srz", expires_on=date(2027, 3, 31))
    client = Client()
    client.force_login(town.administrator)
    with clock.set_to(clock.datetime(2026, 11, 24, 9, tzinfo=clock.JST)):
        page = client.get(reverse("console:expiring"))
    assert page.status_code == 200
    assert page.content.decode().count("data-ending=") == 5
    assert 'data-ending="within-6"' in page.content.decode()
