"""The page on which an incident is reported; each side adds its own frame."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications.effects.incident import report_incident
from applications.incidents.forms import IncidentForm
from applications.models import Exemption, Incident
from casework.transitions import Blocked


def take(
    request: HttpRequest, form: IncidentForm, exemption: Exemption, *, actor: Any, source: str
) -> Incident | None:
    """Report what the form holds; None when it is not valid or a rule stands against it."""
    if not form.is_valid():
        return None
    try:
        made = report_incident(exemption, actor=actor, source=source, **form.facts())
    except Blocked as blocked:
        for reason in blocked.reasons:
            form.add_error(None, reason)
        return None
    messages.success(request, _("Reported under the number %(number)s") % {"number": made.number})
    return made


def page(
    request: HttpRequest, exemption: Exemption, *, source: str, base: str, back: str, crumbs: Any
) -> HttpResponse:
    """Show the form to the holder or an office, and take it in."""
    form = IncidentForm(request.POST or None, exemption=exemption)
    if request.method == "POST":
        made = take(request, form, exemption, actor=request.user, source=source)
        if made is not None:
            holder = source == "holder"
            return redirect(made.company_url() if holder else made.get_absolute_url())
    context = {
        "form": form,
        "exemption": exemption,
        "base": base,
        "back": back,
        "breadcrumbs": crumbs,
    }
    status = 422 if form.errors else 200
    return render(request, "applications/incidents/new.html", context, status=status)
