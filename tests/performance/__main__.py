"""``python -m tests.performance``: make two databases, measure, print the table, remove the databases.

Needs PostgreSQL: DEJIMA_BENCH_POSTGRESQL, or postgresql://postgres@127.0.0.1:5432/. The role must be
allowed to create databases. Nothing else on the server is read or changed.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time

from tests.performance import databases
from tests.performance.databases import LARGE, SMALL, Sides
from tests.performance.figures import Report
from tests.performance.measure import Bench

FEW = 1_000


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.performance", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="10,000 cases, five pages")
    parser.add_argument("--more", type=int, help="cases more in the large database (100,000)")
    parser.add_argument("--rounds", type=int, default=9, help="interleaved rounds, at least 7")
    parser.add_argument(
        "--only",
        choices=["steps", "drafts", "letters", "pages", "lists", "register", "ledger"],
        help="one part alone",
    )
    parser.add_argument("--keep", action="store_true", help="leave the databases for a closer look")
    chosen = parser.parse_args()
    chosen.more = chosen.more or (10_000 if chosen.quick else 100_000)
    chosen.rounds = 7 if chosen.quick else max(7, chosen.rounds)
    return chosen


def say(text: str) -> None:
    """Print at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def prepare(more: int) -> tuple[object, list[object]]:
    """Fill both databases; return the world and the pages that are measured."""
    from django.core.management import call_command
    from django.db import connection

    from tests.performance import base, pages, seed

    call_command("migrate", run_syncdb=True, verbosity=0)
    world = base.make()
    wanted = pages.pages(world)
    seed.seed(connection, world, start=1, count=FEW)
    databases.copy()
    with (sides := Sides()).on(LARGE) as large:
        seed.seed(large, world, start=FEW + 1, count=more)
    sides.close()
    return world, wanted


def measure(chosen: argparse.Namespace) -> Report:
    """Prepare and measure everything."""
    began = time.monotonic()
    from tests.performance import drafts, ledger, letters, pages, register, steps

    say(f"preparing {FEW:,} and {FEW + chosen.more:,} cases …")
    world, wanted = prepare(chosen.more)
    say(f"  {time.monotonic() - began:.0f} s; measuring {chosen.rounds} rounds …")
    sides = Sides()
    bench = Bench(sides, rounds=chosen.rounds)
    counted = (
        "process + PostgreSQL backend" if bench.counts_backend else "process only (no backend here)"
    )
    about = {"cpu": counted, "rounds": chosen.rounds, "few": FEW, "many": FEW + chosen.more}
    report = Report({**about, "cores": os.cpu_count(), "quick": chosen.quick})
    if chosen.quick:
        wanted = [page for page in wanted if page.label in pages.QUICK]
    parts = {
        "steps": lambda: steps.run(bench, world, report),
        "drafts": lambda: drafts.run(bench, world, report, times=2 if chosen.quick else 6),
        "letters": lambda: letters.run(bench, world, report),
        "pages": lambda: pages.run(bench, wanted, report, times=2 if chosen.quick else 6),
        "lists": lambda: pages.run(bench, _lists(wanted), report, times=4),
        "register": lambda: register.run(bench, report),
        "ledger": lambda: ledger.run(bench, report),
    }
    for name, part in parts.items():
        if chosen.only == name or (chosen.only is None and name != "lists"):
            part()
    time_check(report)
    sides.close()
    return report


def _lists(wanted: list[object]) -> list[object]:
    """Return the pages of the office's lists and queue alone."""
    return [page for page in wanted if page.label.startswith(("list", "my work"))]


def time_check(report: Report) -> None:
    """Time ``manage.py check`` in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "manage.py", "check"], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    report.add("manage.py check (CPU)", seconds, unit="s", goal=3)


def main() -> int:
    """Run; the databases go whatever happens. Misses are said, not made an error."""
    chosen = arguments()
    os.environ["DATABASE_URL"] = databases.address(SMALL)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.performance.settings"
    databases.create()
    try:
        import django

        django.setup()
        report = measure(chosen)
    finally:
        if not chosen.keep:
            databases.drop()
    say(
        f"\nCPU counted: {report.about['cpu']}; {report.about['cores']} cores; medians of {chosen.rounds} interleaved rounds\n"
    )
    say(report.table())
    say(f"\n{report.write()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
