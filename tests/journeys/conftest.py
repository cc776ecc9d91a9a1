"""Real servers on databases of their own, driven by Chromium, with clocks that the test sets."""

import os

import pytest

from tests.journeys.people import FLAGS, Person, chromium_path
from tests.journeys.site import Site, play_demo


def pytest_collection_modifyitems(items):
    """Everything here needs a browser."""
    for item in items:
        if item.nodeid.startswith("tests/journeys/"):
            item.add_marker("browser")


def _site(folder, stage):
    site = Site(folder)
    play_demo(site, stage)
    site.start()
    return site


@pytest.fixture(scope="session")
def empty_site(tmp_path_factory):
    """A site with real reference data, offices and accounts, and no case yet."""
    site = _site(tmp_path_factory.mktemp("empty"), "empty")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def full_site(tmp_path_factory):
    """A site with the whole demo."""
    site = _site(tmp_path_factory.mktemp("full"), "review")
    yield site
    site.stop()


@pytest.fixture(scope="session")
def browser():
    """Chromium, once for all journeys."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_path(), args=FLAGS, env={**os.environ, "LANGUAGE": "ja"}
        )
        yield chromium
        chromium.close()


@pytest.fixture
def people(browser):
    """Make people: ``people(site, "sora-owner", phone=True)``, signed in when an account is named.

    All are closed at the end, and no console may have complained.
    """
    made = []

    def make(site, account="", *, phone=False, javascript=True):
        made.append(Person(browser, site, account=account, phone=phone, javascript=javascript))
        return made[-1]

    yield make
    complaints = [complaint for person in made for complaint in person.complaints]
    for person in made:
        person.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe():
    """Return a function (page) → violations of WCAG 2.2 AA, each with the place where it stands."""
    from axe_playwright_python.sync_playwright import Axe

    runner = Axe()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

    def violations(page):
        found = runner.run(page, options={"runOnly": {"type": "tag", "values": tags}})
        return [
            f"{v['id']}: {n['target']}" for v in found.response["violations"] for n in v["nodes"]
        ]

    return violations
