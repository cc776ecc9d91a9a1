"""The letters of a case, as a part of the office's and of the company's page."""

from typing import Any

from applications.letters.showing import letter_rows
from casework.transitions import steps_for


def office_context(application: Any, user: Any) -> dict[str, Any]:
    """Return the letters with the steps that this person may take on their way."""
    rows = letter_rows(application)
    for row in rows:
        row["steps"] = steps_for(row["dispatch"], user) if row["dispatch"] else []
    return {"letter_rows": rows}


def company_context(application: Any, _user: Any) -> dict[str, Any]:
    """Return the letters that reached, or are to reach, the company."""
    return {"letter_rows": letter_rows(application)}
