"""Fixtures of the indicators' tests."""

import pytest

from kpis import reference
from tests.kpis import makers


@pytest.fixture
def catalogue(db):
    """K01–K38."""
    reference.load_catalogue()


@pytest.fixture
def scene(catalogue):
    """An exemption whose trial has not begun, with everybody around it."""
    return makers.make_scene()


@pytest.fixture
def review(scene):
    """A review whose plan is complete and not registered."""
    with makers.at(makers.DAY):
        return makers.design(scene)
