"""The screen on which a company opens a case that hangs on another one: asked, checked, then made."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from applications.apply.steps import CompanyStepView
from casework import transitions
from casework.fsm import Case
from casework.transitions import Blocked
from casework.views import StepForm


class OpeningView(CompanyStepView):
    """The first step of a case that does not exist yet; it is made in the step's own transaction.

    ``first`` names the step, ``blank(request, **kwargs)`` returns the case unsaved, else 404.
    """

    first = ""

    def blank(self, request: HttpRequest, **kwargs: Any) -> Any:
        """Return the case as it would be opened; 404 when this person may not see what it hangs on."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the step before the case is opened."""
        case = self.blank(request, **kwargs)
        return self.show(request, case, self.first, self.make_form(request, case, self.first))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Open the case and take its first step; or show what stands against it, nothing lost."""
        case = self.blank(request, **kwargs)
        self.check_role(case, self.first, request.user)
        form = self.make_form(request, case, self.first, data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self.show(request, case, self.first, form)
        try:
            done = self.open(case, request.user, form)
        except Blocked as blocked:
            fresh = self.blank(request, **kwargs)
            return self.show(request, fresh, self.first, form, reasons=blocked.reasons)
        return redirect(self.address_of(done))

    def open(self, case: Case, actor: Any, form: StepForm) -> Case:
        """Make the case and take its first step: both, or neither. Raises Blocked."""
        with transaction.atomic():
            transitions.lock(case.parent)
            case.save()
            done = transitions.perform(
                case, self.first, actor=actor, version=case.version, **form.inputs()
            )
            self.opened(done, actor, form)
            return done

    def opened(self, case: Any, actor: Any, form: StepForm) -> None:
        """Do what belongs to the opening, in its transaction: keep a document, for example."""

    def address_of(self, case: Any) -> str:
        """Return the case's page, or that of what it would hang on."""
        return case.company_url() if case.pk else case.parent.company_url()
