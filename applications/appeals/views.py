"""The screens of appeals: the company's, and those of the office that reviews or defends."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.appeals.forms import FORMS
from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.opening import OpeningView
from applications.apply.steps import CompanyStepView
from applications.codes_appeal import AppealKind
from applications.models import Appeal, RequestedMeasure
from casework import audit
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView


def _measure(request: HttpRequest, pk: int) -> RequestedMeasure:
    own = scope.applications(request.user).values("pk")
    found = RequestedMeasure.objects.filter(application__in=own).select_related(
        "application__zone", "application__company", "application__procedure", "authority"
    )
    return get_object_or_404(found, pk=pk)


class LodgeAppeal(OpeningView):
    """Lodging an appeal about one measure: against its determination, or against inaction."""

    model = Appeal
    forms = FORMS
    first = "lodge"

    def blank(self, request: HttpRequest, **kwargs: Any) -> Appeal:
        """Return an appeal against what was disclosed, else against the absence of a determination."""
        measure = _measure(request, kwargs["pk"])
        if measure.application.status == "draft":
            raise Http404
        found = measure.determination if measure.status == "disclosed" else None
        return Appeal(
            application=measure.application,
            measure=measure,
            determination=found,
            kind=AppealKind.DISPOSITION if found else AppealKind.INACTION,
            reviewing_office=measure.authority,
        )

    def company_of(self, case: Appeal) -> Any:
        """Return the appellant."""
        return case.application.company

    def subject_of(self, case: Appeal) -> str:
        """Return what the appeal is about."""
        return f"{case.application.title}（{case.measure}）"


class CompanyAppealStep(CompanyStepView):
    """A step of the appellant."""

    model = Appeal
    forms = FORMS

    def cases(self, user: Any) -> Any:
        """Return the appeals of the user's companies."""
        return Appeal.objects.of_companies(user).select_related(
            "application__zone", "application__company", "measure", "determination"
        )

    def company_of(self, case: Appeal) -> Any:
        """Return the appellant."""
        return case.application.company

    def subject_of(self, case: Appeal) -> str:
        """Return what the appeal is about."""
        return case.application.title


def apply_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appeal to the appellant: where it stands, both sides' statements, the ruling."""
    case = get_object_or_404(Appeal.objects.of_companies(request.user).for_list(), pk=pk)
    context = {
        "appeal": case,
        "steps": steps_for(case, request.user),
        "statements": statements(case),
        "breadcrumbs": crumbs(
            (case.application.title, case.application.company_url()), (_("Appeal"), "")
        ),
    }
    return render(request, "applications/appeals/company.html", context)


def statements(case: Appeal) -> list[dict[str, Any]]:
    """Return what was stated, by whom and when, in the order of the procedure."""
    rows = [
        (_("Grounds of the appeal"), case.lodged_by_name, case.lodged_at, case.grounds),
        (_("Just cause of lateness"), case.lodged_by_name, case.lodged_at, case.late_reason),
        (_("Request to suspend execution"), "", case.lodged_at, case.suspension_reason),
        (_("Answer about the suspension"), "", None, case.suspension_words),
        (_("Statement of defence"), case.defended_by_name, case.defended_at, case.defence),
        (_("Statement in reply"), "", case.replied_at, case.reply_text),
        (
            _("Opinion of the review officer"),
            case.officer_name,
            case.concluded_at,
            case.officer_opinion,
        ),
        (_("Ruling"), case.ruled_by_name, case.ruled_at, case.ruling_reasons),
        (_("Text granted by the ruling"), "", case.ruled_at, case.changed_text),
    ]
    return [
        {"label": label, "by": by, "at": at, "text": text} for label, by, at, text in rows if text
    ]


def appeals(request: HttpRequest) -> HttpResponse:
    """List the appeals that the person's offices review or defend, the newest first."""
    page = keyset_page(Appeal.objects.visible_to(request.user).for_list(), request.GET)
    context = {"page": page, "breadcrumbs": [{"label": _("Appeals"), "url": ""}]}
    return render(request, "applications/appeals/list.html", context)


def appeal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an appeal to the office with its statements and the steps this person may take."""
    case = get_object_or_404(Appeal.objects.visible_to(request.user).for_list(), pk=pk)
    context = {
        "appeal": case,
        "steps": steps_for(case, request.user),
        "statements": statements(case),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": [
            {"label": _("Appeals"), "url": reverse("console:appeals")},
            {"label": str(case), "url": ""},
        ],
    }
    return render(request, "applications/appeals/office.html", context)


class OfficeAppealStep(StepView):
    """A step of the reviewing or the deciding office, or of the review officer."""

    model = Appeal
    forms = FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Appeal:
        """Return an appeal of the person's offices, else 404."""
        found = Appeal.objects.visible_to(request.user).select_related(
            "application__zone", "application__company", "measure", "determination", "officer"
        )
        return get_object_or_404(found, pk=pk)
