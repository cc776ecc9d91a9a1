"""How long applications usually take, from arrival to disclosure, beside the standard period.

Counted in calendar days of Japan over the applications disclosed in the last three years; what is
decided and not disclosed moves no figure. Under five cases nothing is said.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from statistics import median
from typing import Any

from applications.models import Application
from applications.workflow import ApplicationStatus
from casework import clock

FEWEST = 5
WINDOW = timedelta(days=3 * 365)
MOST = 5_000


@dataclass(frozen=True)
class Usual:
    """The usual time: median and 90th percentile (nearest rank) in days, of ``cases`` cases."""

    median: int
    ninetieth: int
    cases: int


def usual(days: list[int]) -> Usual | None:
    """Return the usual time of some durations in days; None of too few."""
    if len(days) < FEWEST:
        return None
    ranked = sorted(days)
    return Usual(round(median(ranked)), ranked[ceil(0.9 * len(ranked)) - 1], len(ranked))


@dataclass(frozen=True)
class Durations:
    """Days by procedure, and by zone and procedure."""

    by_procedure: dict[str, list[int]]
    by_zone: dict[tuple[int, str], list[int]]

    def of(self, procedure: str, zone: int | None = None) -> Usual | None:
        """Return the usual time of a procedure everywhere, or in one zone."""
        if zone is None:
            return usual(self.by_procedure.get(procedure, []))
        return usual(self.by_zone.get((zone, procedure), []))

    def count(self, procedure: str) -> int:
        """Return how many cases of a procedure are behind its figure."""
        return len(self.by_procedure.get(procedure, []))


def durations(procedures: Iterable[str]) -> Durations:
    """Return the durations of some procedures, of the newest 5,000 cases at most; one query."""
    rows = (
        Application.objects.filter(
            status=ApplicationStatus.DISCLOSED,
            procedure__in=set(procedures),
            disclosed_at__gt=clock.now() - WINDOW,
        )
        .order_by("-disclosed_at", "-pk")
        .values_list("procedure_id", "zone_id", "arrived_at", "disclosed_at")[:MOST]
    )
    by_procedure: dict[str, list[int]] = {}
    by_zone: dict[tuple[int, str], list[int]] = {}
    for procedure, zone, arrived, disclosed in rows:
        days = (_day(disclosed) - _day(arrived)).days
        by_procedure.setdefault(procedure, []).append(days)
        by_zone.setdefault((zone, procedure), []).append(days)
    return Durations(by_procedure, by_zone)


def _day(moment: Any) -> Any:
    return moment.astimezone(clock.JST).date()
