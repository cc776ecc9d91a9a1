"""Who has how much open work, by the week in which it falls due."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.models import Application
from applications.models.application import OPEN
from applications.office.duty_forms import examiners_of
from applications.office.scope import office_applications
from applications.roles import EXAMINERS
from casework import clock
from zones.models.organisations import OfficeRole, current_memberships

WEEKS = 4
MOST = 2_000
SEEING = (*EXAMINERS, OfficeRole.APPROVER)


def week_of(day: date | None, today: date) -> int | None:
    """Return −1 for what is overdue, 0 for this week (Monday to Sunday), …, WEEKS for what is later."""
    if day is None:
        return WEEKS
    if day < today:
        return -1
    monday = today - timedelta(days=today.weekday())
    return min((day - monday).days // 7, WEEKS)


def workload(request: HttpRequest) -> HttpResponse:
    """Show the open cases of the person's examining offices, each examiner a row, each week a column."""
    offices = {
        m.organisation_id: m.organisation
        for m in current_memberships(request.user)
        if m.role in SEEING
    }
    open_cases = list(
        office_applications(request.user)
        .filter(examining_office__in=offices, status__in=OPEN)
        .select_related("procedure", "examiner")
        .prefetch_related("clarifications")
        .order_by("pk")[:MOST]
    )
    context = {
        "groups": [
            {"office": office, "rows": rows_of(office, open_cases)} for office in offices.values()
        ],
        "columns": columns(),
        "is_cut": len(open_cases) == MOST,
        "breadcrumbs": [{"label": _("Workload"), "url": ""}],
    }
    return render(request, "applications/office/workload.html", context)


def columns() -> list[dict[str, Any]]:
    """Return the weeks: overdue, then from this Monday, then later."""
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    weeks = [{"starts": monday + timedelta(weeks=n)} for n in range(WEEKS)]
    return [{"overdue": True}, *weeks, {"later": True}]


def rows_of(office: Any, open_cases: list[Application]) -> list[dict[str, Any]]:
    """Return a row for each examiner of an office, and one for cases that nobody examines."""
    counts: dict[int | None, list[int]] = {}
    names: dict[int | None, str] = {u.pk: u.get_full_name() for u in examiners_of(office.pk)}
    today = clock.today()
    for case in open_cases:
        if case.examining_office_id != office.pk:
            continue
        reading = case.clock(today)
        week = week_of(reading.due if reading else None, today)
        row = counts.setdefault(case.examiner_id, [0] * (WEEKS + 2))
        row[(week or 0) + 1] += 1
        if case.examiner is not None:
            names.setdefault(case.examiner_id, case.examiner.get_full_name())
    empty = [0] * (WEEKS + 2)
    shown = [(key, names[key]) for key in names]
    return [
        {
            "examiner": key,
            "name": name,
            "counts": counts.get(key, empty),
            "sum": sum(counts.get(key, empty)),
        }
        for key, name in [(None, ""), *shown]
        if key is not None or None in counts
    ]
