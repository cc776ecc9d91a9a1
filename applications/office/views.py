"""The office's pages about applications, exemptions and reports."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import hooks
from applications.exemptions.showing import life
from applications.models import (
    Application,
    Clarification,
    Exemption,
    Opinion,
    Report,
    RequestedMeasure,
)
from applications.office import forms, listing, scope
from applications.office.chain_forms import EnactForm
from applications.office.entry.views import may_enter
from applications.office.filters import ApplicationFilter, ExemptionFilter, ReportFilter
from applications.office.page import case_page, measure_row
from applications.pages import page_or_404
from applications.retention.sections import record_of
from casework import audit, clock, exports, saved_views
from casework.files import files_of
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView


def _crumbs(name: str, label: str, here: str = "") -> list[dict[str, str]]:
    first = {"label": label, "url": reverse(name) if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


def applications(request: HttpRequest) -> HttpResponse:
    """List the applications that concern the person's offices, the newest first."""
    views = saved_views.views_of(request.user, "applications")
    if not request.GET and (first := saved_views.opening(views)) and first.query:
        return redirect(f"{request.path}?{first.query}")
    form = ApplicationFilter(request.GET or None, user=request.user)
    rows = listing.concerns(request.user)
    page = listing.page(
        form.apply(rows), request.user, request.GET, newest_first=form.is_newest_first
    )
    context = {
        "form": form,
        "page": page,
        "rows": page.rows,
        "columns": {column.code for column in listing.columns(form.chosen.get("columns", ()))},
        "totals": listing.totals(form.in_zone(rows), form.chosen.get("status"), request.GET),
        "may_enter": may_enter(request.user),
        "is_wide": form.chosen.get("density") == "wide",
        "breadcrumbs": _crumbs("console:applications", _("Applications")),
        **saved_views.bar(request.GET, "applications", views),
        **exports.links("applications", request.GET),
    }
    return render(request, "applications/office/applications.html", context)


def application(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application with everything on it, and the steps this person may take."""
    case = page_or_404(scope.office_applications(request.user, disposed=True), pk)
    if case.disposed_at is not None:
        return _disposed(request, case)
    context = case_page(case, request.user)
    context["breadcrumbs"] = _crumbs("console:applications", _("Applications"), case.number)
    return render(request, "applications/office/application.html", context)


def _disposed(request: HttpRequest, case: Application) -> HttpResponse:
    """Show what stays of a case whose file was disposed of."""
    context = {
        "application": case,
        "record": record_of(case),
        "measures": [measure_row(m, request.user) for m in case.measures.all()],
        "trail": describe(scope.trail_of(case, request.user)),
        "breadcrumbs": _crumbs("console:applications", _("Applications"), case.number or ""),
    }
    return render(request, "applications/retention/office_disposed.html", context)


def exemptions(request: HttpRequest) -> HttpResponse:
    """List the exemptions that concern the person's offices, the newest first."""
    form = ExemptionFilter(request.GET or None, user=request.user)
    found = form.apply(scope.office_exemptions(request.user)).for_list().annotate_in_force()
    context = {
        "form": form,
        "page": keyset_page(found, request.GET),
        "today": clock.today(),
        "breadcrumbs": _crumbs("console:exemptions", _("Exemptions")),
        **exports.links("exemptions", request.GET),
    }
    return render(request, "applications/office/exemptions.html", context)


def exemption(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one exemption: whether it is in force today, its conditions, suspensions and reports."""
    found = scope.office_exemptions(request.user).for_page()
    case = get_object_or_404(found, pk=pk)
    context = {
        "exemption": case,
        "in_force": case.in_force(),
        "text": case.text_on(),
        "life": life(case, request.user, route="console:check_file"),
        "links": [one for found in hooks.exemption_links(case, request.user) for one in found],
        "today": clock.today(),
        "steps": steps_for(case, request.user),
        "reports": sorted(case.reports.all(), key=lambda r: (r.due_on, r.pk)),
        "incidents": case.incidents.order_by("-pk"),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs("console:exemptions", _("Exemptions"), case.public_number),
    }
    return render(request, "applications/office/exemption.html", context)


def reports(request: HttpRequest) -> HttpResponse:
    """List reports by due date; first what has to be checked and what is overdue."""
    form = ReportFilter(request.GET or None, user=request.user)
    found = form.apply(scope.office_reports(request.user)).for_list()
    page = keyset_page(found, request.GET, keys=("due_on", "pk"), descending=False)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, row.is_overdue()) for row in page.rows],
        "breadcrumbs": _crumbs("console:reports", _("Reports")),
        **exports.links("reports", request.GET),
    }
    return render(request, "applications/office/reports.html", context)


def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report with its figures; accept or return it."""
    found = scope.office_reports(request.user).select_related(
        "exemption__zone__lead", "exemption__holder", "exemption__application", "submitted_by"
    )
    case = get_object_or_404(found, pk=pk)
    context = {
        "report": case,
        "is_overdue": case.is_overdue(),
        "figures": figures_of(case),
        "incidents": case.incidents(),
        "files": files_of(case),
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs("console:reports", _("Reports"), str(case)),
    }
    return render(request, "applications/office/report.html", context)


def figures_of(case: Report) -> list[dict[str, Any]]:
    """Return a row for each indicator that the exemption reports, answered or not."""
    codes = case.exemption.report_indicators
    names = hooks.indicator_labels.first(codes) or {}
    given = {figure.indicator_code: figure for figure in case.figures.all()}
    return [
        {
            "code": code,
            "name": names.get(code, (code, ""))[0],
            "unit": names.get(code, (code, ""))[1],
            "figure": given.get(code),
            "is_known": code in case.entry.get("known", []),
        }
        for code in codes
    ]


class ApplicationStep(StepView):
    """A step of the office on an application."""

    model = Application
    forms = forms.APPLICATION_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Application:
        """Return an application that concerns the person's offices, else 404."""
        found = scope.office_applications(request.user).select_related(
            "zone__lead", "company", "procedure", "examiner", "examining_office"
        )
        return get_object_or_404(found, pk=pk)


class HangingStep(StepView):
    """A step of the office on what hangs on an application."""

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return the case if its application concerns the person's offices, else 404."""
        inside = scope.office_applications(request.user).values("pk")
        found = self.model._default_manager.filter(application__in=inside).select_related(
            "application__zone__lead",
            "application__company",
            "application__procedure",
            "application__examiner",
            "application__criteria_version",
        )
        return get_object_or_404(found, pk=pk)

    def subject_of(self, case: Any) -> str:
        """Return the application's number and title."""
        return str(case.application)


class MeasureStep(HangingStep):
    """A step of an authority on a requested measure."""

    model = RequestedMeasure
    forms = forms.MEASURE_FORMS

    def make_form(self, request: HttpRequest, case: Any, step: str, **bound: Any) -> Any:
        """Return the step's form; what was approved is determined as it stands."""
        approved = case.proposals.filter(status="approved").first() if step == "determine" else None
        if approved is None:
            return super().make_form(request, case, step, **bound)
        return EnactForm(case=case, user=request.user, content=approved.content, **bound)

    def subject_of(self, case: Any) -> str:
        """Return the application with the provision concerned."""
        return f"{case.application}（{case}）"


class ClarificationStep(HangingStep):
    """A step of the office on a correction request."""

    model = Clarification
    forms = forms.CLARIFICATION_FORMS


class OpinionStep(HangingStep):
    """A step of a consulted office."""

    model = Opinion
    forms = forms.OPINION_FORMS


class ExemptionStep(StepView):
    """A step of the office on an exemption."""

    model = Exemption
    forms = forms.EXEMPTION_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Exemption:
        """Return an exemption that concerns the person's offices, else 404."""
        found = scope.office_exemptions(request.user).select_related(
            "zone__lead", "holder", "authority", "application__procedure"
        )
        return get_object_or_404(found, pk=pk)


class ReportStep(StepView):
    """A step of the office on a report."""

    model = Report
    forms = forms.REPORT_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Report:
        """Return a report that concerns the person's offices, else 404."""
        found = scope.office_reports(request.user).select_related(
            "exemption__zone__lead", "exemption__holder", "exemption__application"
        )
        return get_object_or_404(found, pk=pk)
