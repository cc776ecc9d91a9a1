"""A town that accepts digital residents, on a fixed day."""

import pytest

from tests.digitalresidents import makers
from tests.factories import make_town


@pytest.fixture(autouse=True)
def today():
    """Every test of this app happens on one day."""
    with makers.at(makers.TODAY):
        yield makers.TODAY


@pytest.fixture
def office(today, db):
    """A town office whose zone accepts residents."""
    office = make_town("yabu")
    makers.open_scheme(office.zone)
    return office


@pytest.fixture
def zone(office):
    """The zone of that office."""
    return office.zone


@pytest.fixture
def basic(zone):
    """A registration confirmed today."""
    return makers.make_registration(zone)
