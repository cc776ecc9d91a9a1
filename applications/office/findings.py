"""The examiner's findings: a part of the case page."""

from __future__ import annotations

from typing import Any

from applications import facts
from applications.criteria import criteria_of, latest_findings
from applications.office.scope import sees_inside
from zones.roles import offices_of


def context(application: Any, user: Any) -> dict[str, Any]:
    """Return the findings on each measure, for the offices that examine, lead or determine."""
    inside, offices = sees_inside(application, user), offices_of(user)
    seen = [m for m in application.measures.all() if inside or m.authority_id in offices]
    return {"finding_rows": [_measure(m, application) for m in seen]}


def _measure(measure: Any, application: Any) -> dict[str, Any]:
    latest = latest_findings(measure)
    return {
        "measure": measure,
        "count": len(measure.findings.all()),
        "criteria": [
            {
                "criterion": c,
                "finding": latest.get(c.code),
                "links": links_of(latest.get(c.code)),
                "earlier": [
                    f
                    for f in measure.findings.all()
                    if f.criterion == c.code and f != latest.get(c.code)
                ],
            }
            for c in criteria_of(application)
        ],
    }


def links_of(finding: Any) -> list[dict[str, Any]]:
    """Return where a finding shows: facts by their labels, files by their keys."""
    return [
        {"file": link.removeprefix("file:")}
        if link.startswith("file:")
        else {"fact": facts.label_of(link)}
        for link in (finding.links if finding else [])
        if link.startswith("file:") or facts.find(link.partition(".")[0]) is not None
    ]
