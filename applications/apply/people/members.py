"""The page of a company's people: who acts for it, who is invited, which agents it has."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.people.forms import InviteForm
from applications.membership import CompanyRole, company_roles
from applications.models import Company, CompanyMember, Invitation
from casework.labels import describe
from casework.models import AuditEntry
from casework.transitions import Blocked, perform

SHOWN = 50


def owns(user: Any, company: Company) -> bool:
    """Tell whether the user owns the company's account."""
    return CompanyRole.OWNER in company_roles(user, company.pk)


def apply_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the people of one of the user's companies; its owner invites."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not owns(request.user, company):
            return _show(request, company, form, status=403)
        if form.is_valid() and _invite(request, company, form):
            return redirect("apply_people", pk=pk)
    return _show(request, company, form, status=422 if form.errors else 200)


def _invite(request: HttpRequest, company: Company, form: InviteForm) -> bool:
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                company=company, invited_by=request.user, **form.cleaned_data
            )
            perform(invitation, "send", actor=request.user, version=invitation.version)
    except Blocked as blocked:
        for reason in blocked.reasons:
            form.add_error("email", reason)
        return False
    return True


def _show(request: HttpRequest, company: Company, form: InviteForm, *, status: int) -> HttpResponse:
    everybody = list(
        CompanyMember.every.filter(company=company).select_related("user").order_by("pk")
    )
    invitations = list(company.invitations.select_related("invited_by"))
    powers = list(company.powers.for_list())
    context = {
        "company": company,
        "breadcrumbs": crumbs((company.name, company_url(company)), (_("People"), "")),
        "form": form,
        "is_owner": owns(request.user, company),
        "members": [member for member in everybody if member.status == "active"],
        "invitations": [i for i in invitations if i.status == "open" and i.email],
        "powers": powers,
        "trail": describe(_trail(everybody, invitations, powers)),
    }
    return render(request, "applications/apply/people.html", context, status=status)


def company_url(company: Company) -> str:
    """Return the page of the company's facts."""
    return f"/apply/company/{company.pk}/"


def _trail(*groups: list[Any]) -> Any:
    wanted = Q(pk__in=[])
    for cases in groups:
        if cases:
            wanted |= Q(case_type=cases[0].case_type, case_id__in=[case.pk for case in cases])
    return AuditEntry.objects.filter(wanted).order_by("-pk")[:SHOWN]
