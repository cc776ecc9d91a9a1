"""CPU time of a process and of its PostgreSQL backend; interleaved rounds; medians and ratios."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.performance.databases import LARGE, SMALL, Sides


def cpu_of(pid: int) -> float:
    """Return the seconds that a process (its first thread) has spent on a CPU. Linux only."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def is_backend_here(pid: int) -> bool:
    """Tell whether a backend runs on this machine, where its CPU can be read."""
    try:
        cpu_of(pid)
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError, IndexError):
        return False


@dataclass(frozen=True)
class Subject:
    """What is measured: ``run`` does it ``times`` times with what ``ready`` made, which is not counted."""

    name: str
    run: Callable[[Any], None]
    ready: Callable[[], Any]
    cpu: Callable[[], float]
    times: int


@dataclass(frozen=True)
class Cost:
    """CPU milliseconds of one operation in each round."""

    rounds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Return the middle round."""
        return median(self.rounds)

    def over(self, base: Cost) -> float:
        """Return the median of the ratios to a base measured in the same rounds."""
        return median(a / b for a, b in zip(self.rounds, base.rounds, strict=True))


def _once(subject: Subject) -> float:
    made = subject.ready()
    gc.collect()
    before = subject.cpu()
    subject.run(made)
    return (subject.cpu() - before) * 1000 / subject.times


class Bench:
    """Runs subjects in turns, so that a slow minute of the machine meets all of them."""

    def __init__(self, sides: Sides, *, rounds: int) -> None:
        self.sides, self.rounds = sides, rounds
        self.backends = {name: self._backend(name) for name in (SMALL, LARGE)}

    def _backend(self, name: str) -> int:
        with self.sides.on(name) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            pid = cursor.fetchone()[0]
        return pid if is_backend_here(pid) else 0

    @property
    def counts_backend(self) -> bool:
        """Tell whether PostgreSQL's CPU is part of the figures."""
        return all(self.backends.values())

    def on(
        self, side: str, name: str, run: Callable[[Any], None], ready: Callable[[], Any], times: int
    ) -> Subject:
        """Return a subject that runs in this process on one of the databases."""

        def inside(function: Callable[..., Any]) -> Callable[..., Any]:
            def call(*made: Any) -> Any:
                with self.sides.on(side):
                    return function(*made)

            return call

        def cpu() -> float:
            backend = self.backends[side]
            return time.process_time() + (cpu_of(backend) if backend else 0)

        return Subject(name, inside(run), inside(ready), cpu, times)

    def compare(self, *subjects: Subject) -> dict[str, Cost]:
        """Return the cost of each, over interleaved rounds after one round that is thrown away."""
        found: dict[str, list[float]] = {subject.name: [] for subject in subjects}
        for number in range(self.rounds + 1):
            for subject in subjects if number % 2 else reversed(subjects):
                cost = _once(subject)
                if number:
                    found[subject.name].append(cost)
        return {name: Cost(tuple(rounds)) for name, rounds in found.items()}
