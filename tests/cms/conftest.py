"""What the tests of the public site share."""

import pytest

from applications.models import Application
from cms.seed import seed_site
from tests import factories
from zones.reference import load_reference


@pytest.fixture
def reference(db):
    """The real reference tables."""
    load_reference()


@pytest.fixture
def site(town):
    """The seeded pages around one designated zone."""
    seed_site()
    return town


@pytest.fixture
def exemption(town, ministry, company):
    """A granted exemption, not begun."""
    return factories.make_exemption(town, ministry, company)


@pytest.fixture
def running(exemption, company):
    """An exemption in force since today."""
    return factories.run(exemption, company.owner)


def another_exemption(town, ministry, company, title="別の実証"):
    """Make one more granted exemption with a title of its own."""
    draft = factories.make_draft(town, ministry, company)
    Application.objects.filter(pk=draft.pk).update(title=title)
    draft = Application.objects.get(pk=draft.pk)
    return factories.disclose(draft, ministry, town).exemptions.get()
