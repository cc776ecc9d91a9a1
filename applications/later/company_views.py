"""The company's screens of changes, copies, successions, and of a new application that changes a grant."""

from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.apply import scope
from applications.apply.case import disclosed_determination
from applications.apply.crumbs import crumbs
from applications.apply.opening import OpeningView
from applications.apply.steps import CompanyStepView
from applications.facts.showing import shown_items
from applications.later.forms import CHANGE_FORMS, REISSUE_FORMS, SUCCESSION_FORMS
from applications.models import Application, ChangeRequest, Letter, Reissue, Succession
from casework import clock, files
from casework.files import files_of
from casework.transitions import steps_for

SLOT = "succession"


class _Opening(OpeningView):
    def company_of(self, case: Any) -> Any:
        """Return the company that asks."""
        return case.application.company

    def subject_of(self, case: Any) -> str:
        """Return the title of the application."""
        return case.application.title

    def filed(self, request: HttpRequest, pk: int) -> Application:
        """Return a filed application of the user's companies, else 404."""
        found = scope.application_for(request.user, pk)
        if found.status == "draft":
            raise Http404
        return found


class ProposeChange(_Opening):
    """Proposing a change before the decision."""

    model = ChangeRequest
    forms = CHANGE_FORMS
    first = "propose"

    def blank(self, request: HttpRequest, **kwargs: Any) -> ChangeRequest:
        """Return an empty change of the application."""
        return ChangeRequest(application=self.filed(request, kwargs["pk"]))


class RequestCopy(_Opening):
    """Requesting a copy of a letter."""

    model = Reissue
    forms = REISSUE_FORMS
    first = "request"

    def blank(self, request: HttpRequest, **kwargs: Any) -> Reissue:
        """Return a request for a copy of one of the company's letters."""
        own = Letter.objects.of_companies(request.user).select_related("application__company")
        letter = get_object_or_404(own, pk=kwargs["pk"])
        return Reissue(application=letter.application, letter=letter)


class FileSuccession(_Opening):
    """Filing that another company takes this one's place."""

    model = Succession
    forms = SUCCESSION_FORMS
    first = "file"

    def blank(self, request: HttpRequest, **kwargs: Any) -> Succession:
        """Return a succession of the application."""
        return Succession(application=self.filed(request, kwargs["pk"]))

    def opened(self, case: Any, actor: Any, form: Any) -> None:
        """Keep the document with the succession."""
        files.store(case, form.cleaned_data["document"], slot=SLOT, actor=actor)


class CompanyLaterStep(CompanyStepView):
    """A step of the company on what it asked."""

    def cases(self, user: Any) -> Any:
        """Return the cases of the user's companies."""
        own = scope.applications(user).values("pk")
        return self.model._default_manager.filter(application__in=own).select_related(
            "application__company", "application__zone"
        )

    def company_of(self, case: Any) -> Any:
        """Return the company that asked."""
        return case.application.company

    def subject_of(self, case: Any) -> str:
        """Return the title of the application."""
        return case.application.title


class ChangeStep(CompanyLaterStep):
    """A step on a change."""

    model = ChangeRequest
    forms = CHANGE_FORMS


class ReissueStep(CompanyLaterStep):
    """A step on a request for a copy."""

    model = Reissue
    forms = REISSUE_FORMS


class SuccessionStep(CompanyLaterStep):
    """A step of either side of a succession."""

    model = Succession
    forms = SUCCESSION_FORMS

    def cases(self, user: Any) -> Any:
        """Return the successions in which the user's companies are on either side."""
        return Succession.objects.of_companies(user).select_related(
            "application__zone", "transferor", "successor"
        )


def apply_succession(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a succession to both companies, and the past to the one that handed over."""
    found = Succession.objects.of_companies(request.user).select_related(
        "application__zone", "application__procedure", "transferor", "successor"
    )
    case = get_object_or_404(found, pk=pk)
    context = {
        "succession": case,
        "document": files_of(case).first(),
        "steps": steps_for(case, request.user),
        "breadcrumbs": crumbs((_("Succession"), "")),
        **_past(case, request.user),
    }
    return render(request, "applications/later/succession.html", context)


def _past(case: Succession, user: Any) -> dict[str, Any]:
    """Return plan, determinations and letters as they stood until the succession took effect."""
    if case.transferor not in scope.companies(user):
        return {"past": None}
    until = case.taken_at or clock.now()
    revision = case.application.revisions.filter(made_at__lte=until).order_by("-number").first()
    measures = case.application.measures.filter(disclosed_at__lte=until).select_related("authority")
    letters = case.application.letters.filter(company=case.transferor, issued_at__lte=until)
    return {
        "past": {
            "plan": list(shown_items(revision.plan, case.application.plan_schema))
            if revision
            else [],
            "measures": [(m, disclosed_determination(m)) for m in measures],
            "letters": letters.for_page(),
        }
    }


def apply_succession_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the document of a succession to both companies."""
    case = get_object_or_404(Succession.objects.of_companies(request.user), pk=pk)
    stored = files_of(case).first()
    if stored is None:
        raise Http404
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


@require_POST
def apply_amend(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the application by which a granted one is changed (変更の認定): prefilled and linked."""
    old = scope.application_to_edit(request.user, pk)
    if not old.exemptions.exists():
        raise Http404
    open_draft = old.amendments.filter(status="draft").order_by("-pk").first()
    return redirect("apply_draft", pk=(open_draft or _copy(old, request.user)).pk)


def _copy(old: Application, actor: Any) -> Application:
    with transaction.atomic():
        new = Application.objects.create(
            company=old.company,
            zone=old.zone,
            procedure=old.procedure,
            title=old.title,
            plan=old.plan,
            plan_schema=old.plan_schema,
            created_by=actor,
            amends=old,
        )
        for measure in old.measures.all():
            new.measures.create(
                position=measure.position,
                special_measure_id=measure.special_measure_id,
                law_title=measure.law_title,
                article=measure.article,
                text_asked=measure.text_asked,
                authority_id=measure.authority_id,
            )
        return new
