"""The office's pages of support cases: the queue, one case, its steps."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.codes_support import SupportRefusal
from applications.models import SupportCase
from applications.support.forms import SUPPORT_FORMS, SupportCaseFilter
from applications.support.limits import ceilings, limit_of
from casework import audit, exports
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Support cases"), "url": reverse("console:support_cases")}
    return [first, {"label": here, "url": ""}] if here else [{**first, "url": ""}]


def support_cases(request: HttpRequest) -> HttpResponse:
    """List the support cases of the person's offices, the newest first."""
    form = SupportCaseFilter(request.GET, user=request.user)
    found = form.apply(SupportCase.objects.of_offices(request.user)).for_list()
    context = {
        "form": form,
        "page": keyset_page(found, request.GET),
        "breadcrumbs": _crumbs(),
        **exports.links("support", request.GET),
    }
    return render(request, "applications/support/list.html", context)


def support_case(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one case: what is asked, its limits, its ledger, its steps and its trail."""
    case = get_object_or_404(SupportCase.objects.of_offices(request.user).for_page(), pk=pk)
    limit = limit_of(case)
    context = {
        "case": case,
        "balance": case.balance,
        "entries": case.entries.all(),
        "refusals": [SupportRefusal(code).label for code in case.reason_codes],
        "limit": limit,
        "ceilings": ceilings(case, limit, 0) if limit else [],
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(case.number),
    }
    return render(request, "applications/support/office.html", context)


class SupportStep(StepView):
    """A step of the office on a support case."""

    model = SupportCase
    forms = SUPPORT_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return a case of the person's offices, else 404."""
        return get_object_or_404(SupportCase.objects.of_offices(request.user).for_page(), pk=pk)
