"""Fixtures that every test may use; what they make is in tests.factories."""

import pytest

from tests import factories


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
