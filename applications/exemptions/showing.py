"""What the pages of an exemption show of its life, put together once for all three sides."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from applications.models import Exemption, Overlap
from casework import clock
from casework.files import files_of
from casework.transitions import steps_for
from zones.maps import MapArea, MapPoint, area_map, point_map

MAP_WIDTH, MAP_HEIGHT = 640, 360
CLOSE_WIDTH, CLOSE_HEIGHT = 640, 400


def places(exemption: Exemption) -> dict[str, Any]:
    """Return the sites and their map: close up where boundaries are known, else on Japan.

    A site without degrees of its own is marked at the office of its municipality.
    """
    found = exemption.sites.select_related("municipality__prefecture", "municipality__boundary")
    sites = list(found)
    towns = {site.municipality for site in sites if site.municipality}
    points = [_point(site) for site in sites]
    areas = [_area(town) for town in sorted(towns, key=lambda t: t.pk) if hasattr(town, "boundary")]
    placed = [p for p in points if p.latitude is not None]
    drawn = None
    if areas:
        drawn = area_map(areas, points=placed, width=CLOSE_WIDTH, height=CLOSE_HEIGHT)
    elif placed:
        drawn = point_map(points, width=MAP_WIDTH, height=MAP_HEIGHT)
    return {"sites": sites, "map": drawn}


def _point(site: Any) -> MapPoint:
    town = site.municipality
    own = site.latitude is not None
    return MapPoint(
        latitude=site.latitude if own else town and town.office_latitude,
        longitude=site.longitude if own else town and town.office_longitude,
        label=site.name or site.municipality_text,
    )


def _area(town: Any) -> MapArea:
    boundary = town.boundary
    return MapArea(geometry=boundary.geometry, label=town.name, source=boundary.source)


def conditions(exemption: Exemption, *, route: str = "") -> list[dict[str, Any]]:
    """Return the conditions that hold today with their checks, the newest first, and the next due day.

    ``route`` names the address of a check's document; without it none is offered.
    """
    today = clock.today()
    slots = {f.slot for f in files_of(exemption)} if route else set()
    rows = []
    for condition in exemption.conditions.all():
        condition.exemption = exemption
        checks = sorted(condition.checks.all(), key=lambda c: (c.checked_on, c.pk), reverse=True)
        due = condition.next_check_on() if condition.holds_on(today) else None
        rows.append(
            {
                "condition": condition,
                "holds": condition.holds_on(today),
                "is_to_come": condition.from_on is not None and condition.from_on > today,
                "checks": [
                    {"check": c, "file": reverse(route, args=[c.pk]) if c.slot in slots else ""}
                    for c in checks
                ],
                "latest": checks[0] if checks else None,
                "due_on": due,
                "is_late": due is not None and due < today,
            }
        )
    return rows


def overlaps(exemption: Exemption, user: Any = None) -> list[dict[str, Any]]:
    """Return the overlaps of an exemption with the other side, and the steps of this person."""
    return [
        {
            "overlap": one,
            "other": one.other(exemption),
            "holds": one.holds_on(clock.today()),
            "steps": steps_for(one, user) if user is not None else [],
        }
        for one in Overlap.objects.of(exemption)
    ]


def orders(exemption: Exemption, user: Any = None) -> list[dict[str, Any]]:
    """Return the orders, the newest first; without a person, what is public: the issued ones."""
    found = exemption.orders.select_related("condition").order_by("-pk")
    if user is None:
        found = found.filter(issued_on__isnull=False)
    return [_with_steps(one, user) for one in found]


def bridges(exemption: Exemption, user: Any = None) -> list[dict[str, Any]]:
    """Return the requests for a revision of the law; without a person, those that carry or carried."""
    found = [b for b in exemption.bridges.all() if user is not None or b.until is not None]
    return [
        {**_with_steps(one, user), "holds": one.covers(clock.today())} for one in reversed(found)
    ]


def hearings(exemption: Exemption, user: Any) -> list[dict[str, Any]]:
    """Return the hearings with their inspections, the newest first; they are not public."""
    found = exemption.hearings.prefetch_related("inspections").order_by("-pk")
    return [_with_steps(one, user) for one in found]


def _with_steps(case: Any, user: Any) -> dict[str, Any]:
    return {"case": case, "steps": steps_for(case, user) if user is not None else []}


def life(exemption: Exemption, user: Any, *, route: str) -> dict[str, Any]:
    """Return everything that the pages of the office and of the holder show of an exemption's life."""
    return {
        "places": places(exemption),
        "binding": exemption.binding_or_none(),
        "conditions": conditions(exemption, route=route),
        "overlaps": overlaps(exemption, user),
        "orders": orders(exemption, user),
        "bridges": bridges(exemption, user),
        "hearings": hearings(exemption, user),
        "bridged": bridged(exemption, clock.today()),
        "editions": list(exemption.editions.all()),
    }


def bridged(exemption: Exemption, on: date) -> Any:
    """Return the bridge by which the exemption continues on a day, or None."""
    return next((b for b in exemption.bridges.all() if b.covers(on)), None)


def public_life(exemption: Exemption) -> dict[str, Any]:
    """Return what anybody may know: places, checks by result, rules, orders, the bridge; no persons."""
    rows = conditions(exemption)
    return {
        "places": places(exemption),
        "binding": exemption.binding_or_none(),
        "conditions": [{**row, "counts": _counts(row["checks"])} for row in rows],
        "overlaps": [row for row in overlaps(exemption) if row["overlap"].from_on is not None],
        "orders": orders(exemption),
        "bridges": bridges(exemption),
        "bridged": bridged(exemption, clock.today()),
    }


def _counts(checks: list[dict[str, Any]]) -> dict[str, int]:
    results = [row["check"].result for row in checks]
    return {
        "all": len(results),
        **{code: results.count(code) for code in ("kept", "broken", "unclear")},
    }
