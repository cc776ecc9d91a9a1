"""Ceilings, rate and double support: what a grant would exceed, by how much, and what it collides with."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from applications.support import limits
from casework import clock
from casework.transitions import Blocked
from tests import factories as make
from tests.applications import supports
from zones.models import SupportInstrument, SupportLimit
from zones.reference import load_reference


@pytest.fixture
def cases(town, ministry, company):
    """Two support cases of one company under one instrument."""
    return [supports.asked(town, ministry, company)[0] for _ in range(2)]


def collisions(case, amount):
    """Return what a grant of an amount collides with now."""
    return limits.collisions(type(case).objects.get(pk=case.pk), amount=amount)


def grant(case, town, amount):
    """Try to grant what was proposed."""
    return make.step(case, "grant", town.approver, amount=amount, is_published=True, reasons="x")


@pytest.mark.parametrize(
    ("ceiling", "most"),
    [("company_total", 1_500_000), ("company_year", 1_500_000), ("zone_year", 1_500_000)],
)
def test_a_ceiling_holds_to_the_yen(town, cases, ceiling, most):
    supports.limit(zone=town.zone, **{ceiling: most})
    first, second = cases
    supports.granted(first, town, 1_000_000)
    supports.proposed(second, town, cost_item="別の機体", eligible_cost=9_000_000)
    over = collisions(second, 500_001)
    assert [(o.code, o.ceiling, o.used, o.over) for o in over] == [(ceiling, most, 1_000_000, 1)]
    with pytest.raises(Blocked) as refused:
        grant(second, town, 500_001)
    assert refused.value.reasons == [str(over[0])]
    assert "1,000,000" in refused.value.reasons[0]
    assert grant(second, town, 500_000).status == "granted"


def test_all_ceilings_that_are_exceeded_are_named_at_once(town, cases):
    supports.limit(zone=town.zone, company_total=10, company_year=5, zone_year=7)
    supports.proposed(cases[0], town)
    assert [(o.code, o.over) for o in collisions(cases[0], 20)] == [
        ("company_total", 10),
        ("company_year", 15),
        ("zone_year", 13),
    ]


def test_a_grant_that_is_not_disclosed_fills_the_ceiling_too(town, cases):
    supports.limit(zone=town.zone, zone_year=1_000_000)
    supports.granted(cases[0], town, 1_000_000, disclosed=False)
    supports.proposed(cases[1], town, cost_item="別")
    assert [o.over for o in collisions(cases[1], 1)] == [1]


def test_what_is_reduced_or_paid_back_frees_the_ceiling(town, cases):
    supports.limit(zone=town.zone, company_total=1_000_000)
    first = supports.granted(cases[0], town, 1_000_000)
    make.step(first, "pay", town.examiner, amount=400_000, on=clock.today())
    make.step(first, "reduce", town.approver, amount=100_000, reasons="x")
    back = {"amount": 50_000, "reason_code": "settled", "reasons": "x"}
    make.step(first, "order_repayment", town.approver, **back)
    supports.proposed(cases[1], town, cost_item="別")
    assert [o.over for o in collisions(cases[1], 100_001)] == [1]
    make.step(first, "repay", town.examiner, amount=50_000, on=clock.today())
    assert collisions(cases[1], 150_000) == []


def test_the_year_of_a_ceiling_begins_in_april(town, ministry, company):
    def at(day):
        return clock.set_to(datetime(day.year, day.month, day.day, 12, tzinfo=clock.JST))

    with at(date(2027, 3, 31)):
        first, second = (supports.asked(town, ministry, company)[0] for _ in range(2))
        supports.limit(zone=town.zone, company_year=1_000_000)
        supports.granted(first, town, 1_000_000)
        supports.proposed(second, town, cost_item="別")
        assert [o.code for o in collisions(second, 1)] == ["company_year"]
    with at(date(2027, 4, 1)):
        assert collisions(second, 1_000_000) == []


def test_a_ceiling_of_a_company_counts_every_zone_that_of_a_zone_every_company(
    town, ministry, company
):
    other_town = make.make_town("other")
    other = make.make_company("8000012010038", "別会社")
    here = supports.asked(town, ministry, company)[0]
    supports.granted(here, town, 1_000_000)
    there = supports.asked(other_town, ministry, company)[0]
    beside = supports.asked(town, ministry, other)[0]
    supports.limit(company_total=1_000_000, zone_year=1_000_000)
    supports.proposed(there, other_town, cost_item="別")
    supports.proposed(beside, town)
    assert [o.code for o in collisions(there, 1)] == ["company_total"]
    assert [o.code for o in collisions(beside, 1)] == ["zone_year"]


@pytest.mark.parametrize(("amount", "over"), [(333_333, []), (333_334, [1])])
def test_the_rate_is_rounded_down_to_the_yen(town, cases, amount, over):
    supports.limit(zone=town.zone, rate_numerator=1, rate_denominator=3)
    supports.proposed(cases[0], town, eligible_cost=1_000_001)
    assert [o.over for o in collisions(cases[0], amount)] == over


def test_without_a_rate_no_more_than_the_cost_is_granted(town, cases):
    supports.limit(zone=town.zone)
    supports.proposed(cases[0], town, eligible_cost=100)
    assert [(o.code, o.over) for o in collisions(cases[0], 101)] == [("rate", 1)]


@pytest.mark.parametrize(
    ("changes", "collides"),
    [
        ({}, True),
        ({"cost_item": "機体　３機"}, True),
        ({"cost_item": ""}, True),
        ({"cost_item": "通信装置"}, False),
        ({"cost_kind": "system"}, False),
        ({"starts_on": date(2099, 1, 1), "ends_on": date(2099, 2, 1)}, False),
    ],
)
def test_the_same_cost_is_supported_once(town, cases, changes, collides):
    supports.granted(cases[0], town, 1_000_000)
    supports.proposed(cases[1], town, **changes)
    found = collisions(cases[1], 1)
    assert [(r.case, r.amount) for r in found] == ([(cases[0], 1_000_000)] if collides else [])
    if collides:
        with pytest.raises(Blocked, match=cases[0].number):
            grant(cases[1], town, 1)


@pytest.mark.parametrize(("other", "collides"), [("nsz-28", True), ("kaso-23", False)])
def test_instruments_exclude_each_other_from_either_side(town, ministry, company, other, collides):
    subsidy, second = supports.asked(town, ministry, company, "town-subsidy", other)
    SupportLimit.objects.filter(instrument=other).update(excludes=[])
    supports.granted(subsidy, town, 1_000_000)
    supports.proposed(second, town, shape="interest")
    assert bool(collisions(second, 1)) is collides


def test_a_grant_wholly_taken_back_collides_no_more(town, cases):
    first = supports.granted(cases[0], town, 1_000_000)
    make.step(first, "reduce", town.approver, amount=1_000_000, reasons="x")
    supports.proposed(cases[1], town)
    assert collisions(cases[1], 1_000_000) == []


def test_a_zone_s_own_limit_stands_before_everybody_s_and_the_newest_holds(town, cases):
    case = cases[0]
    assert limits.limit_of(case).code == "town-subsidy"
    everybody = supports.limit(company_total=1)
    assert limits.limit_of(case) == everybody
    own = supports.limit(zone=town.zone, company_total=2)
    assert limits.limit_of(case) == own
    supports.limit(zone=make.make_town("other").zone, company_total=3)
    assert limits.limit_of(case) == own


def test_the_shipped_limits_are_valid(db):
    load_reference()
    rows = list(SupportLimit.objects.all())
    for row in rows:
        row.full_clean()
        assert row.basis
        assert row.note
    companies = SupportInstrument.objects.filter(recipient="company")
    assert {r.instrument_id for r in rows} == set(companies.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"excludes": ["nothing"]}, "excludes"),
        ({"excludes": ["town-subsidy"]}, "excludes"),
        ({"rate_numerator": 1}, "rate_denominator"),
        ({"company_total": 1, "company_year": 2}, "company_year"),
    ],
)
def test_a_limit_that_contradicts_itself_is_refused(db, values, field):
    load_reference()
    limit = SupportLimit(
        code="x",
        instrument_id="town-subsidy",
        valid_from=clock.today(),
        nature="contract",
        payer="town",
        basis="要綱",
        **values,
    )
    with pytest.raises(ValidationError) as refused:
        limit.full_clean()
    assert field in refused.value.message_dict
