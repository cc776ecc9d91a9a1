"""Small geometry: reading TopoJSON, simplifying lines, measuring rings.

A position is (longitude, latitude) in degrees, a ring a closed list of positions (first = last), a
geometry a GeoJSON Polygon or MultiPolygon. Sources: RFC 7946, the TopoJSON specification, and
Douglas and Peucker (1973) for the simplification.
"""

from collections.abc import Iterator, Sequence
from typing import Any

Position = tuple[float, float]
Ring = list[Position]
LEAST_RING = 4


class GeometryError(ValueError):
    """The file is no GeoJSON or TopoJSON of polygons."""


def squared_distance(point: Position, start: Position, end: Position) -> float:
    """Return the squared distance of a point from the segment between two others."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    along = ((x - x1) * dx + (y - y1) * dy) / length if length else 0.0
    along = min(1.0, max(0.0, along))
    return (x - x1 - along * dx) ** 2 + (y - y1 - along * dy) ** 2


def simplify(line: Sequence[Position], tolerance: float) -> Ring:
    """Drop positions nearer than `tolerance` degrees to the line that is left.

    The ends stay, so arcs shared by neighbors still meet; a closed line stays closed.
    """
    limit = tolerance * tolerance
    kept = {0, len(line) - 1}
    stack = [(0, len(line) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        far, worst = start, -1.0
        for index in range(start + 1, end):
            distance = squared_distance(line[index], line[start], line[end])
            if distance > worst:
                far, worst = index, distance
        if worst > limit:
            kept.add(far)
            stack += [(start, far), (far, end)]
    return [line[index] for index in sorted(kept)]


def ring_area(ring: Sequence[Position]) -> float:
    """Return the area of a ring in square degrees, whatever its direction."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def rounded(ring: Sequence[Position], digits: int) -> Ring:
    """Round positions and drop those that fall together; the ring stays closed."""
    result: Ring = []
    for x, y in ring:
        position = (round(x, digits), round(y, digits))
        if not result or result[-1] != position:
            result.append(position)
    return result


def decoded_arcs(topology: dict[str, Any], tolerance: float) -> list[Ring]:
    """Return the arcs of a TopoJSON topology in degrees, simplified once for both neighbors."""
    transform = topology.get("transform")
    (sx, sy), (tx, ty) = (
        (transform["scale"], transform["translate"]) if transform else ((1, 1), (0, 0))
    )
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        line: Ring = []
        for position in arc:
            x, y = (x + position[0], y + position[1]) if transform else position[:2]
            line.append((x * sx + tx, y * sy + ty))
        arcs.append(simplify(line, tolerance) if tolerance else line)
    return arcs


def stitched(arcs: list[Ring], indices: Sequence[int]) -> Ring:
    """Join arcs to a ring; a negative index ~i means arc i backwards."""
    ring: Ring = []
    for index in indices:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line[1:] if ring else line
    return ring


def topology_polygons(topology: dict[str, Any], tolerance: float) -> Iterator[tuple[dict, list]]:
    """Yield (geometry object with id and properties, its polygons) of every TopoJSON object."""
    arcs = decoded_arcs(topology, tolerance)
    for collection in topology["objects"].values():
        for shape in collection.get("geometries", [collection]):
            groups = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}
            polygons = groups.get(shape.get("type")) or []
            yield (
                shape,
                [[stitched(arcs, ring) for ring in polygon] for polygon in polygons],
            )


def collection_polygons(
    collection: dict[str, Any], tolerance: float
) -> Iterator[tuple[dict, list]]:
    """Yield (feature, its polygons) of a GeoJSON FeatureCollection."""
    for feature in collection["features"]:
        shape = feature.get("geometry") or {}
        groups = {
            "Polygon": [shape.get("coordinates")],
            "MultiPolygon": shape.get("coordinates"),
        }
        polygons = groups.get(shape.get("type")) or []
        yield (
            feature,
            [
                [
                    simplify([tuple(position[:2]) for position in ring], tolerance)
                    for ring in polygon
                ]
                for polygon in polygons
            ],
        )


def read_polygons(document: Any, tolerance: float = 0.0) -> Iterator[tuple[dict, list]]:
    """Yield (feature, polygons) from GeoJSON or TopoJSON; a polygon is a list of rings.

    Raises GeometryError when the document is neither or is damaged.
    """
    kind = document.get("type") if isinstance(document, dict) else None
    readers = {"Topology": topology_polygons, "FeatureCollection": collection_polygons}
    if kind not in readers:
        raise GeometryError(f"type {kind!r}")
    try:
        yield from readers[kind](document, tolerance)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise GeometryError(f"{type(error).__name__}: {error}") from error


def tidy(polygons: Sequence[Sequence[Ring]], digits: int, least_area: float) -> dict[str, Any]:
    """Return a MultiPolygon without islets under `least_area`; the largest part always stays."""
    parts = sorted(polygons, key=lambda polygon: ring_area(polygon[0]), reverse=True)
    kept = parts[:1] + [part for part in parts[1:] if ring_area(part[0]) >= least_area]
    shapes = []
    for part in kept:
        rings = [rounded(ring, digits) for ring in part]
        rings = [ring for ring in rings if len(ring) >= LEAST_RING]
        if rings:
            shapes.append(rings)
    return {"type": "MultiPolygon", "coordinates": shapes}
