"""Anybody may report an incident or a complaint about an exemption, without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications.effects.incident import ANYBODY
from applications.incidents.forms import PublicIncidentForm
from applications.incidents.reporting import take
from applications.models import Exemption
from casework.hourly import too_many
from cms.register.views import crumbs

REPORTS_AN_HOUR = 5


def register_exemption_report(request: HttpRequest, public_number: str) -> HttpResponse:
    """Show the form, and take a report in; only what is complete counts against the hour."""
    exemption = get_object_or_404(Exemption.objects.for_page(), public_number=public_number)
    form = PublicIncidentForm(request.POST or None, exemption=exemption)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and too_many(request, "incident", most=REPORTS_AN_HOUR):
            status = 429
            form.add_error(
                None,
                _("At most %(number)d reports an hour are taken from one address. Try again later.")
                % {"number": REPORTS_AN_HOUR},
            )
        elif take(request, form, exemption, actor=ANYBODY, source="public") is not None:
            return redirect("register_exemption", public_number=public_number)
    context = {
        "breadcrumbs": crumbs(exemption.public_number),
        "exemption": exemption,
        "form": form,
    }
    return render(request, "cms/register/report.html", context, status=status)
