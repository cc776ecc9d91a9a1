"""Fixtures that every test may use; what they make is in tests.factories."""

import pytest
from django.conf import settings

from tests import factories


def pytest_collection_modifyitems(config, items):
    """Leave tests that only PostgreSQL can run to the run on PostgreSQL."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    only = [item for item in items if item.get_closest_marker("postgresql")]
    items[:] = [item for item in items if item not in only]
    config.hook.pytest_deselected(items=only)


@pytest.fixture
def town(db):
    """A designated zone with its office, an examiner, an approver and an administrator."""
    return factories.make_town("town")


@pytest.fixture
def ministry(db):
    """A ministry with an approver, an examiner and a reviewer."""
    return factories.make_ministry("ministry")


@pytest.fixture
def company(db):
    """A company with an owner who may file."""
    return factories.make_company()


@pytest.fixture
def draft(town, ministry, company):
    """A complete draft with one measure that the ministry determines."""
    return factories.make_draft(town, ministry, company)
