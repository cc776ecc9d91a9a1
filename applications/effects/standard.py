"""What follows from the steps of a standard measure."""

from typing import Any

from casework import clock


def publish(standard: Any, actor: Any) -> None:
    """Fix the origin with its verdict as of today; the package never changes after."""
    origin = standard.read_origin()
    standard.origin = origin
    standard.verdict = origin["verdict"]
    standard.verdict_on = origin["verdict_on"] or None
    standard.verdict_url = origin["url"]
    standard.published_on = clock.today()
    standard.published_by_name = actor.get_full_name()


def reported_indicators(measure: Any, usual: list[str]) -> list[str]:
    """Return what an exemption reports: what its package asks, else what every exemption reports."""
    use = getattr(measure, "standard_use", None)
    return list(use.indicators) if use is not None and use.indicators else list(usual)
