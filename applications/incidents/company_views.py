"""The holder's pages: report an incident in two minutes, follow it, give cause and remedy."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.steps import CompanyStepView
from applications.incidents import reporting
from applications.incidents.forms import COMPANY_INCIDENT_FORMS
from applications.models import Incident
from casework.transitions import steps_for


def _incidents(user: Any) -> QuerySet[Incident]:
    inside = scope.exemptions(user).values("pk")
    return Incident.objects.filter(exemption__in=inside).for_page()


def apply_incident_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Report an incident or a complaint about an exemption of the user's companies."""
    exemption = get_object_or_404(scope.exemptions(request.user).for_page(), pk=pk)
    back = exemption.company_url()
    return reporting.page(
        request,
        exemption,
        source="holder",
        base="base.html",
        back=back,
        crumbs=crumbs((exemption.title, back), (_("Report an incident or complaint"), "")),
    )


def apply_incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report, how far it is, and what the holder has to do."""
    incident = get_object_or_404(_incidents(request.user), pk=pk)
    context = {
        "incident": incident,
        "steps": steps_for(incident, request.user),
        "breadcrumbs": crumbs(
            (incident.exemption.title, incident.exemption.company_url()), (incident.number, "")
        ),
    }
    return render(request, "applications/incidents/company.html", context)


class IncidentStepView(CompanyStepView):
    """Giving cause and remedy."""

    model = Incident
    forms = COMPANY_INCIDENT_FORMS

    def cases(self, user: Any) -> QuerySet[Incident]:
        """Return the incidents of the exemptions that the user's companies hold."""
        return _incidents(user)

    def company_of(self, case: Incident) -> Any:
        """Return the holder."""
        return case.exemption.holder

    def subject_of(self, case: Incident) -> str:
        """Return the number."""
        return case.number
