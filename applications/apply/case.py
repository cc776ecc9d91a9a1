"""A filed application as its applicant sees it, and the receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications import facts
from applications.apply import scope, sections
from applications.apply.crumbs import crumbs
from applications.apply.timeline import application_timeline
from applications.apply.waiting import open_clarification, waiting_text
from applications.codes import ReasonCode
from applications.criteria import labelled
from applications.facts.showing import shown_items
from applications.letters.hashes import plan_sha256
from applications.membership import Act
from applications.models import Application, RequestedMeasure
from applications.pages import page_or_404
from casework import clock
from casework.files import files_of
from casework.transitions import steps_for


def disclosed_determination(measure: RequestedMeasure) -> dict[str, Any] | None:
    """Return a determination with its labels, once disclosed; None before."""
    determination = measure.determination if measure.status == "disclosed" else None
    if determination is None:
        return None
    return {
        "record": determination,
        "criteria": labelled(determination.criteria),
        "reasons": [ReasonCode(code).label for code in determination.reason_codes],
        "exemption": next(iter(measure.exemptions.all()), None),
    }


def apply_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Show where the case stands, whom it waits for, what has happened, and what was disclosed."""
    application = page_or_404(scope.applications(request.user, disposed=True), pk)
    if application.status == "draft":
        return redirect("apply_draft", pk=pk)
    if application.disposed_at is not None:
        return _disposed(request, application)
    reading = application.clock()
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, "")),
        "waiting": waiting_text(application),
        "clock": reading,
        "is_overdue": reading.is_overdue(clock.today()) and application.status_outside in OPEN,
        "clarification": open_clarification(application),
        "may_file": scope.may(request.user, Act.ANSWER, application),
        "measures": [(m, disclosed_determination(m)) for m in application.measures.all()],
        "timeline": application_timeline(application),
        "plan": list(shown_items(application.plan, application.plan_schema)),
        "files": files_of(application),
        "steps": steps_for(application, request.user),
        **{f"{column}_sections": sections.templates(column) for column in ("main", "aside")},
        **sections.contexts(application, request.user),
    }
    return render(request, "applications/apply/application.html", context)


def _disposed(request: HttpRequest, application: Application) -> HttpResponse:
    """Show what stays of a case whose file was disposed of: that and when, and what was determined."""
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, "")),
        "measures": [(m, disclosed_determination(m)) for m in application.measures.all()],
    }
    return render(request, "applications/retention/company_disposed.html", context)


OPEN = ("arrived", "examining", "consulting")


def apply_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what arrived and when, with the hash of the plan and of each file."""
    application = get_object_or_404(
        scope.applications(request.user).select_related(
            "company", "zone", "procedure", "submitted_by", "examining_office"
        ),
        pk=pk,
    )
    if application.arrived_at is None:
        raise Http404
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, application.company_url()), (_("Receipt"), "")),
        "plan_sha256": plan_sha256(application.revisions.get(number=1).plan),
        "measures": application.measures.select_related("authority"),
        "statement": application.statements.filter(status="signed").last(),
        "files": files_of(application).filter(uploaded_at__lte=application.recorded_at),
        "expected": application.clock(application.arrived_on()),
        "has_letter": application.letters.filter(kind="receipt").exists(),
    }
    return render(request, "applications/apply/receipt.html", context)


def as_filed(application: Application) -> dict[str, Any]:
    """Return what a person declares to be true when filing: plan, measures, support, files."""
    filed = facts.as_filed(application.plan, application.plan_schema)
    return {
        "plan": list(shown_items(filed, application.plan_schema)),
        "measures": application.measures.select_related("authority"),
        "support": application.support_requests.all(),
        "files": files_of(application),
    }
