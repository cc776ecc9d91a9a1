"""What pages cost: against a bare response of 30 kB, and with many cases against few."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.performance import web
from tests.performance.base import World
from tests.performance.databases import LARGE, SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench, Subject

MOST_AT_SIZE = 1.2
QUICK = {
    "public zone page",
    "list, ministry, first page",
    "list, ministry, deep page",
    "list, village of 30 old cases",
    "case page",
}
HEAVY = ("pandas", "numpy", "scipy", "statsmodels", "duckdb")


@dataclass(frozen=True)
class Page:
    """A page: its address on each database, who asks, and what it may cost."""

    label: str
    url: Callable[[], str]
    cookie: str = ""
    most_over_base: float | None = None
    most_queries: int | None = None
    most_at_size: float | None = MOST_AT_SIZE


def _middle() -> str:
    """Return the cursor of a page in the middle of all applications."""
    from applications.models import Application

    last = Application.objects.order_by("-pk").values_list("pk", flat=True).first()
    return f"before={last // 2 + 300}"


def _newest_decided() -> str:
    from applications.models import Application

    found = Application.objects.filter(status="disclosed", clarifications__isnull=False)
    return f"/console/applications/{found.order_by('-pk').values_list('pk', flat=True).first()}/"


def pages(world: World) -> list[Page]:
    """Return what is measured; sessions are made in the database that is then copied."""
    ministry, town, village = (
        web.session_of(u)
        for u in (world.ministry.examiner, world.towns[0].examiner, world.village.examiner)
    )
    listed, slug = "/console/applications/", world.towns[0].zone.slug

    def at(url: str) -> Callable[[], str]:
        return lambda: url

    office = {"most_queries": 12, "most_over_base": 100}
    return [
        Page("public zone page", at(world.zone_url), most_over_base=30, most_queries=10),
        Page("list, ministry, first page", at(listed), ministry, **office),
        Page("list, ministry, deep page", lambda: f"{listed}?{_middle()}", ministry, **office),
        Page("list, ministry, by zone", at(f"{listed}?zone={slug}"), ministry, **office),
        Page("list, ministry, by state", at(f"{listed}?status=arrived"), ministry, **office),
        Page(
            "list, ministry, by zone and state",
            at(f"{listed}?zone={slug}&status=disclosed"),
            ministry,
            **office,
        ),
        Page(
            "list, ministry, by half a word (common)",
            at(f"{listed}?q=%E6%B8%AC%E3%81%AE%E3%81%9F"),
            ministry,
            **office,
        ),
        Page("list, ministry, by number", at(f"{listed}?q=20260000100"), ministry, **office),
        Page("list, town, first page", at(listed), town, **office),
        Page("list, town, by state", at(f"{listed}?status=disclosed"), town, **office),
        Page("list, village of 30 old cases", at(listed), village, **office),
        Page("case page", _newest_decided, ministry, most_over_base=120, most_queries=25),
        Page(
            "exemptions, ministry, in force today",
            at("/console/exemptions/?today=1"),
            ministry,
            most_queries=12,
        ),
        Page("my work, ministry", at("/console/"), ministry, **office),
        Page("my work, ministry, by zone", at(f"/console/?zone={slug}"), ministry, **office),
        Page("my work, ministry, all", at("/console/?whose=office"), ministry, **office),
        Page("front page", at("/"), most_at_size=None),
    ]


def _subject(name: str, server: web.Server, page: Page, url: str, times: int) -> Subject:
    def run(_made: Any) -> None:
        for _ in range(times):
            server.get(url, cookie=page.cookie)

    return Subject(name, run, lambda: None, server.cpu, times)


def queries(bench: Bench, page: Page, side: str) -> int:
    """Count the queries of one request, once caches are warm."""
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"cookie": page.cookie})
    with bench.sides.on(side) as connection:
        url = page.url()
        client.get(url)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
    return len(captured)


class Servers:
    """The bare project and the site on both databases, each with one worker."""

    def __init__(self) -> None:
        self.bare = web.Server("bare", SMALL)
        self.of = {side: web.Server("application", side) for side in (SMALL, LARGE)}

    def __enter__(self) -> Servers:
        self.bare.wait("/bare/")
        for server in self.of.values():
            server.wait("/")
        return self

    def __exit__(self, *_error: object) -> None:
        for server in (self.bare, *self.of.values()):
            server.stop()


def run(bench: Bench, wanted: list[Page], report: Report, *, times: int) -> None:
    """Measure every page against the base and against itself with few cases, then the worker."""
    with Servers() as servers:
        for page in wanted:
            _measure(bench, servers, page, report, times)
        worker = servers.of[LARGE]
        heavy = ", ".join(worker.loaded(*HEAVY)) or "none"
        report.add(
            "web worker after the mix",
            worker.resident(),
            unit="MB",
            goal=180,
            note=f"heavy libraries: {heavy}",
        )


def _measure(bench: Bench, servers: Servers, page: Page, report: Report, times: int) -> None:
    urls = {}
    for side in (SMALL, LARGE):
        with bench.sides.on(side):
            urls[side] = page.url()
    cost = bench.compare(
        _subject("base", servers.bare, Page("base", lambda: "/bare/"), "/bare/", times * 10),
        *(_subject(side, servers.of[side], page, urls[side], times) for side in (SMALL, LARGE)),
    )
    few, many, base = cost[SMALL], cost[LARGE], cost["base"]
    note = f"{few.median:.1f} ms few, {many.median:.1f} ms many; base {base.median:.2f} ms"
    report.add(
        f"{page.label} / bare response", many.over(base), goal=page.most_over_base, note=note
    )
    report.add(f"{page.label}, many / few cases", many.over(few), goal=page.most_at_size)
    count = max(queries(bench, page, side) for side in (SMALL, LARGE))
    report.add(f"{page.label}, queries", count, unit="", goal=page.most_queries)
