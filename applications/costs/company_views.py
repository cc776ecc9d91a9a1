"""The company's answer to the one question after filing: how long the application took."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.costs import recording
from applications.costs.forms import HoursForm
from applications.facts.hours import APPLICANT_HOURS
from applications.roles import is_filer
from casework.transitions import Blocked


def apply_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, with its purpose, how long the application took; or show what was told."""
    application = get_object_or_404(scope.applications(request.user), pk=pk)
    told = application.applicant_hours.standing().first()
    form = HoursForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        hours = form.cleaned_data["hours"]
        try:
            recording.tell_hours(actor=request.user, application=application, hours=hours)
        except Blocked as error:
            form.refuse(error)
        else:
            messages.success(request, _("Thank you. Recorded."))
            return redirect(application.company_url())
    context = {
        "application": application,
        "form": form,
        "fact": APPLICANT_HOURS,
        "told": told,
        "may_tell": told is None
        and application.arrived_at is not None
        and is_filer(application, request.user),
        "breadcrumbs": crumbs(
            (application.title, application.company_url()), (str(APPLICANT_HOURS.label), "")
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/costs/hours.html", context, status=status)
