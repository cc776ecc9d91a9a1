"""The criteria by which an application is judged: those in force for its office on the day of arrival."""

from __future__ import annotations

from typing import Any

from applications.codes import CRITERIA
from zones.models import CriteriaVersion, Criterion

STATUTE = "産業競争力強化法 第8条の2第4項"


def pin(application: Any) -> None:
    """Fix the version of the criteria; later versions do not reach what has arrived."""
    application.criteria_version = CriteriaVersion.objects.in_force(
        application.procedure_id, application.examining_office_id, application.arrived_on()
    )


def criteria_of(application: Any) -> list[Criterion]:
    """Return the criteria of an application; the statute's own three where none were published."""
    if application.criteria_version_id is not None:
        return application.criteria_version.rows()
    return [Criterion(code, str(label), str(label), STATUTE) for code, label in CRITERIA.items()]


def labelled(criteria: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return judged criteria as anybody may read them, each with the words of its version."""
    return [
        {
            "code": one["code"],
            "label": one.get("label") or CRITERIA.get(one["code"], one["code"]),
            "met": one["met"],
            "reason": one["reason"],
        }
        for one in criteria
    ]


def latest_findings(measure: Any) -> dict[str, Any]:
    """Return the examiner's finding that holds for each criterion of a measure."""
    return {finding.criterion: finding for finding in measure.findings.all()}
