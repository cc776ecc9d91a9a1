"""What was measured against what was asked: a table for people, a file for machines."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

BUILD = Path(__file__).resolve().parents[2] / "build"


@dataclass(frozen=True)
class Figure:
    """One figure. ``goal`` is the most that is allowed; None for information."""

    name: str
    value: float
    unit: str = "×"
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Return whether the goal is met."""
        if self.goal is None:
            return ""
        return "met" if self.value <= self.goal else "MISSED"


@dataclass
class Report:
    """All figures of one run, and how they were measured."""

    about: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)

    def add(self, name: str, value: float, **more: Any) -> None:
        """Keep a figure."""
        self.figures.append(Figure(name, round(value, 3), **more))

    def table(self) -> str:
        """Return the figures as lines: goal, figure, verdict."""
        lines = [f"{'figure':<66} {'goal':>12} {'measured':>12}  verdict"]
        for one in self.figures:
            goal = "" if one.goal is None else f"≤ {one.goal:g} {one.unit}"
            measured = f"{one.value:.2f} {one.unit}"
            lines.append(
                f"{one.name:<66} {goal:>12} {measured:>12}  {one.verdict}  {one.note}".rstrip()
            )
        return "\n".join(lines)

    def write(self) -> Path:
        """Write build/bench.json and return where it is."""
        BUILD.mkdir(exist_ok=True)
        content = {
            "about": {**self.about, "python": platform.python_version()},
            "figures": [{**asdict(one), "verdict": one.verdict} for one in self.figures],
        }
        path = BUILD / "bench.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path
