"""The office's pages about zones, and the door of the office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import audit
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import steps_for
from casework.views import StepView
from zones.forms import ZoneFilter
from zones.founding import founding_offices
from zones.models import Municipality, Zone
from zones.models.intake import published_of
from zones.models.organisations import current_memberships
from zones.plan_forms import ZONE_FORMS

TRAIL_ROWS = 50


def office_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only people with a current place in an office in; others learn why (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not current_memberships(request.user):
            return render(request, "zones/console_no_office.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def zones(request: HttpRequest) -> HttpResponse:
    """List zones: those of the person's offices, or all that are public."""
    form = ZoneFilter(request.GET or None)
    found = form.apply(request.user).for_list()
    page = keyset_page(found, request.GET, keys=("name", "pk"), descending=False)
    context = {
        "form": form,
        "page": page,
        "may_found": bool(founding_offices(request.user)),
        "breadcrumbs": [{"label": _("Zones"), "url": ""}],
    }
    return render(request, "zones/console_zones.html", context)


def _for_page() -> Any:
    towns = Municipality.objects.select_related("prefecture").order_by("code")
    return (
        Zone.objects.select_related("legal_basis__law", "lead")
        .prefetch_related(Prefetch("municipalities", queryset=towns))
        .with_intakes()
    )


def zone(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one zone with its basis, its end, its procedures, and the steps this person may take."""
    case = get_object_or_404(_for_page().visible_to(request.user), pk=pk)
    is_ours = case.lead_id in {m.organisation_id for m in current_memberships(request.user)}
    context = {
        "zone": case,
        "intakes": published_of(case),
        "steps": steps_for(case, request.user),
        "is_ours": is_ours,
        "is_public": case.is_public,
        "trail": describe(audit.trail(case)[:TRAIL_ROWS]) if is_ours else [],
        "breadcrumbs": [
            {"label": _("Zones"), "url": reverse("console:zones")},
            {"label": case.name, "url": ""},
        ],
    }
    return render(request, "zones/console_zone.html", context)


class ZoneStep(StepView):
    """A step on a zone."""

    model = Zone
    forms = ZONE_FORMS

    @staticmethod
    def back(case: Any) -> str:
        """Return the zone's page in the office."""
        return reverse("console:zone", args=[case.pk])
