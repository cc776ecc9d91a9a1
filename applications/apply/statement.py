"""The statement of truth: the company asks an officer to sign, and sees whether the signature holds."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications.apply import inviting, scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.papers_forms import OfficerForm
from applications.apply.steps import CompanyStepView
from applications.content import content_sha256
from applications.membership import Act
from applications.models import Application, Statement
from applications.rules.papers import needs_statement
from casework.transitions import Stale, steps_for


def apply_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the signatures of an application; ask an officer to sign."""
    application = scope.application_for(request.user, pk)
    if request.method != "POST":
        form = OfficerForm(user=request.user, initial=_proposed(application))
        return _show(request, application, form)
    scope.require(request.user, Act.DRAFT, application)
    form = OfficerForm(request.POST, user=request.user)
    if not form.is_valid():
        return _show(request, application, form, status=422)
    try:
        inviting.ask_signature(application, actor=request.user, **form.cleaned_data)
    except Stale:
        return _show(request, application, form, status=409)
    return redirect("apply_statement", pk=pk)


def _proposed(application: Application) -> dict[str, Any]:
    last = application.statements.last()
    if last is None:
        return {"officer_name": application.company.representative}
    return {
        name: getattr(last, name) for name in ("officer_name", "officer_title", "officer_email")
    }


def signatures(application: Application, user: Any) -> list[dict[str, Any]]:
    """Return the requests, newest first, each with whether its signature holds for the content now."""
    digest = content_sha256(application)
    found = []
    for statement in reversed(application.statements.all()):
        statement.application = application
        found.append(
            {
                "statement": statement,
                "holds": statement.content_sha256 == digest,
                "link_is_open": statement.link_is_open(),
                "steps": steps_for(statement, user),
            }
        )
    return found


def _show(
    request: HttpRequest, application: Application, form: OfficerForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Statement of truth")),
        "rows": signatures(application, request.user),
        "needed": needs_statement(application, request.user),
        "form": form,
        "stale": status == 409,
        "open": application.status == "draft" and scope.may(request.user, Act.DRAFT, application),
    }
    return render(request, "applications/apply/statement.html", context, status=status)


class StatementStepView(CompanyStepView):
    """Sending the link again, and withdrawing the request."""

    model = Statement

    def cases(self, user: Any) -> QuerySet[Statement]:
        """Return the statements on the applications that the user's companies lead."""
        return Statement.objects.filter(
            application__company__in=scope.companies(user).values("pk")
        ).select_related("application__company", "application__zone")

    def company_of(self, case: Statement) -> Any:
        """Return the applicant."""
        return case.application.company


def papers_card(application: Application, user: Any) -> dict[str, Any]:
    """Return who applies jointly, and how the newest statement stands, for the draft's overview."""
    last = application.statements.exclude(status="withdrawn").last()
    signed = last is not None and last.status == "signed"
    return {
        "papers": {
            "partners": [p for p in application.co_applicants.all() if p.status != "removed"],
            "statement": last,
            "holds": signed and last.content_sha256 == content_sha256(application),
            "needed": needs_statement(application, user),
        }
    }
