"""What follows what: the directly-follows graph of the trail, counted, with the median days between."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import Any

from cms.reform.segments import DAY

START, END = "start", "end"
Step = tuple[str, Any]


class Flow:
    """Counts steps and what directly follows them over many cases."""

    def __init__(self) -> None:
        self.steps: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.waits: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.cases = 0

    def add(self, events: Iterable[Step]) -> None:
        """Count one case: its steps ``(name, moment)`` in their order."""
        known = list(events)
        if not known:
            return
        self.cases += 1
        self.steps.update(name for name, _at in known)
        self.pairs[START, known[0][0]] += 1
        self.pairs[known[-1][0], END] += 1
        for (before, began), (after, at) in pairwise(known):
            self.pairs[before, after] += 1
            self.waits[before, after].append((at - began) / DAY)

    def edges(self) -> list[dict[str, Any]]:
        """Return every pair with its count and median days, the most frequent first."""
        return [
            {
                "source": a,
                "target": b,
                "count": count,
                "days": round(median(self.waits[a, b]), 1) if self.waits.get((a, b)) else None,
            }
            for (a, b), count in self.pairs.most_common()
        ]

    def content(self) -> dict[str, Any]:
        """Return the graph as plain data."""
        return {"cases": self.cases, "steps": dict(self.steps.most_common()), "edges": self.edges()}
