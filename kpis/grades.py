"""Progress towards a target, graded A/B/F/N as 国家戦略特区 does, for any past day.

Progress is the share of the way from baseline to target; time elapsed is the share of the time
from the baseline's day to the target's, read at the end of the last measured period, so that a
grade changes only when something was measured or a target set.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpis.choices import Direction, Grade
from kpis.models import Indicator, Target
from kpis.values import Point


@dataclass(frozen=True)
class Graded:
    """A grade with the two shares it compares (0–1, progress may leave that range)."""

    grade: str
    progress: Decimal | None = None
    elapsed: Decimal | None = None


NOT_YET = Graded(Grade.NOT_YET)


def elapsed_share(target: Target, day: date) -> Decimal:
    """Return the share of time gone between baseline and target on a day, within 0 and 1."""
    whole = (target.target_on - target.baseline_on).days
    gone = min(max((day - target.baseline_on).days, 0), whole)
    return Decimal(gone) / Decimal(whole)


def progress_share(
    target: Target, *, baseline: Decimal, measured: Decimal, direction: str
) -> Decimal:
    """Return the share of the way gone; for a target equal to its baseline 1 (kept) or 0."""
    way = target.target_value - baseline
    if way:
        return (measured - baseline) / way
    kept = measured >= target.target_value
    if direction == Direction.DOWN:
        kept = measured <= target.target_value
    return Decimal(int(kept))


def expected(target: Target, day: date) -> Decimal | None:
    """Return the value on the straight path from baseline to target on a day; None without baseline."""
    if target.baseline_value is None:
        return None
    way = target.target_value - target.baseline_value
    return target.baseline_value + way * elapsed_share(target, day)


def grade(*, indicator: Indicator, points: Sequence[Point], target: Target | None) -> Graded:
    """Return the grade of the last measured point against a target."""
    if indicator.is_doing:
        return Graded(Grade.DOING)
    measured = [(p.period_end, p.value) for p in points if p.value is not None]
    if (
        target is None
        or target.baseline_value is None
        or indicator.direction == Direction.CONTEXT
        or not measured
        or measured[-1][0] <= target.baseline_on
    ):
        return NOT_YET
    period_end, value = measured[-1]
    elapsed = elapsed_share(target, period_end)
    progress = progress_share(
        target, baseline=target.baseline_value, measured=value, direction=indicator.direction
    )
    return Graded(Grade.ON_PATH if progress >= elapsed else Grade.BELOW, progress, elapsed)
