"""Counts: people and registrations on a day, and nothing under five."""

from datetime import date

import pytest

from digitalresidents import counts
from digitalresidents.counts import Count, counts_by_zone, publishable, renewal_basis, total
from digitalresidents.models import TierPeriod
from digitalresidents.registering import register
from tests.digitalresidents.makers import at, make_premium, make_registration, open_scheme
from tests.factories import make_town, step

HIDDEN = Count(None, suppressed=True)


def shown(number):
    return Count(number, suppressed=False)


@pytest.mark.parametrize(
    ("exact", "count"), [(0, HIDDEN), (1, HIDDEN), (4, HIDDEN), (5, shown(5)), (1200, shown(1200))]
)
def test_cells_under_five_are_hidden(exact, count):
    assert publishable(exact) == count


@pytest.mark.parametrize(
    ("cells", "count"),
    [
        ([10, 20], shown(30)),
        ([10, 4], HIDDEN),
        ([10, 1, 1], HIDDEN),
        ([10, 4, 4], shown(18)),
        ([10, 0, 4], HIDDEN),
        ([], HIDDEN),
    ],
)
def test_a_total_never_betrays_a_hidden_cell(cells, count):
    assert total(cells) == count


@pytest.mark.parametrize(
    ("registered", "premium", "expected"),
    [
        (4, 0, (HIDDEN, HIDDEN, HIDDEN)),
        (9, 0, (shown(9), HIDDEN, HIDDEN)),
        (12, 3, (shown(12), HIDDEN, HIDDEN)),
        (12, 8, (shown(12), HIDDEN, HIDDEN)),
        (12, 6, (shown(12), shown(6), shown(6))),
    ],
)
def test_a_breakdown_is_hidden_as_a_whole(registered, premium, expected):
    found = counts._zone_counts(date(2026, 11, 23), registered, premium)
    assert (found.registered, found.basic, found.premium) == expected


def people(zone, number):
    return [
        make_registration(zone, name=f"住民 {n}", kana=f"じゅうみん {n}") for n in range(number)
    ]


def test_people_and_registrations_differ(office, zone):
    first, *_others = people(zone, 3)
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    user = first.resident.user
    register(zone=other.zone, actor=user, user=user)
    assert counts.unique_residents() == 3
    assert counts.registrations() == 4
    assert counts.unique_residents(zone=other.zone) == 1
    assert counts.registrations(on=date(2026, 11, 22)) == 0


def test_counts_by_zone_take_two_queries(office, zone, django_assert_num_queries):
    registrations = people(zone, 6)
    make_premium(registrations[0], office.examiner)
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    with django_assert_num_queries(2):
        found = counts_by_zone(zones=[zone, other.zone])
    assert found[zone.pk].registered == shown(6)
    assert found[zone.pk].premium == HIDDEN
    assert found[other.zone.pk].registered == HIDDEN


def test_renewing_early_counts_nobody_twice(zone, basic):
    with at(date(2027, 10, 1)):
        step(basic, "renew", basic.resident.user)
        found = counts_by_zone(zones=[zone], on=date(2027, 11, 22))
    assert counts.registrations(on=date(2027, 11, 22)) == 1
    assert counts.registrations(on=date(2027, 11, 23)) == 1
    assert found[zone.pk].registered == HIDDEN


def test_renewal_basis_counts_who_ran_out_and_who_renewed(zone):
    renewing, late, silent, leaving = people(zone, 4)
    span = {"first": date(2027, 11, 1), "last": date(2027, 11, 30), "zone": zone}
    with at(date(2027, 10, 1)):
        step(renewing, "renew", renewing.resident.user)
        step(leaving, "leave", leaving.resident.user)
    with at(date(2027, 12, 1)):
        assert renewal_basis(**span) == counts.RenewalBasis(due=3, renewed=1)
        step(late, "renew", late.resident.user)
        assert renewal_basis(**span) == counts.RenewalBasis(due=3, renewed=2)
        assert renewal_basis(**span).rate is None
    assert silent.status == "basic"


def test_the_rate_needs_five():
    assert counts.RenewalBasis(due=4, renewed=2).rate is None
    assert counts.RenewalBasis(due=8, renewed=2).rate == 25.0


def test_active_residents_have_three_activities(office, basic):
    make_premium(basic, office.examiner)
    span = {"first": date(2026, 1, 1), "last": date(2026, 12, 31), "zone": basic.zone}
    assert counts.active_residents(**span) == 1
    assert counts.active_residents(**{**span, "last": date(2026, 11, 22)}) == 0


def test_periods_are_ordered_in_the_database(basic):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        TierPeriod.objects.update(ends_on=date(2026, 1, 1))
