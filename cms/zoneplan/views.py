"""The hearing of a plan, the history of a zone, and the calls. All are public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.hourly import too_many
from casework.paging import keyset_page
from casework.transitions import Blocked
from cms import live
from zones.differences import lines_of
from zones.eligibility import flags
from zones.hearing import give_opinion
from zones.models import Call, Consent, Zone
from zones.models.calls import CallPhase
from zones.plan_forms import OpinionForm

OPINIONS_AN_HOUR = 5
TAKEN = 302
PLACES_TAKEN = ("received", "chosen", "passed_over")


def _crumbs(zone: Zone, label: str) -> list[dict[str, str]]:
    return [
        {"label": _("Zones"), "url": reverse("zones")},
        {"label": zone.name, "url": zone.get_absolute_url()},
        {"label": label, "url": ""},
    ]


def _zone(slug: str) -> Zone:
    return get_object_or_404(live.for_page(live.public_zones()), slug=slug)


def zone_hearing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the plan that is heard with all opinions and replies; take an opinion from anybody."""
    zone = _zone(slug)
    form = OpinionForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _take(request, zone, form)
        if status == TAKEN:
            messages.success(request, _("Thank you. Your opinion is published with the reply."))
            return redirect(f"{reverse('zone_hearing', args=[slug])}#opinions")
    context = {
        "zone": zone,
        "form": form if zone.hears_on() else None,
        "opinions": zone.opinions.order_by("pk"),
        "breadcrumbs": _crumbs(zone, _("Hearing on the plan")),
    }
    return render(request, "cms/zoneplan/hearing.html", context, status=status)


def _take(request: HttpRequest, zone: Zone, form: OpinionForm) -> int:
    """Write an opinion down and return the status to answer; only what is complete counts."""
    if not form.is_valid():
        return 422
    if zone.hears_on() and too_many(request, "opinion", most=OPINIONS_AN_HOUR):
        form.add_error(
            None,
            _("At most %(number)d opinions an hour are taken from one address. Try again later.")
            % {"number": OPINIONS_AN_HOUR},
        )
        return 429
    try:
        give_opinion(zone, **form.cleaned_data)
    except Blocked as blocked:
        form.add_error(None, blocked.reasons[0])
        return 422
    return TAKEN


def zone_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what became of the plan: consents, changes old beside new, demands, revocation, closing."""
    zone = _zone(slug)
    # What is being prepared, and a revocation before it is decided, nobody outside knows of.
    changes = list(zone.changes.exclude(status__in=("prepared", "withdrawn")).order_by("-pk"))
    for change in changes:
        change.zone = zone
    consents = Consent.objects.filter(zone=zone).select_related("measure", "ministry", "change")
    demands = zone.demands.exclude(status="prepared").select_related("office")
    context = {
        "zone": zone,
        "flags": [(town, flags(town)) for town in zone.municipalities.all()],
        "consents": consents,
        "changes": [(change, lines_of(change)) for change in changes],
        "demands": demands,
        "revocations": zone.revocations.filter(status="decided"),
        "breadcrumbs": _crumbs(zone, _("History of the plan")),
    }
    return render(request, "cms/zoneplan/history.html", context)


def calls(request: HttpRequest) -> HttpResponse:
    """List the calls, those that close last first, page by page; those open today on top."""
    published = Call.objects.published().filter(zone__in=live.public_zones().values("pk"))
    joined = Count("entries", filter=Q(entries__status__in=PLACES_TAKEN))
    open_now = published.open_on().for_list().annotate(joined=joined)
    others = published.exclude(pk__in=published.open_on().values("pk")).for_list()
    page = keyset_page(
        others.annotate(joined=joined), request.GET, keys=("closes_on", "pk"), descending=True
    )
    context = {
        "open_now": open_now,
        "page": page,
        "breadcrumbs": [{"label": _("Calls"), "url": ""}],
    }
    return render(request, "cms/zoneplan/calls.html", context)


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a call: text, criteria, places, window, how many joined; after its outcome, who was chosen."""
    published = Call.objects.published().select_related("zone__lead")
    found = get_object_or_404(published, pk=pk)
    phase = found.phase()
    joined: Any = found.entries.filter(status__in=PLACES_TAKEN)
    concluded = phase is CallPhase.CONCLUDED
    chosen = joined.filter(status="chosen").select_related("company") if concluded else ()
    context = {
        "call": found,
        "phase": phase,
        "joined": joined.count(),
        "chosen": chosen,
        "breadcrumbs": [
            {"label": _("Calls"), "url": reverse("calls")},
            {"label": found.title, "url": ""},
        ],
    }
    return render(request, "cms/zoneplan/call.html", context)
