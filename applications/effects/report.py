"""What follows from the steps of a report."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from applications import hooks
from casework import clock


def standing(report: Any) -> dict[str, Any]:
    """Return what stands in a report now, as plain values, so that it can be put back exactly."""
    submitted, accepted = report.submitted_at, report.accepted_at
    return {
        "status": report.status,
        "figures": [
            {
                "indicator_code": f.indicator_code,
                "value": str(f.value),
                "denominator": None if f.denominator is None else str(f.denominator),
                "note": f.note,
            }
            for f in report.figures.order_by("indicator_code")
        ],
        "narrative": report.narrative,
        "submitted_at": submitted.isoformat() if submitted else None,
        "submitted_by": report.submitted_by_id,
        "return_reasons": report.return_reasons,
        "accepted_at": accepted.isoformat() if accepted else None,
        "compliance": report.compliance,
        "entry": report.entry,
        "correction_reasons": report.correction_reasons,
    }


def put_back(report: Any) -> None:
    """Restore exactly what stood before the last submission; its state is the step's to set."""
    before = report.before
    report.figures.all().delete()
    for figure in before["figures"]:
        given = figure["denominator"]
        report.figures.create(
            indicator_code=figure["indicator_code"],
            value=Decimal(figure["value"]),
            denominator=None if given is None else Decimal(given),
            note=figure["note"],
        )
    for name in ("submitted_at", "accepted_at"):
        text = before[name]
        setattr(report, name, datetime.fromisoformat(text) if text else None)
    report.submitted_by_id = before["submitted_by"]
    for name in ("narrative", "return_reasons", "compliance", "entry", "correction_reasons"):
        setattr(report, name, before[name])
    report.before = {}


def correct(report: Any, actor: Any, *, reasons: str, **content: Any) -> None:
    """Submit an accepted report anew; its observations stand until the office accepts the correction."""
    record_figures(report, actor, status="accepted", **content)
    report.correction_reasons = reasons.strip()


def record_figures(
    report: Any,
    actor: Any,
    *,
    figures: list[dict[str, Any]],
    narrative: str,
    compliance: list[dict[str, Any]] | None = None,
    entry: dict[str, Any] | None = None,
    status: str = "",
) -> None:
    """Keep the figures as submitted; a second submission replaces the first (the trail keeps both)."""
    report.before = standing(report) | ({"status": status} if status else {})
    report.compliance = compliance or []
    report.entry = entry or {"how": "form"}
    report.correction_reasons = ""
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
