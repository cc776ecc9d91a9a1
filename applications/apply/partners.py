"""Joint applicants: the lead names them; their own people read, and confirm or decline."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications.apply import inviting, scope
from applications.apply.answering import Answering
from applications.apply.crumbs import crumbs, draft_crumbs
from applications.apply.papers_forms import PartnerForm
from applications.apply.steps import CompanyStepView
from applications.membership import Act
from applications.models import Application, CoApplicant
from casework.files import files_of
from casework.serving import download_of
from casework.transitions import Stale, steps_for


def apply_partners(request: HttpRequest, pk: int) -> HttpResponse:
    """List who applies; name another organization."""
    application = scope.application_for(request.user, pk)
    if request.method != "POST":
        return _show(request, application, PartnerForm(application=application))
    scope.require(request.user, Act.DRAFT, application)
    form = PartnerForm(request.POST, application=application)
    if not form.is_valid():
        return _show(request, application, form, status=422)
    try:
        inviting.invite(application, actor=request.user, **form.cleaned_data)
    except Stale:
        return _show(request, application, form, status=409)
    return redirect("apply_partners", pk=pk)


def _show(
    request: HttpRequest, application: Application, form: PartnerForm, *, status: int = 200
) -> HttpResponse:
    partners = application.co_applicants.exclude(status="removed")
    for partner in partners:
        partner.application = application
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Joint applicants")),
        "partners": [(p, steps_for(p, request.user)) for p in partners],
        "form": form,
        "stale": status == 409,
        "open": application.status == "draft" and scope.may(request.user, Act.DRAFT, application),
    }
    return render(request, "applications/apply/partners.html", context, status=status)


def invitations(user: Any) -> QuerySet[CoApplicant]:
    """Return what the user's companies are asked to confirm, or have confirmed."""
    return CoApplicant.objects.of_companies(user).select_related(
        "application__company", "application__zone", "application__procedure"
    )


def apply_partner(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the people of the organization asked read the application, and confirm or decline."""
    partner = get_object_or_404(invitations(request.user), pk=pk)
    if request.method == "POST":
        scope.require_filer(request.user, partner.company_id or 0)
    if partner.status == "confirmed":
        return redirect("apply_application", pk=partner.application_id)
    answering = Answering(request, partner, request.user)
    answering.breadcrumbs = crumbs((partner.application.title, ""))
    answering.file_route = ("apply_partner_file", partner.pk)
    return answering.respond()


def partner_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Hand a file of the application to the people of the organization that is asked to join."""
    partner = get_object_or_404(invitations(request.user), pk=pk)
    stored = get_object_or_404(files_of(partner.application), pk=file)
    return download_of(stored, request.user)


class PartnerStepView(CompanyStepView):
    """Sending the link again, and taking a joint applicant off."""

    model = CoApplicant

    def cases(self, user: Any) -> QuerySet[CoApplicant]:
        """Return the joint applicants on the applications that the user's companies lead."""
        return CoApplicant.objects.filter(
            application__company__in=scope.companies(user).values("pk")
        ).select_related("application__company", "application__zone")

    def company_of(self, case: CoApplicant) -> Any:
        """Return the lead applicant."""
        return case.application.company
