"""The steps that a company takes, each on a screen of its own."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from applications.apply import forms, scope
from applications.apply.crumbs import crumbs
from applications.membership import Act
from applications.models import Application, Clarification, Exemption, Report
from applications.notices import company_people
from applications.powers import side_of
from casework.fsm import Case
from casework.views import StepForm, StepView


class CompanyStepView(StepView):
    """A step on a case of the user's companies; every other case is 404."""

    base = "base.html"
    template = "applications/apply/step.html"

    def cases(self, user: Any) -> QuerySet[Any]:
        """Return the cases whose steps this user may meet."""
        raise NotImplementedError

    def company_of(self, case: Any) -> Any:
        """Return the company that acts."""
        raise NotImplementedError

    def application_of(self, case: Any) -> Any:
        """Return the application on which the case hangs."""
        return side_of(case)[1]

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return the case if it is one of the user's companies, else 404."""
        return get_object_or_404(self.cases(request.user), pk=pk)

    def address_of(self, case: Any) -> str:
        """Return the company's page of the case."""
        return case.company_url()

    def breadcrumbs(self, case: Any, step: str) -> list[dict[str, Any]]:
        """Return the way back: my applications, the case, this step."""
        return crumbs((self.subject_of(case), self.address_of(case)), (self.label_of(step), ""))

    def drafts(self, case: Any, transition: Any, user: Any, form: StepForm) -> list[Any]:
        """Return the notices that reach the company itself; officials' addresses are not shown."""
        own = set(company_people(self.company_of(case), self.application_of(case)))
        return [
            draft for draft in super().drafts(case, transition, user, form) if own & set(draft.to)
        ]


class ApplicationStepView(CompanyStepView):
    """Filing and withdrawing."""

    model = Application
    forms = forms.APPLICATION_FORMS

    def cases(self, user: Any) -> QuerySet[Application]:
        """Return the applications of the user's companies."""
        return scope.applications(user).select_related(
            "company", "zone", "procedure", "examining_office"
        )

    def company_of(self, case: Application) -> Any:
        """Return the applicant."""
        return case.company

    def subject_of(self, case: Application) -> str:
        """Return the title."""
        return case.title

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Take the step; filing ends on the receipt, deleting a draft on the list."""
        answer = super().post(request, pk, step)
        if answer.status_code == 302 and step == "submit":
            return redirect("apply_receipt", pk=pk)
        if answer.status_code == 302 and step == "discard":
            return redirect("apply")
        return answer

    def show(
        self, request: HttpRequest, case: Any, step: str, form: StepForm, **more: Any
    ) -> HttpResponse:
        """Lead whoever files twice (a second click) to the one receipt."""
        if step == "submit" and case.status != "draft" and scope.may(request.user, Act.FILE, case):
            if request.method == "POST":
                messages.info(
                    request, _("This application has been filed already. This is its receipt.")
                )
            return redirect("apply_receipt", pk=case.pk)
        return super().show(request, case, step, form, **more)


class ClarificationStepView(CompanyStepView):
    """Answering a correction request."""

    model = Clarification
    forms = forms.CLARIFICATION_FORMS

    def cases(self, user: Any) -> QuerySet[Clarification]:
        """Return the requests on the applications of the user's companies."""
        return scope.clarifications(user)

    def company_of(self, case: Clarification) -> Any:
        """Return the applicant."""
        return case.application.company

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Take the step; adding or removing a row only changes what the page asks."""
        case = self.get_case(request, pk)
        if {"add", "remove"} & set(request.POST):
            form = self.make_form(request, case, step, data=request.POST)
            return self.show(request, case, step, form)
        return super().post(request, pk, step)

    def subject_of(self, case: Clarification) -> str:
        """Return the title of the application."""
        return case.application.title


class ExemptionStepView(CompanyStepView):
    """Gathering consent, starting, suspending, giving up."""

    model = Exemption
    forms = forms.EXEMPTION_FORMS

    def cases(self, user: Any) -> QuerySet[Exemption]:
        """Return the exemptions that the user's companies hold."""
        return scope.exemptions(user).select_related(
            "zone__lead", "holder", "authority", "application__procedure"
        )

    def company_of(self, case: Exemption) -> Any:
        """Return the holder."""
        return case.holder

    def subject_of(self, case: Exemption) -> str:
        """Return the title."""
        return case.title


class ReportStepView(CompanyStepView):
    """Submitting a report."""

    model = Report
    forms = forms.REPORT_FORMS

    def cases(self, user: Any) -> QuerySet[Report]:
        """Return the reports on the exemptions that the user's companies hold."""
        return scope.reports(user)

    def company_of(self, case: Report) -> Any:
        """Return the holder."""
        return case.exemption.holder

    def subject_of(self, case: Report) -> str:
        """Return the title of the exemption."""
        return case.exemption.title
