"""The office's pages of costs: what is recorded for a zone, new entries, corrections, logged minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.codes_costs import CostLevel
from applications.costs import reading, recording
from applications.costs.forms import CostForm, DonationForm, RateForm, WorkLogForm
from applications.models import CostEntry, Donation, HourlyRate
from applications.office.scope import office_applications
from casework.paging import keyset_page
from casework.transitions import Blocked
from zones.models import Organisation, Zone
from zones.models.organisations import current_memberships

FORMS: dict[str, tuple[Any, Callable[..., Any], Any]] = {
    "cost": (CostForm, recording.record_cost, lambda: _("Record a cost")),
    "donation": (DonationForm, recording.record_donation, lambda: _("Record corporate donations")),
    "rate": (RateForm, recording.record_rate, lambda: _("Record an hourly rate")),
}


def _crumbs(zone: Any = None, here: str = "") -> list[dict[str, str]]:
    crumbs = [{"label": _("Costs"), "url": reverse("console:costs")}]
    if zone is not None:
        crumbs.append({"label": zone.name, "url": reverse("console:zone_costs", args=[zone.pk])})
    if here:
        crumbs.append({"label": here, "url": ""})
    crumbs[-1]["url"] = ""
    return crumbs


def _may_write(user: Any, zone: Any) -> bool:
    for level in CostLevel:
        try:
            recording.writing_office(user, zone, level)
        except PermissionDenied:
            continue
        return True
    return False


def costs(request: HttpRequest) -> HttpResponse:
    """List the zones whose costs the person may read here."""
    found = Zone.objects.visible_to(request.user)
    page = keyset_page(found, request.GET, keys=("name", "pk"), descending=False)
    context = {"page": page, "breadcrumbs": _crumbs()}
    return render(request, "applications/costs/zones.html", context)


def zone_costs(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a zone's costs with their sums, the entries that can be corrected, rates and donations."""
    zone = get_object_or_404(Zone.objects.visible_to(request.user), pk=pk)
    entries = CostEntry.objects.standing().filter(zone=zone).select_related("exemption")
    context = {
        "zone": zone,
        "sums": reading.of(zone),
        "entries": keyset_page(entries, request.GET),
        "donations": Donation.objects.standing().filter(zone=zone).order_by("-fiscal_year", "pk"),
        "rates": HourlyRate.objects.standing().filter(zone=zone).order_by("level", "-valid_from"),
        "may_write": _may_write(request.user, zone),
        "breadcrumbs": _crumbs(zone),
    }
    return render(request, "applications/costs/zone.html", context)


def cost_new(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Record a cost, a donation or a rate of a zone."""
    if what not in FORMS:
        raise Http404
    zone = get_object_or_404(Zone.objects.visible_to(request.user), pk=pk)
    return _entry(request, zone, what)


def cost_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Record the entry that stands in the place of another one."""
    entry = get_object_or_404(CostEntry.objects.select_related("zone"), pk=pk)
    zone = get_object_or_404(Zone.objects.visible_to(request.user), pk=entry.zone_id)
    return _entry(request, zone, "cost", corrects=entry)


def _entry(
    request: HttpRequest, zone: Any, what: str, corrects: CostEntry | None = None
) -> HttpResponse:
    if not _may_write(request.user, zone):
        raise PermissionDenied
    make, record, title = FORMS[what]
    more: dict[str, Any] = {"zone": zone, "corrects": corrects} if what == "cost" else {}
    form = make(request.POST or None, **more)
    if request.method == "POST" and form.is_valid():
        kept = {"corrects": corrects} if corrects is not None else {}
        try:
            record(actor=request.user, zone=zone, **kept, **form.cleaned_data)
        except (ValidationError, Blocked) as error:
            form.refuse(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect("console:zone_costs", pk=zone.pk)
    context = {
        "form": form,
        "zone": zone,
        "title": _("Correct a cost") if corrects is not None else title(),
        "corrects": corrects,
        "breadcrumbs": _crumbs(zone, title()),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/costs/entry.html", context, status=status)


def work_log(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the minutes logged on an application, and log some for one's own office."""
    application = get_object_or_404(office_applications(request.user), pk=pk)
    office = _own_office(request.user, application)
    form = WorkLogForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recording.log_work(
                actor=request.user, application=application, office=office, **form.cleaned_data
            )
        except Blocked as error:
            form.refuse(error)
        else:
            messages.success(request, _("Recorded."))
            return redirect("console:work_log", pk=pk)
    logs = application.work_logs.standing().select_related("office").order_by("-on", "-pk")
    context = {
        "application": application,
        "form": form,
        "logs": logs,
        "minutes": reading.minutes_of(application),
        "breadcrumbs": [
            {"label": str(application), "url": application.get_absolute_url()},
            {"label": _("Work log"), "url": ""},
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/costs/work_log.html", context, status=status)


def _own_office(user: Any, application: Any) -> Organisation:
    """Return the office for which a person logs work: the one concerned with the case, if any."""
    held = [m.organisation for m in current_memberships(user)]
    concerned = {application.examining_office_id, application.zone.lead_id}
    return next((office for office in held if office.pk in concerned), held[0])
