"""Boundaries of municipalities that an office imports, matched to our codes.

国土数値情報 N03 gives five-digit codes (N03_007) and the wards of designated cities one by one; other
files give six digits. Wards join their city. Nothing is shipped: each file keeps its own credit.
"""

import json
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction

from zones.choices import MunicipalityType
from zones.codes import is_ascii_digits, with_check_digit
from zones.geo import GeometryError, read_polygons, tidy
from zones.maps import MapArea
from zones.models.reference import Boundary, Municipality

DIGITS = 4
LEAST_AREA = 1e-5  # square degrees, about 0.1 km²
CODE_PROPERTIES = ("N03_007", "code", "CODE", "id")
N03_CREDIT = "「国土数値情報（行政区域データ）」（国土交通省）を加工して作成"


class ImportReport(NamedTuple):
    """What an import did: codes stored, codes no municipality has, shapes without a code."""

    stored: list[str]
    unmatched: list[str]
    without_code: int


def code_of(feature: dict[str, Any]) -> str:
    """Return the code a feature carries, as text; empty when it has none."""
    properties = feature.get("properties") or {}
    candidates = [properties.get(name) for name in CODE_PROPERTIES] + [feature.get("id")]
    return next((str(value).strip() for value in candidates if value not in (None, "")), "")


def is_n03(document: Any) -> bool:
    """Tell whether the first shape carries the code column of 国土数値情報 N03.

    Raises GeometryError when the document is no GeoJSON or TopoJSON.
    """
    first = next(read_polygons(document), ({}, []))[0]
    return "N03_007" in (first.get("properties") or {})


class CodeIndex:
    """Finds the municipality a code in a map file belongs to, wards of cities included."""

    def __init__(self) -> None:
        """Read the known codes once."""
        known = dict(Municipality.objects.values_list("code", "municipality_type"))
        self.codes = set(known)
        self.cities = sorted(
            code for code, kind in known.items() if kind == MunicipalityType.DESIGNATED_CITY
        )

    def find(self, code: str) -> str | None:
        """Return our six-digit code for a five- or six-digit one; None when nothing matches."""
        if len(code) == 5 and is_ascii_digits(code):
            code = with_check_digit(code)
        return code if code in self.codes else self.city_of(code)

    def city_of(self, code: str) -> str | None:
        """Return the designated city a ward's code follows: 011011 (中央区) → 011002 (札幌市)."""
        place = bisect_right(self.cities, code)
        city = self.cities[place - 1] if place else ""
        is_ward = len(code) == 6 and code[2] == "1" and city[:3] == code[:3]
        return city if is_ward else None


def read_document(path: Path) -> Any:
    """Return the parsed file. Raises GeometryError when it is no JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise GeometryError(str(error)) from error


@transaction.atomic
def import_boundaries(
    *, document: Any, source: str, tolerance: float, imported_at: datetime
) -> ImportReport:
    """Store the polygons of a GeoJSON or TopoJSON document, replacing earlier ones.

    `tolerance` is in degrees (0.001 is about 100 m). All parts of a municipality in the document
    become one MultiPolygon. Raises GeometryError and stores nothing when the document is damaged.
    """
    index, parts, unmatched = CodeIndex(), defaultdict(list), set()
    without_code = 0
    for feature, polygons in read_polygons(document, tolerance):
        if not polygons:
            continue
        code = code_of(feature)
        own = index.find(code) if code else None
        without_code += not code
        if own:
            parts[own] += polygons
        elif code:
            unmatched.add(code)
    rows = boundaries_of(parts, source, imported_at)
    Boundary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["municipality"],
        update_fields=["geometry", "source", "imported_at"],
    )
    return ImportReport([row.municipality_id for row in rows], sorted(unmatched), without_code)


def boundaries_of(parts: dict[str, list], source: str, imported_at: datetime) -> list[Boundary]:
    """Return unsaved boundaries in the order of the codes; shapes that vanish are left out."""
    shapes = {code: tidy(parts[code], DIGITS, LEAST_AREA) for code in sorted(parts)}
    return [
        Boundary(municipality_id=code, geometry=shape, source=source, imported_at=imported_at)
        for code, shape in shapes.items()
        if shape["coordinates"]
    ]


def areas_of(codes: Iterable[str]) -> list[MapArea]:
    """Return the map areas of municipalities that have boundaries (one query); others are absent."""
    rows = Boundary.objects.filter(municipality__in=list(codes)).select_related("municipality")
    return [
        MapArea(geometry=row.geometry, label=row.municipality.name, source=row.source)
        for row in rows.order_by("municipality_id")
    ]
