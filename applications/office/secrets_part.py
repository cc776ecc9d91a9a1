"""Marks of secrecy on the office's page of an application."""

from typing import Any

from applications import redaction
from casework.transitions import steps_for


def secrets_part(application: Any, user: Any) -> dict[str, Any]:
    """Return the marks on an application, each with the steps of this person."""
    marks = [m for m in application.secret_marks.all() if m.status != "withdrawn"]
    labels = dict(redaction.targets_of(application)) if marks else {}
    return {
        "secret_rows": [
            {"mark": m, "label": labels.get(m.target, m.target), "steps": steps_for(m, user)}
            for m in marks
        ]
    }
