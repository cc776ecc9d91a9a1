"""What the reform ledger costs over all cases and their trails, computed once on each side."""

from __future__ import annotations

import resource
import time

from tests.performance.databases import LARGE, SMALL
from tests.performance.figures import Report
from tests.performance.measure import Bench, cpu_of

MOST_GROWTH = 1.2  # of the cost of one entry, from few cases to many


def run(bench: Bench, report: Report) -> None:
    """Compute the ledger on both sides: CPU of process and backend, for each entry of the trail."""
    _compute(bench, SMALL)  # libraries are loaded, caches are warm
    costs = {side: _compute(bench, side) for side in (SMALL, LARGE)}
    few, many = costs[SMALL], costs[LARGE]
    for seconds, entries in (few, many):
        report.add(
            f"reform ledger over {entries:,} entries of the trail",
            seconds,
            unit="s",
            note=f"{seconds / entries * 1e6:.0f} µs an entry",
        )
    report.add(
        "reform ledger, an entry, many / few",
        (many[0] / many[1]) / (few[0] / few[1]),
        goal=MOST_GROWTH,
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report.add("memory of the process after the ledger, peak", peak, unit="MB")


def _compute(bench: Bench, side: str) -> tuple[float, int]:
    """Return CPU seconds and the number of entries read."""
    from casework.models import AuditEntry
    from cms.reform import summary

    backend = bench.backends[side]
    with bench.sides.on(side):
        before = time.process_time() + (cpu_of(backend) if backend else 0)
        summary.compute()
        after = time.process_time() + (cpu_of(backend) if backend else 0)
        return after - before, AuditEntry.objects.count()
