"""The office's landing page, and which zones a person's notices and trail come from."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from casework import clock
from casework.work import WorkItem, work_of
from zones.models import Zone
from zones.models.organisations import OfficeRole, current_memberships

SERVING = (OfficeRole.ADMINISTRATOR, OfficeRole.EXAMINER, OfficeRole.APPROVER)
SOON_DAYS = 7


def zones_seen(user: Any) -> list[str]:
    """Return the codes of the zones whose lead office the person works in."""
    return list(Zone.objects.administered_by(user).values_list("slug", flat=True))


def zones_served(user: Any) -> list[str]:
    """Return the codes of the zones for which the person acts, not only reads."""
    offices = {m.organisation_id for m in current_memberships(user) if m.role in SERVING}
    return list(Zone.objects.filter(lead__in=offices).values_list("slug", flat=True))


def work(request: HttpRequest) -> HttpResponse:
    """Show what waits, by due date: the person's own, or everything in their offices."""
    everything = work_of(request.user)
    whose = "all" if request.GET.get("whose") == "all" else "mine"
    zone = request.GET.get("zone", "")
    own = [item for item in everything if item.is_mine]
    chosen = everything if whose == "all" else own
    shown = [item for item in chosen if not zone or item.zone == zone]
    rows = [_row(item) for item in shown]
    context = {
        "rows": rows,
        "whose": whose,
        "tabs": _tabs(whose, len(own), len(everything)),
        "zones": sorted({item.zone for item in chosen}),
        "zone": zone,
        "late": sum(row["is_late"] for row in rows),
        "soon": sum(row["is_soon"] for row in rows),
        "offices": _offices(request.user),
        "today": clock.today(),
    }
    return render(request, "console/work.html", context)


def _tabs(whose: str, own: int, everything: int) -> list[dict[str, Any]]:
    choices = [("mine", _("Mine"), own), ("all", _("All of my offices"), everything)]
    return [
        {"label": label, "url": f"?whose={code}", "current": whose == code, "count": count}
        for code, label, count in choices
    ]


def _offices(user: Any) -> Iterable[str]:
    held = current_memberships(user)
    return [f"{m.organisation.name}（{m.get_role_display()}）" for m in held]


def _row(item: WorkItem) -> dict[str, Any]:
    left = (item.due_on - clock.today()).days if item.due_on else None
    return {
        "item": item,
        "left": left,
        "over": -left if left is not None and left < 0 else 0,
        "is_late": left is not None and left < 0,
        "is_soon": left is not None and 0 <= left <= SOON_DAYS,
    }
