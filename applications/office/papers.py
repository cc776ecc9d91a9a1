"""Joint applicants and the statement of truth on the office's page of an application."""

from typing import Any


def papers(application: Any, _user: Any) -> dict[str, Any]:
    """Return who applies jointly and who signed, from what the page has fetched already."""
    signed = [s for s in application.statements.all() if s.status == "signed"]
    return {
        "papers": {
            "partners": [p for p in application.co_applicants.all() if p.status == "confirmed"],
            "statement": signed[-1] if signed else None,
            "corrected": any(c.answers is not None for c in application.clarifications.all()),
        }
    }
