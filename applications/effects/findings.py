"""What follows when an examiner writes findings down, and when the authority differs."""

from typing import Any

from applications.criteria import criteria_of, latest_findings
from casework import clock


def record_findings(measure: Any, actor: Any, findings: list[dict[str, Any]]) -> None:
    """Keep each finding that says something new; what stands already is not written twice."""
    known = latest_findings(measure)
    for found in findings:
        kept = known.get(found["code"])
        links = list(found.get("links") or [])
        new = (found["judgment"], found["reason"], links)
        if kept is not None and (kept.judgment, kept.reason, kept.links) == new:
            continue
        measure.findings.create(
            criterion=found["code"],
            judgment=found["judgment"],
            reason=found["reason"],
            links=links,
            by=actor,
            by_name=actor.get_full_name(),
            at=clock.now(),
        )


def with_findings(measure: Any, criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return judged criteria with the words of their version and what the examiner had found."""
    labels = {c.code: c.label for c in criteria_of(measure.application)}
    known = latest_findings(measure)
    return [
        {
            **one,
            "label": labels.get(one["code"], one["code"]),
            "found": known[one["code"]].judgment if one["code"] in known else None,
        }
        for one in criteria
    ]
