"""What the office's page of an application shows, put together for one person."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from applications.codes import ReasonCode
from applications.facts.showing import ShownItem, place_text, shown_items
from applications.models import Application
from applications.office import sections
from applications.office.scope import (
    criteria_of,
    sees_determination,
    sees_inside,
    trail_of,
)
from casework import clock
from casework.differences import limbs
from casework.files import files_of
from casework.labels import describe
from casework.transitions import steps_for
from zones.models.procedures import ClockUnit

REASONS = dict(ReasonCode.choices)
COLUMNS = ("main", "aside", "foot")


def case_page(application: Application, user: Any) -> dict[str, Any]:
    """Return the context of the page; ``application`` comes from ``for_page()``."""
    inside = sees_inside(application, user)
    return {
        "application": application,
        "inside": inside,
        "state": application.status if inside else application.status_outside,
        "state_label": application.get_status_display()
        if inside
        else application.status_outside_label,
        "clock": clock_of(application),
        "items": list(plan_items(application)),
        "files": files_of(application),
        "measures": [measure_row(m, user) for m in application.measures.all()],
        "clarifications": [overlay_row(c, user) for c in application.clarifications.all()],
        "opinions": [opinion_row(o, user) for o in application.opinions.all()],
        "trail": describe(trail_of(application, user)),
        **{f"{column}_sections": sections.templates(column) for column in COLUMNS},
        **sections.contexts(application, user),
    }


def clock_of(application: Application) -> dict[str, Any] | None:
    """Return the processing clock with its arithmetic in words; None before arrival."""
    today = clock.today()
    reading = application.clock(today)
    if reading is None:
        return None
    is_closed = bool(application.disclosed_at or application.withdrawn_at)
    return {
        "reading": reading,
        "unit": ClockUnit(reading.unit).label,
        "is_overdue": not is_closed and reading.is_overdue(today),
        "is_closed": is_closed,
        "remaining": reading.remaining(today),
        "total": max(1, (reading.due - reading.start).days),
        "gone": max(0, (min(today, reading.due) - reading.start).days),
        "days": [{"day": d, "why": _why(d)} for d in reading.days],
    }


def _why(day: Any) -> str:
    if day.counted:
        return _("counted")
    if day.why.startswith("clarification:"):
        return _("stands still: correction with the applicant")
    return _("closed day")


def plan_items(application: Application) -> Iterator[ShownItem]:
    """Return the eight items, each with its facts, and which were corrected."""
    corrected = {
        key for c in application.clarifications.all() if c.answers is not None for key in c.fields
    }
    return shown_items(application.plan, application.plan_schema, corrected)


def measure_row(measure: Any, user: Any) -> dict[str, Any]:
    """Return a measure with its determination, if this person may know of it."""
    known = sees_determination(measure, user)
    determination = measure.determination if known else None
    return {
        "measure": measure,
        "state": measure.status if known else measure.status_outside,
        "state_label": measure.get_status_display() if known else measure.status_outside_label,
        "determination": determination,
        "limbs": limbs(measure.text_asked, determination.text_granted)
        if determination and determination.outcome == "with_changes"
        else [],
        "criteria": criteria_of(determination) if determination else [],
        "reasons": [REASONS.get(c, c) for c in determination.reason_codes] if determination else [],
        "exemption": next(iter(measure.exemptions.all()), None) if known else None,
        "steps": steps_for(measure, user),
    }


def overlay_row(clarification: Any, user: Any) -> dict[str, Any]:
    """Return a correction with what changed."""
    changes = [
        {"fact": p, "before": place_text(p, before), "after": place_text(p, after)}
        for p, before, after in clarification.changes()
    ]
    return {
        "clarification": clarification,
        "changes": changes,
        "is_late": clarification.is_overdue(),
        "steps": steps_for(clarification, user),
    }


def opinion_row(opinion: Any, user: Any) -> dict[str, Any]:
    """Return an opinion with its lateness."""
    return {
        "opinion": opinion,
        "is_late": opinion.status != "lapsed" and opinion.is_late(),
        "reasons": [REASONS.get(code, code) for code in opinion.reason_codes],
        "steps": steps_for(opinion, user),
    }
