"""What follows from the steps of a report."""

from typing import Any

from applications import hooks
from casework import clock


def record_figures(
    report: Any, actor: Any, *, figures: list[dict[str, Any]], narrative: str
) -> None:
    """Keep the figures as submitted; a second submission replaces the first (the trail keeps both)."""
    report.figures.all().delete()
    for figure in figures:
        report.figures.create(
            indicator_code=figure["indicator_code"],
            value=figure["value"],
            denominator=figure.get("denominator"),
            note=figure.get("note", ""),
        )
    report.narrative = narrative
    report.submitted_at = clock.now()
    report.submitted_by = actor
    report.return_reasons = ""


def accept(report: Any, actor: Any) -> None:
    """Let the figures become observations; nothing is typed twice."""
    hooks.report_accepted(report, actor)
