"""The certificate of an exemption, and the reports that it asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.forms import indicators_of
from applications.apply.timeline import exemption_timeline
from applications.exemptions.showing import life
from applications.models import Exemption, Report
from casework import clock
from casework.transitions import steps_for


def apply_exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is granted, until when, on which conditions, and what is to be reported."""
    exemption = get_object_or_404(scope.exemptions(request.user).for_page(), pk=pk)
    context = {
        "exemption": exemption,
        "breadcrumbs": crumbs((exemption.title, "")),
        "today": clock.today(),
        "in_force": exemption.in_force(),
        "text": exemption.text_on(),
        "life": life(exemption, request.user, route="apply_check_file"),
        "reports": _report_rows(exemption),
        "incidents": exemption.incidents.order_by("-pk"),
        "timeline": exemption_timeline(exemption),
        "steps": steps_for(exemption, request.user),
    }
    return render(request, "applications/apply/exemption.html", context)


def _report_rows(exemption: Exemption) -> list[dict[str, Any]]:
    today = clock.today()
    reports = sorted(exemption.reports.all(), key=lambda r: (r.due_on, r.pk))
    return [
        {
            "report": report,
            "is_late": report.is_overdue(today),
            "is_open": report.status in {"due", "returned"} and report.period_end < today,
        }
        for report in reports
    ]


def apply_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a report: its period, what it asks, what was submitted, what was returned and why."""
    report: Report = get_object_or_404(
        scope.reports(request.user).prefetch_related("figures"), pk=pk
    )
    values = {figure.indicator_code: figure for figure in report.figures.all()}
    known = report.entry.get("known", [])
    context = {
        "report": report,
        "breadcrumbs": crumbs(
            (report.exemption.title, report.exemption.company_url()),
            (report.get_kind_display(), ""),
        ),
        "is_late": report.is_overdue(),
        "rows": [
            {**i, "figure": values.get(i["code"]), "is_known": i["code"] in known}
            for i in indicators_of(report)
        ],
        "steps": steps_for(report, request.user),
    }
    return render(request, "applications/apply/report.html", context)
