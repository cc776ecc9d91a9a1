"""The tile map: 47 prefectures of one size, classed by quantiles.

Real areas would hide small prefectures and towns. Five classes at most; "no data" is no class.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from zones.reference import read_rows

TILE, TILE_GAP = 48, 4
CLASSES = 5


def quantile_bounds(values: Sequence[float], classes: int = CLASSES) -> list[float]:
    """Return the upper bounds of up to five classes of about equal size; ties share a class."""
    ordered = sorted(values)
    if not ordered:
        return []
    count = len(ordered)
    cuts = (ordered[max(0, -(-count * part // classes) - 1)] for part in range(1, classes + 1))
    return sorted(set(cuts))


def level_of(value: float | None, bounds: Sequence[float]) -> int | None:
    """Return the class 0–4 of a value; None where there is no value."""
    if value is None:
        return None
    return next(level for level, bound in enumerate(bounds) if value <= bound)


def tile_legend(values: Sequence[float | None], bounds: Sequence[float]) -> list[dict[str, Any]]:
    """Return the classes with their true lowest and highest values and their counts."""
    groups: dict[int, list[float]] = {level: [] for level in range(len(bounds))}
    for value in values:
        if value is not None:
            groups[level_of(value, bounds)].append(value)
    return [
        {
            "level": level,
            "number": level + 1,
            "low": min(group),
            "high": max(group),
            "count": len(group),
        }
        for level, group in groups.items()
    ]


@cache
def tile_layout() -> list[dict[str, Any]]:
    """Return code, names, row and column of the 47 tiles."""
    names = {row["code"]: row["name"] for row in read_rows("prefectures.csv")}
    return [
        {
            "code": row["code"],
            "name": names[row["code"]],
            "short_name": row["short_name"],
            "x": int(row["column"]) * (TILE + TILE_GAP),
            "y": int(row["row"]) * (TILE + TILE_GAP),
        }
        for row in read_rows("prefecture_tiles.csv")
    ]


def tile_map(
    values: Mapping[str, float | None], *, urls: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return 47 same-size tiles classed by quantiles.

    `values` maps two-digit prefecture codes to numbers; a missing code or None is "no data" and is
    never drawn as 0. Raises KeyError for a code that is no prefecture.
    """
    layout = tile_layout()
    unknown = set(values) - {tile["code"] for tile in layout}
    if unknown:
        raise KeyError(f"no prefecture has the code {sorted(unknown)}")
    known = [value for value in values.values() if value is not None]
    bounds = quantile_bounds(known)
    tiles = []
    for tile in layout:
        value = values.get(tile["code"])
        level = level_of(value, bounds)
        number = None if level is None else level + 1
        url = (urls or {}).get(tile["code"], "")
        tiles.append({**tile, "value": value, "level": level, "number": number, "url": url})
    extent = {axis: max(tile[axis] for tile in layout) + TILE for axis in "xy"}
    return {
        "viewbox": f"0 0 {extent['x']} {extent['y']}",
        "tile": TILE,
        "tiles": tiles,
        "legend": tile_legend(list(values.values()), bounds),
        "missing": len(tiles) - len(known),
        "has_links": bool(urls),
    }
