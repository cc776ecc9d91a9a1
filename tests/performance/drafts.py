"""What saving one field of a draft costs, against a bare response."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from tests.performance import web
from tests.performance.base import World
from tests.performance.databases import SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench, Subject

MOST_OVER_BASE, MOST_QUERIES = 15, 5
TOKEN = "a" * 32
BARE = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


class Writer:
    """A person who writes one field of a draft again and again."""

    def __init__(self, world: World) -> None:
        from tests import factories as make

        self.draft = make.make_draft(world.towns[0], world.ministry, world.company)
        self.url = f"/apply/applications/{self.draft.pk}/autosave/"
        self.cookie = f"{web.session_of(world.company.owner)}; csrftoken={TOKEN}"
        self.text, self.count = self.draft.plan["method"], 0

    def body(self) -> dict[str, str]:
        """Return the next entry: another text, and the digest of what was seen before."""
        from applications.apply.plan_form import digest

        self.count += 1
        seen, self.text = self.text, f"週5日、夜間に{self.count}路線で配送する。"
        return {"item": "2", "method": self.text, "base.method": digest(seen)}

    def save(self, server: web.Server) -> None:
        """Send it to a server."""
        server.post(self.url, self.body(), cookie=self.cookie, token=TOKEN)

    def queries(self, connection: Any) -> int:
        """Count the queries of one save; what opens and ends the transaction is none."""
        from django.test import Client
        from django.test.utils import CaptureQueriesContext

        client = Client(headers={"cookie": self.cookie})
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(
                self.url,
                urlencode(self.body()),
                content_type="application/x-www-form-urlencoded",
                headers={"x-csrftoken": TOKEN},
            )
        if answer.status_code != 200:
            raise RuntimeError(f"{self.url}: {answer.status_code}")
        return sum(not q["sql"].startswith(BARE) for q in captured.captured_queries)


def run(bench: Bench, world: World, report: Report, *, times: int) -> None:
    """Measure one save against the bare response, and count its queries."""
    with bench.sides.on(SMALL) as connection:
        writer = Writer(world)
        count = writer.queries(connection)
    bare, site = web.Server("bare", SMALL), web.Server("application", SMALL)
    try:
        bare.wait("/bare/")
        site.wait("/")
        cost = bench.compare(
            Subject(
                "base",
                lambda _: _often(lambda: bare.get("/bare/"), times * 10),
                _none,
                bare.cpu,
                times * 10,
            ),
            Subject(
                "autosave",
                lambda _: _often(lambda: writer.save(site), times),
                _none,
                site.cpu,
                times,
            ),
        )
    finally:
        bare.stop()
        site.stop()
    note = f"{cost['autosave'].median:.1f} ms; base {cost['base'].median:.2f} ms"
    over = cost["autosave"].over(cost["base"])
    report.add("autosave / bare response", over, goal=MOST_OVER_BASE, note=note)
    report.add("autosave, queries", count, unit="", goal=MOST_QUERIES)


def _often(act: Any, times: int) -> None:
    for _ in range(times):
        act()


def _none() -> None:
    return None
