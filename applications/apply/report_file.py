"""Filling in a report from a file: read, show what was found where, and hand it to the report's step.

Nothing is stored before the report is submitted, so that taking it back is leaving the page.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.forms import indicators_of
from applications.apply.known import Known, known_of
from applications.figures_file import Found, read_figures
from applications.models import Report
from casework.exports import neutral
from casework.files import sha256_of
from casework.transitions import steps_for


def _report(request: HttpRequest, pk: int) -> Report:
    report: Report = get_object_or_404(scope.reports(request.user), pk=pk)
    if "submit" not in {step.name for step in steps_for(report, request.user)}:
        raise Http404
    return report


def apply_report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a file, or show what was read from it."""
    report = _report(request, pk)
    indicators = indicators_of(report)
    found, errors = None, []
    upload = request.FILES.get("file")
    if request.method == "POST":
        found, errors = _read(request, report, indicators)
    context = {
        "report": report,
        "breadcrumbs": crumbs(
            (report.exemption.title, report.exemption.company_url()),
            (report.get_kind_display(), report.company_url()),
            (_("Fill in from a file"), ""),
        ),
        "errors": errors,
        "file_name": getattr(upload, "name", ""),
        "file_sha256": sha256_of(upload) if upload is not None and not errors else "",
        "found": found,
        "rows": _rows(found, indicators, known_of(report)) if found and not errors else [],
        "indicators": indicators,
    }
    status = 422 if errors else 200
    return render(request, "applications/apply/report_file.html", context, status=status)


def _read(
    request: HttpRequest, report: Report, indicators: list[dict[str, str]]
) -> tuple[Found | None, list[str]]:
    upload = request.FILES.get("file")
    if upload is None:
        return None, [_("Choose a file first: CSV or XLSX.")]
    try:
        found = read_figures(upload, indicators, report.period_start, report.period_end)
    except ValidationError as why:
        return None, list(why.messages)
    return found, found.errors


def _rows(
    found: Found, indicators: list[dict[str, str]], known: dict[str, Known]
) -> list[dict[str, Any]]:
    return [
        {
            **one,
            "known": known.get(one["code"]),
            "value": f"{found.figures[one['code']].normalize():f}"
            if one["code"] in found.figures
            else "",
            "count": len(found.rows.get(one["code"], [])),
            "first": min(found.rows.get(one["code"], [0])),
            "last": max(found.rows.get(one["code"], [0])),
        }
        for one in indicators
    ]


def apply_report_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the table to fill in, as CSV with BOM; what the console knows is not in it."""
    report = _report(request, pk)
    known = known_of(report)
    asked = [one for one in indicators_of(report) if one["code"] not in known]
    lines = [["指標番号", "指標", "単位", "値"]]
    lines += [[one["code"], one["name"], one["unit"], ""] for one in asked]
    text = "".join(",".join(_quoted(cell) for cell in line) + "\r\n" for line in lines)
    response = HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8")
    name = f"report-{report.exemption.public_number}-{report.period_end.isoformat()}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _quoted(cell: str) -> str:
    return '"' + neutral(cell).replace('"', '""') + '"'
