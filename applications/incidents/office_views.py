"""The office's pages: the list, one incident, its steps, and a report taken by the office."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.incidents import reporting
from applications.incidents.forms import INCIDENT_FORMS, IncidentFilter
from applications.models import Incident
from applications.office.scope import office_exemptions
from applications.workflow.incident import OFFICES
from casework import audit
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView


def _incidents(user: Any) -> Any:
    return Incident.objects.filter(exemption__in=office_exemptions(user).values("pk"))


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Incidents and complaints"), "url": reverse("console:incidents")}
    return [first, {"label": here, "url": ""}] if here else [{**first, "url": ""}]


def incidents(request: HttpRequest) -> HttpResponse:
    """List the incidents and complaints that concern the person's offices, the newest first."""
    form = IncidentFilter(request.GET or None)
    found = form.apply(_incidents(request.user)).for_list()
    context = {
        "form": form,
        "page": keyset_page(found, request.GET),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "applications/incidents/list.html", context)


def incident(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one report with its hours, its steps and its trail."""
    case = get_object_or_404(_incidents(request.user).for_page(), pk=pk)
    context = {
        "incident": case,
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(case.number),
    }
    return render(request, "applications/incidents/office.html", context)


def incident_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in a report that reached the office by telephone or at the counter."""
    exemption = get_object_or_404(office_exemptions(request.user).for_page(), pk=pk)
    if not OFFICES(exemption, request.user):
        raise PermissionDenied
    return reporting.page(
        request,
        exemption,
        source="office",
        base="base_console.html",
        back=exemption.get_absolute_url(),
        crumbs=_crumbs(_("Report an incident or complaint")),
    )


class IncidentStep(StepView):
    """A step of the office on an incident."""

    model = Incident
    forms = INCIDENT_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Incident:
        """Return an incident that concerns the person's offices, else 404."""
        return get_object_or_404(_incidents(request.user).for_page(), pk=pk)
