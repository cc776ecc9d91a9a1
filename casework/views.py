"""The screen of a step: what stands against it, what it asks, which notices it will send."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views import View

from casework import transitions
from casework.fsm import Case
from casework.hooks import step_refused
from casework.transitions import Blocked, Stale


class StepForm(forms.Form):
    """Base of every step's form: its cleaned data are the step's inputs. ``self.case`` is the case."""

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        self.case, self.user = case, user
        super().__init__(*args, **kwargs)

    def inputs(self) -> dict[str, Any]:
        """Return the step's inputs."""
        return dict(self.cleaned_data)


class StepView(View):
    """One step on one case. ``forms`` maps step names to StepForm classes; others ask nothing.

    ``base`` is the template that the screen extends, ``back`` a function (case) → address.
    """

    model: type[Case] = Case
    forms: dict[str, type[StepForm]] = {}
    base = "base_console.html"
    template = "casework/step.html"
    back: Callable[[Any], str] | None = None

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return the case if this person may see it, else 404."""
        return get_object_or_404(self.model._default_manager.visible_to(request.user), pk=pk)

    def find_step(self, case: Case, step: str) -> Any:
        """Return the transition; 404 for a step that no case of this kind has."""
        known = [t for t in transitions.transitions_of(self.model) if t.name == step]
        if not known or known[0].custom.get("internal"):
            raise Http404
        return next((t for t in known if t.source == case.status), None)

    def address_of(self, case: Case) -> str:
        """Return where the person goes after the step."""
        return self.back(case) if self.back else case.get_absolute_url()

    def get(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Show the step before it is taken."""
        case = self.get_case(request, pk)
        return self.show(request, case, step, self.make_form(request, case, step))

    def make_form(self, request: HttpRequest, case: Case, step: str, **bound: Any) -> StepForm:
        """Return the step's form, bound or not."""
        return self.forms.get(step, StepForm)(case=case, user=request.user, **bound)

    def show(
        self,
        request: HttpRequest,
        case: Case,
        step: str,
        form: StepForm,
        *,
        reasons: list[str] | None = None,
        stale: bool = False,
        previewed: bool = False,
    ) -> HttpResponse:
        """Render the screen with everything that was entered."""
        transition = self.find_step(case, step)
        self.check_role(case, step, request.user)
        if transition is None:
            state = {"state": transitions.state_label(case)}
            reasons = reasons or [_("This step is not open in the state “%(state)s”.") % state]
        context = {
            "case": case,
            "step": step,
            "label": self.label_of(step),
            "subject": self.subject_of(case),
            "breadcrumbs": self.breadcrumbs(case, step),
            "previewed": previewed,
            "transition": transition,
            "form": form,
            "base": self.base,
            "stale": stale,
            "back_url": self.address_of(case),
            "seen_version": self.version_to_send(request, case, stale=stale),
            "reasons": reasons
            if reasons is not None
            else self.unmet(case, transition, request.user),
            "drafts": self.drafts(case, transition, request.user, form),
        }
        status = 409 if stale else 422 if reasons or form.errors else 200
        return render(request, self.template, context, status=status)

    def check_role(self, case: Case, step: str, user: Any) -> None:
        """Raise PermissionDenied, whatever the state, for who never takes this step: a refusal must
        not tell an outsider how far the case is."""
        known = [t for t in transitions.transitions_of(self.model) if t.name == step]
        if not any(t.has_perm(case, user) for t in known):
            raise PermissionDenied

    def case_for_step(self, request: HttpRequest, pk: int, step: str) -> Case:
        """Return the case; who may not even see it gets 404, and their attempt is kept all the same."""
        try:
            return self.get_case(request, pk)
        except Http404:
            hidden = self.model._base_manager.filter(pk=pk).first()
            if hidden is not None:
                self.find_step(hidden, step)
                step_refused(hidden, step, request.user)
            raise

    def refuse_strangers(self, case: Case, step: str, user: Any) -> None:
        """Raise PermissionDenied before anything entered is read, and have the attempt kept."""
        try:
            self.check_role(case, step, user)
        except PermissionDenied:
            step_refused(case, step, user)
            raise

    def subject_of(self, case: Case) -> str:
        """Return what the screen calls the case."""
        return str(case)

    def breadcrumbs(self, case: Case, step: str) -> list[dict[str, str]]:
        """Return the way back: the case, then this step."""
        above = {"label": self.subject_of(case), "url": self.address_of(case)}
        return [above, {"label": self.label_of(step), "url": ""}]

    def unmet(self, case: Case, transition: Any, user: Any) -> list[str]:
        """Return what stands against the step before anything is entered."""
        return [str(r) for r in transitions.unmet_rules(case, transition, actor=user, inputs=None)]

    def drafts(self, case: Case, transition: Any, user: Any, form: StepForm) -> list[Any]:
        """Return the notices that the step would send, for the person to read first."""
        make = transition and transition.custom.get("notices")
        if not make:
            return []
        inputs = form.inputs() if form.is_bound and form.is_valid() else {}
        return make(case, user, inputs)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Take the step; show what refuses it with everything that was entered."""
        case = self.case_for_step(request, pk, step)
        self.find_step(case, step)
        self.refuse_strangers(case, step, request.user)
        form = self.make_form(request, case, step, data=request.POST, files=request.FILES)
        if not form.is_valid() or "preview" in request.POST:
            return self.show(request, case, step, form, previewed=form.is_valid())
        try:
            done = transitions.perform(
                case, step, actor=request.user, version=self.seen_version(request), **form.inputs()
            )
        except Stale:
            return self.show(request, self.get_case(request, pk), step, form, stale=True)
        except Blocked as blocked:
            return self.show(request, case, step, form, reasons=blocked.reasons)
        messages.success(request, _("Done: %(step)s") % {"step": self.label_of(step)})
        return redirect(self.address_of(done))

    def label_of(self, step: str) -> str:
        """Return the label of a step."""
        return str(
            next(t for t in transitions.transitions_of(self.model) if t.name == step).custom[
                "label"
            ]
        )

    def version_to_send(self, request: HttpRequest, case: Case, *, stale: bool) -> int:
        """Return the version that the screen sends next: the one that the person saw, until they
        are told that it is stale."""
        return case.version if stale or request.method == "GET" else self.seen_version(request)

    @staticmethod
    def seen_version(request: HttpRequest) -> int:
        """Return the version of the case that the person saw; -1 (stale) when it is missing."""
        value = request.POST.get("version", "")
        return int(value) if value.isascii() and value.isdigit() else -1
