"""Data for maps drawn as SVG on the server: points over Japan, areas, and the tile map.

Pure functions: they return numbers, path data and labels; templates write the markup
(zones/_point_map.html, zones/_tile_map.html). Amami with Okinawa, and the Ogasawara Islands, are
drawn in insets at the scale of the main map.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from zones.geo import Position, Ring
from zones.projection import Bounds, Frame, path_data
from zones.reference import DATA, read_rows
from zones.tiles import tile_map

__all__ = ["MapArea", "MapPoint", "area_map", "point_map", "tile_map"]

MAIN, OKINAWA, OGASAWARA = "main", "okinawa", "ogasawara"
BOUNDS = {
    MAIN: Bounds(west=128.2, south=29.95, east=149.1, north=45.75),
    OKINAWA: Bounds(west=122.7, south=23.8, east=131.6, north=29.95),
    OGASAWARA: Bounds(west=140.6, south=24.3, east=142.6, north=28.0),
}
INSET_LABELS = {OKINAWA: _("Amami and Okinawa"), OGASAWARA: _("Ogasawara")}
SOUTHERN_LATITUDE, DIVIDING_LONGITUDE = 29.95, 136.0
SHAPES = ("circle", "square", "triangle", "diamond", "cross")
POINT_RADIUS = 5.0


@dataclass(frozen=True, kw_only=True)
class MapPoint:
    """One mark on a map: degrees, a name, where it leads, and a state code of the caller's."""

    latitude: float | None
    longitude: float | None
    label: str
    url: str = ""
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class MapArea:
    """One polygon on a map: a GeoJSON MultiPolygon or Polygon, what it stands for, its credit."""

    geometry: Mapping[str, Any]
    label: str
    url: str = ""
    state: str = ""
    source: str = ""


def region_of(position: Position) -> str:
    """Return the part of the map on which a position of Japan is drawn."""
    longitude, latitude = position
    if latitude >= SOUTHERN_LATITUDE:
        return MAIN
    return OKINAWA if longitude < DIVIDING_LONGITUDE else OGASAWARA


@cache
def outline_rings() -> list[Ring]:
    """Return the coast of Japan as rings in degrees (Natural Earth, see sources.csv)."""
    return json.loads((DATA / "japan_outline.json").read_text(encoding="utf-8"))["rings"]


@cache
def outline_credit() -> str:
    """Return the credit line of the coast."""
    rows = read_rows("sources.csv")
    return next(row["attribution"] for row in rows if row["code"] == "natural_earth")


@cache
def national_frames(width: int, height: int) -> dict[str, Frame]:
    """Return the frames of the main map and its insets inside one rectangle."""
    main = Frame.fitted(BOUNDS[MAIN], width=width, height=height)
    okinawa = Frame(bounds=BOUNDS[OKINAWA], scale=main.scale, x=0.0, y=0.0)
    islands = Frame(bounds=BOUNDS[OGASAWARA], scale=main.scale, x=0.0, y=0.0)
    corner = {"x": width - islands.width, "y": height - islands.height}
    return {
        MAIN: main,
        OKINAWA: okinawa,
        OGASAWARA: Frame(bounds=islands.bounds, scale=main.scale, **corner),
    }


@cache
def national_outline(width: int, height: int) -> list[str]:
    """Return path data of the coast, one string per part of the map."""
    frames = national_frames(width, height)
    return [
        path_data((ring for ring in outline_rings() if region_of(ring[0]) == region), frame)
        for region, frame in frames.items()
    ]


def insets(frames: Mapping[str, Frame]) -> list[dict[str, Any]]:
    """Return the boxes of the insets with their names."""
    return [
        {
            "key": key,
            "label": label,
            "x": round(frames[key].x, 1),
            "y": round(frames[key].y, 1),
            "width": round(frames[key].width, 1),
            "height": round(frames[key].height, 1),
        }
        for key, label in INSET_LABELS.items()
    ]


def mark(shape: str, x: float, y: float, radius: float = POINT_RADIUS) -> str:
    """Return path data of a mark, so that states differ by shape as well as by color."""
    r = radius
    if shape == "circle":
        return f"M{x - r:g} {y:g}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z"
    t = r / 2.5
    corners = {
        "square": [(-r, -r), (r, -r), (r, r), (-r, r)],
        "triangle": [(0, -r * 1.2), (r * 1.2, r), (-r * 1.2, r)],
        "diamond": [(0, -r * 1.3), (r * 1.3, 0), (0, r * 1.3), (-r * 1.3, 0)],
        "cross": [
            *[(-t, -r), (t, -r), (t, -t), (r, -t), (r, t), (t, t)],
            *[(t, r), (-t, r), (-t, t), (-r, t), (-r, -t), (-t, -t)],
        ],
    }[shape]
    return "M" + "L".join(f"{x + dx:g} {y + dy:g}" for dx, dy in corners) + "Z"


def shapes_by_state(states: Iterable[str]) -> dict[str, str]:
    """Return a shape for every state, in the order given."""
    return {state: SHAPES[index % len(SHAPES)] for index, state in enumerate(states)}


def polygons_of(geometry: Mapping[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a GeoJSON Polygon or MultiPolygon."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def legend_of(states: Mapping[str, str | Promise], drawn: Sequence[Any]) -> list[dict[str, Any]]:
    """Return one legend entry per state with its mark and how many items have it."""
    counts = Counter(item.state for item in drawn)
    shapes = shapes_by_state(states)
    return [
        {"state": state, "label": label, "d": mark(shapes[state], 8, 8), "count": counts[state]}
        for state, label in states.items()
    ]


def placed(point: MapPoint) -> bool:
    """Tell whether a point has both coordinates."""
    return point.latitude is not None and point.longitude is not None


def drawn_points(
    points: Iterable[MapPoint], frame_of: Callable[[Position], Frame], shapes: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return points with their place and mark, north first so that southern marks lie on top."""
    result = []
    for point in sorted(filter(placed, points), key=lambda p: (-p.latitude, p.label)):
        position = (point.longitude, point.latitude)
        x, y = frame_of(position).project(position)
        d = mark(shapes.get(point.state, SHAPES[0]), x, y)
        result.append({"x": x, "y": y, "d": d, **described(point)})
    return result


def described(item: MapPoint | MapArea) -> dict[str, str]:
    """Return what points and areas have in common."""
    return {"label": item.label, "url": item.url, "state": item.state}


def drawn_areas(
    areas: Iterable[MapArea], frame_of: Callable[[Position], Frame]
) -> list[dict[str, Any]]:
    """Return areas as path data; each polygon goes to the part of the map it lies in."""
    result = []
    for area in areas:
        d = "".join(
            path_data(polygon, frame_of(polygon[0][0])) for polygon in polygons_of(area.geometry)
        )
        result.append({"d": d, **described(area)})
    return result


def contents(
    areas: Sequence[MapArea],
    points: Sequence[MapPoint],
    states: Mapping[str, str | Promise],
    frame_of: Callable[[Position], Frame],
) -> dict[str, Any]:
    """Return what both kinds of map hold: areas, points, legend, list."""
    marks = drawn_points(points, frame_of, shapes_by_state(states))
    shown = drawn_areas(areas, frame_of)
    named = {(item["label"], item["url"]): item for item in [*shown, *marks]}
    return {
        "areas": shown,
        "points": marks,
        "legend": legend_of(states, points or areas),
        "items_listed": list(named.values()),
        "unplaced": [described(point) for point in points if not placed(point)],
        "has_links": any(item.url for item in [*areas, *points]),
        "credits": sorted({area.source for area in areas if area.source}),
    }


def point_map(
    points: Iterable[MapPoint],
    *,
    width: int,
    height: int,
    states: Mapping[str, str | Promise] | None = None,
    areas: Iterable[MapArea] = (),
) -> dict[str, Any]:
    """Return a map of Japan with marks (and areas where boundaries are there).

    `width` and `height` are SVG units; `states` maps state codes to labels for the legend and gives
    each its shape. Points without coordinates are not drawn but returned under `unplaced`.
    """
    points, areas = list(points), list(areas)
    states = states or {}
    frames = national_frames(width, height)

    def frame_of(position: Position) -> Frame:
        return frames[region_of(position)]

    drawn = contents(areas, points, states, frame_of)
    return {
        **drawn,
        "credits": [outline_credit(), *drawn["credits"]],
        "viewbox": f"0 0 {width} {height}",
        "outline": national_outline(width, height),
        "insets": insets(frames),
    }


def area_map(
    areas: Iterable[MapArea],
    *,
    width: int,
    height: int,
    points: Iterable[MapPoint] = (),
    states: Mapping[str, str | Promise] | None = None,
) -> dict[str, Any]:
    """Return a close-up of areas, in the same form as `point_map`, without coast and insets.

    Raises ValueError when there is nothing to draw: show `point_map` then.
    """
    areas, points = list(areas), list(points)
    states = states or {}
    corners = [
        position
        for area in areas
        for polygon in polygons_of(area.geometry)
        for position in polygon[0]
    ]
    corners += [(p.longitude, p.latitude) for p in points if placed(p)]
    if not corners:
        raise ValueError("area_map needs at least one area or placed point")
    frame = Frame.fitted(Bounds.of(corners, margin=0.02), width=width, height=height)
    return {
        **contents(areas, points, states, lambda _position: frame),
        "viewbox": f"0 0 {width} {height}",
        "outline": [],
        "insets": [],
    }
