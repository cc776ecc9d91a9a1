"""Anybody may report an incident or a complaint about an exemption, without an account."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from applications.effects.incident import ANYBODY
from applications.incidents.forms import PublicIncidentForm
from applications.incidents.reporting import take
from applications.models import Exemption
from cms.register.views import crumbs

REPORTS_AN_HOUR = 5
HOUR = 3600


def too_many(request: HttpRequest) -> bool:
    """Count a report from this address; tell whether it is beyond what an hour allows.

    Only a keyed digest of the address is held, for an hour; nothing of it is stored with the report.
    """
    address = salted_hmac("cms.incident", get_adapter().get_client_ip(request)).hexdigest()
    key = f"incident:{address}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) > REPORTS_AN_HOUR
    except ValueError:  # it ran out between the two calls
        return False


def register_exemption_report(request: HttpRequest, public_number: str) -> HttpResponse:
    """Show the form, and take a report in; only what is complete counts against the hour."""
    exemption = get_object_or_404(Exemption.objects.for_page(), public_number=public_number)
    form = PublicIncidentForm(request.POST or None, exemption=exemption)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and too_many(request):
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
