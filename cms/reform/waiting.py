"""How long things wait: survival estimates in which what still waits counts as still waiting.

Leaving open cases out would make the slowest office look fast. The estimator is Kaplan–Meier
(statsmodels ``SurvfuncRight``); a quantile that so few have reached that it cannot be told is None.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FEWEST = 5


@dataclass(frozen=True)
class Wait:
    """One waiting: how many days, and whether it is over."""

    days: float
    is_over: bool
    groups: dict[str, str]


def estimate(waits: Iterable[Wait]) -> dict[str, Any]:
    """Return count, still open, median with its 95 % interval, and 90th percentile, in days.

    With fewer than five waits nothing is estimated, and ``is_few`` says so.
    """
    known = list(waits)
    found: dict[str, Any] = {
        "count": len(known),
        "open": sum(not one.is_over for one in known),
        "days": round(sum(one.days for one in known), 1),
        "is_few": len(known) < FEWEST,
        "median": None,
        "low": None,
        "high": None,
        "p90": None,
    }
    if found["is_few"] or found["open"] == found["count"]:
        return found
    return {**found, **_survival(known)}


def _survival(known: list[Wait]) -> dict[str, Any]:
    import numpy as np
    from statsmodels.duration.survfunc import SurvfuncRight

    days = np.array([max(one.days, 1 / 1440) for one in known])
    curve = SurvfuncRight(days, np.array([int(one.is_over) for one in known]))
    with np.errstate(all="ignore"):
        low, high = curve.quantile_ci(0.5)
    named = {"median": curve.quantile(0.5), "p90": curve.quantile(0.9), "low": low, "high": high}
    return {name: _told(value) for name, value in named.items()}


def _told(value: float) -> float | None:
    return None if math.isnan(value) or math.isinf(value) else round(float(value), 1)


def by_group(waits: Iterable[Wait], group: str) -> list[dict[str, Any]]:
    """Return an estimate for every value of a group, the longest median first, untold ones last."""
    parts: dict[str, list[Wait]] = defaultdict(list)
    for one in waits:
        if one.groups.get(group):
            parts[one.groups[group]].append(one)
    rows = [{"name": name, **estimate(part)} for name, part in parts.items()]
    return sorted(rows, key=lambda r: (r["median"] is None, -(r["median"] or 0), -r["days"]))
