"""K18, the renewal rate, as an indicator of a zone: who was due, who renewed, nothing under five."""

from datetime import date
from decimal import Decimal

import pytest

from kpis import values
from kpis.computed import refresh_computed, year_of
from kpis.models import Observation
from kpis.reference import load_catalogue
from kpis.spending import renewal_rate
from tests.digitalresidents.makers import at, make_registration, open_scheme
from tests.factories import make_town, step

YEAR = year_of(date(2027, 11, 1))


def registered(zone, number):
    load_catalogue()
    return [
        make_registration(zone, name=f"住民 {n}", kana=f"じゅうみん {n}") for n in range(number)
    ]


def renew(registrations):
    with at(date(2027, 10, 1)):
        for one in registrations:
            step(one, "renew", one.resident.user)


def test_renewal_rate_is_the_share_of_those_due_in_the_year(zone):
    first, second, third, leaving, *_silent = registered(zone, 6)
    renew([first, second, third])
    with at(date(2027, 10, 1)):
        step(leaving, "leave", leaving.resident.user)
    other = make_town("other", "別の町")
    open_scheme(other.zone)
    with at(date(2027, 12, 1)):
        found = renewal_rate(zone, YEAR)
        assert (found.value, found.cases) == (Decimal("60.0"), 5)
        assert renewal_rate(other.zone, YEAR) is None
        refresh_computed(zone=zone, month=YEAR[0])
        assert values.value(indicator="K18", zone=zone, period=YEAR).value == Decimal("60.0")
    assert Observation.objects.get(indicator="K18").provenance == {"computed": "K18", "cases": 5}


@pytest.mark.parametrize(("number", "day"), [(4, date(2027, 12, 1)), (5, date(2027, 11, 1))])
def test_no_rate_of_fewer_than_five_nor_before_anybody_was_due(zone, number, day):
    renew(registered(zone, number)[:1])
    with at(day):
        assert renewal_rate(zone, YEAR) is None
        refresh_computed(zone=zone, month=YEAR[0])
    assert not Observation.objects.filter(indicator="K18").exists()
