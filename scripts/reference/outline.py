"""japan_outline.json: the coast of Japan for maps that show points.

From Natural Earth 1:10m (public domain) as packed in the npm package `world-atlas`. Natural Earth
files the Northern Territories (北方領土) under another country; official maps of Japan show them, so
they are taken from there.
"""

import json
from pathlib import Path

from scripts.reference.tables import CompileError
from zones.geo import Ring, read_polygons, ring_area, rounded, simplify

JAPAN, NEIGHBOR = "392", "643"
TOLERANCE = 0.01
DIGITS = 3
LEAST_AREA = 0.0011  # square degrees, about 11 km²: 与論島 and 母島 stay, islets go
SOURCE = "natural_earth"


def is_northern(ring: Ring) -> bool:
    """Tell whether a ring lies in the box of 択捉, 国後, 色丹 and 歯舞."""
    return all(145.3 < x < 149.0 and 43.3 < y < 45.6 for x, y in ring)


def rings_of(document: dict) -> list[Ring]:
    """Return the outer rings of Japan, Northern Territories included, largest first."""
    rings = []
    for feature, polygons in read_polygons(document):
        outer = [polygon[0] for polygon in polygons]
        if feature.get("id") == JAPAN:
            rings += outer
        elif feature.get("id") == NEIGHBOR:
            rings += filter(is_northern, outer)
    return sorted(rings, key=ring_area, reverse=True)


def compile_outline(package: Path, target: Path) -> dict[str, int]:
    """Write japan_outline.json from an unpacked world-atlas package; returns rings per file."""
    path = package / "countries-10m.json"
    if not path.is_file():
        raise CompileError(f"{path} is missing: unpack `npm pack world-atlas` and give its folder")
    rings = [
        rounded(simplify(ring, TOLERANCE), DIGITS)
        for ring in rings_of(json.loads(path.read_text(encoding="utf-8")))
        if ring_area(ring) >= LEAST_AREA
    ]
    document = {"source": SOURCE, "rings": rings}
    text = json.dumps(document, separators=(",", ":"))
    (target / "japan_outline.json").write_text(text + "\n", encoding="utf-8")
    return {"japan_outline.json": len(rings)}
