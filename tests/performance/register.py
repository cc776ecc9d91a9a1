"""What ``in_force`` costs over all exemptions."""

from __future__ import annotations

from typing import Any

from tests.performance.databases import LARGE, SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench


def run(bench: Bench, report: Report) -> None:
    """Measure counting all in force, and the first twenty of a zone."""
    from applications.models import Exemption
    from zones.models import Zone

    zone = Zone.objects.get(slug="bench-0")
    todo: dict[str, Any] = {
        "exemptions in force, counted": lambda: Exemption.objects.in_force().count(),
        "exemptions in force, the twenty that end next": lambda: list(
            Exemption.objects.in_force().order_by("ends_on", "pk")[:20]
        ),
        "exemptions in force in one zone, twenty": lambda: list(
            Exemption.objects.in_force().filter(zone=zone).order_by("-pk")[:20]
        ),
    }
    for label, ask in todo.items():
        cost = bench.compare(
            *(
                bench.on(side, side, lambda _made, ask=ask: ask(), lambda: None, 1)
                for side in (SMALL, LARGE)
            )
        )
        with bench.sides.on(LARGE):
            total = Exemption.objects.count()
        report.add(
            f"{label}, of {total:,}",
            cost[LARGE].median,
            unit="ms",
            note=f"{cost[SMALL].median:.2f} ms few",
        )
