"""Standard phrases for correction requests: those that come with the console, and an office's own.

``applications/data/phrases.csv`` holds the shipped ones, a row each: fact, reason, message, example.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from applications import facts

SHIPPED = Path(__file__).parent / "data" / "phrases.csv"


@dataclass(frozen=True)
class Phrase:
    """One phrase as an examiner ticks it; ``key`` tells shipped (s…) from own ones (o…)."""

    key: str
    fact: str
    reason_code: str
    message: str
    example: str
    is_own: bool = False

    @property
    def label(self) -> str:
        """Return what the phrase is about, and its first words."""
        return f"{facts.get(self.fact).label}：{self.message}"


@lru_cache(maxsize=1)
def shipped() -> tuple[Phrase, ...]:
    """Return the phrases that come with the console."""
    with SHIPPED.open(encoding="utf-8", newline="") as rows:
        return tuple(Phrase(f"s{n}", **row) for n, row in enumerate(csv.DictReader(rows), start=1))


def own(office_id: int | None) -> list[Phrase]:
    """Return an office's own phrases about facts that are still asked."""
    from applications.models import StandardPhrase  # noqa: PLC0415 – models read this module's facts

    rows = StandardPhrase.objects.filter(office_id=office_id).order_by("fact", "pk")
    known = {fact.key for fact in facts.facts(facts.Owner.PLAN)}
    return [
        Phrase(f"o{row.pk}", row.fact, row.reason_code, row.message, row.example, is_own=True)
        for row in rows
        if row.fact in known
    ]


def offered(office_id: int | None) -> list[Phrase]:
    """Return what an office may tick: its own phrases first, in the order of the plan's facts."""
    order = {fact.key: n for n, fact in enumerate(facts.facts(facts.Owner.PLAN))}
    found = [*own(office_id), *(p for p in shipped() if p.fact in order)]
    return sorted(found, key=lambda p: order[p.fact])


def choices(found: list[Phrase]) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return phrases as choices, grouped by the items of the plan."""
    return [
        (
            f"{number}. {title}",
            [(p.key, p.label) for p in found if facts.get(p.fact).item == number],
        )
        for number, title in facts.ITEMS.items()
        if any(facts.get(p.fact).item == number for p in found)
    ]
