"""A real server on a database of its own, driven by Chromium, with a clock that the test sets."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from casework import clock

ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PASSWORD = "dejima-demo-2026"


def pytest_collection_modifyitems(items):
    """Everything here needs a browser."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker("browser")


class Site:
    """A running site: its address, its clock, and its command line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = folder / "clock"
        self.clock.write_text("")
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "console.settings.journey",
            "DEJIMA_VAR": str(folder),
            "DEJIMA_CLOCK_FILE": str(self.clock),
        }
        self.environment.pop("DATABASE_URL", None)

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's database."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Start the web server and wait for it."""
        command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{self.port}", "--workers", "1", "--threads", "4", "--timeout", "120", "console.wsgi:application"]
        self.log = (self.folder / "server.log").open("w")
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=self.log, stderr=self.log)
        for _try in range(200):
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        raise AssertionError((self.folder / "server.log").read_text()[-3000:])

    def stop(self) -> None:
        """Stop the server."""
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def travel(self, moment: datetime) -> None:
        """Make a moment the present of the whole server."""
        self.clock.write_text(moment.astimezone(clock.JST).isoformat())


def _site(folder: Path, stage: str):
    site = Site(folder)
    site.manage("migrate", "--verbosity", "0")
    site.manage("demo", "--stage", stage)
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

    assert CHROMIUM, "Chromium is not installed"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Person:
    """One person with a browser of their own; notes what the console complains of."""

    def __init__(self, browser, site: Site, *, width: int, height: int) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo")
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))

    def go(self, path: str, *, status: int = 200) -> None:
        """Open a path, expecting a status."""
        answer = self.page.goto(self.site.address + path)
        assert answer is not None
        assert answer.status == status, f"{path}: {answer.status}"

    def sign_in(self, address: str, password: str = PASSWORD) -> "Person":
        """Sign in with e-mail and password."""
        self.go("/accounts/login/")
        self.page.locator("input[name=login]").fill(address)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main form [type=submit]").first.click()
        self.page.wait_for_load_state()
        assert "/accounts/login" not in self.page.url, self.page.inner_text("main")
        return self

    def fill(self, values: dict[str, object]) -> None:
        """Fill fields by name: text, date, select, radio or checkbox."""
        for name, value in values.items():
            fields = self.page.locator(f"main [name='{name}']")
            kind = fields.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind == "select":
                fields.first.select_option(str(value))
            elif kind in {"checkbox", "radio"}:
                for one in value if isinstance(value, list) else [value]:
                    chosen = fields.first if one is True else self.page.locator(f"main [name='{name}'][value='{one}']")
                    chosen.check(force=True)
            else:
                fields.first.fill(str(value))

    def submit(self, selector: str = "main form [type=submit]") -> None:
        """Press the button and wait for the next page."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def text(self) -> str:
        """Return what the main part of the page says."""
        return self.page.inner_text("main")

    def close(self) -> None:
        """Close the browser; nothing may have complained."""
        self.context.close()


@pytest.fixture
def people(browser):
    """Make people: ``people(site, phone=True)``; all are closed at the end."""
    made: list[Person] = []

    def make(site: Site, *, phone: bool = False) -> Person:
        size = {"width": 375, "height": 812} if phone else {"width": 1280, "height": 900}
        made.append(Person(browser, site, **size))
        return made[-1]

    yield make
    for person in made:
        person.close()


@pytest.fixture
def axe():
    """Return a function (page) → violations of WCAG 2.2 AA and best practice."""
    from axe_playwright_python.sync_playwright import Axe

    runner = Axe()

    def violations(page):
        options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
        found = runner.run(page, options=options).response["violations"]
        return [f"{v['id']}: {n['target']}" for v in found for n in v["nodes"]]

    return violations
