"""The company's page of a support case: how far it is, what is granted and paid, and withdrawing."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.steps import CompanyStepView
from applications.codes_support import SupportRefusal
from applications.models import SupportCase
from casework.transitions import steps_for


def cases_of(user: Any) -> QuerySet[SupportCase]:
    """Return the support cases of the applications that the user's side may read."""
    inside = scope.applications(user).values("pk")
    return SupportCase.objects.filter(application__in=inside).for_page()


def apply_support_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a support; a decision only once it is disclosed."""
    case = get_object_or_404(cases_of(request.user), pk=pk)
    known = case.is_disclosed
    context = {
        "case": case,
        "is_known": known,
        "balance": case.balance if known else None,
        "entries": case.entries.all() if known else [],
        "refusals": [SupportRefusal(code).label for code in case.reason_codes] if known else [],
        "steps": steps_for(case, request.user),
        "breadcrumbs": crumbs(
            (case.application.title, case.application.company_url()), (case.number, "")
        ),
    }
    return render(request, "applications/support/company.html", context)


class SupportStepView(CompanyStepView):
    """Withdrawing the request for a support."""

    model = SupportCase

    def cases(self, user: Any) -> QuerySet[SupportCase]:
        """Return the support cases of the user's companies."""
        return cases_of(user)

    def company_of(self, case: SupportCase) -> Any:
        """Return the company that asked."""
        return case.company

    def subject_of(self, case: SupportCase) -> str:
        """Return the number."""
        return case.number
