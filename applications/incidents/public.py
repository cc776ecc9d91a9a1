"""What anybody may know of the incidents of an exemption: numbers and lessons, never persons."""

from typing import Any

from applications.codes_incident import IncidentKind, Severity
from applications.models import Exemption
from applications.workflow.incident import IncidentStatus

SMALLEST = 5  # fewer people are not told (the small-cell rule of the house)


def public_incidents(exemption: Exemption) -> dict[str, Any]:
    """Return counts per severity, complaints, people harmed (None below five) and lessons; one query."""
    found = list(exemption.incidents.standing().order_by("happened_at", "pk"))
    incidents = [one for one in found if one.kind == IncidentKind.INCIDENT]
    harmed = sum(one.harmed for one in incidents)
    return {
        "rows": [
            (severity.label, sum(one.severity == severity for one in incidents))
            for severity in Severity
        ],
        "total": len(incidents),
        "complaints": len(found) - len(incidents),
        "harmed": harmed if harmed >= SMALLEST else None,
        "is_small": 0 < harmed < SMALLEST,
        "lessons": [one for one in found if one.status == IncidentStatus.CLOSED],
    }
