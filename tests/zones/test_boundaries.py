"""Boundaries an office imports: matching, merging, replacing, refusing."""

import json
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from zones.boundaries import N03_CREDIT, areas_of, import_boundaries
from zones.geo import GeometryError
from zones.models.reference import Boundary

NOON = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def square(x: float, y: float, size: float = 0.1) -> list:
    """A closed ring of GeoJSON positions."""
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return [[round(x + dx, 4), round(y + dy, 4)] for dx, dy in corners]


def feature(code, *rings, name: str = "N03_007") -> dict:
    """A GeoJSON feature with one polygon."""
    return {
        "type": "Feature",
        "properties": {name: code},
        "geometry": {"type": "Polygon", "coordinates": list(rings)},
    }


def collection(*features: dict) -> dict:
    """A GeoJSON FeatureCollection."""
    return {"type": "FeatureCollection", "features": list(features)}


def imported(*features: dict, source: str = "出典"):
    """Import features as an office would."""
    return import_boundaries(
        document=collection(*features), source=source, tolerance=0.0, imported_at=NOON
    )


def test_parts_of_a_town_become_one_boundary(reference):
    report = imported(feature("28222", square(134, 35)), feature("28222", square(135, 35)))
    assert report == (["282227"], [], 0)
    boundary = Boundary.objects.get()
    assert boundary.geometry["type"] == "MultiPolygon"
    assert len(boundary.geometry["coordinates"]) == 2
    assert (boundary.source, boundary.imported_at) == ("出典", NOON)


@pytest.mark.parametrize(
    ("code", "city"),
    [
        ("01101", "011002"),
        ("011029", "011002"),
        ("14118", "141003"),
        ("14131", "141305"),
        ("14151", "141500"),
        ("22138", "221309"),
        ("40131", "401307"),
        ("13101", "131016"),
        ("282227", "282227"),
    ],
)
def test_wards_join_their_designated_city(reference, code, city):
    assert imported(feature(code, square(135, 35))).stored == [city]


def test_codes_that_match_nothing_are_reported_not_stored(reference):
    report = imported(
        feature("01695", square(146, 44)),
        feature("28", square(134, 35)),
        feature(None, square(136, 35)),
        feature("28222", square(135, 35)),
    )
    assert report == (["282227"], ["01695", "28"], 1)
    assert Boundary.objects.count() == 1


@pytest.mark.parametrize("name", ["N03_007", "code", "CODE", "id"])
def test_code_is_found_under_the_names_files_use(reference, name):
    assert imported(feature("28222", square(135, 35), name=name)).stored == ["282227"]


def test_importing_again_replaces_the_boundary(reference):
    imported(feature("28222", square(134, 35)))
    imported(feature("28222", square(136, 35)), source="新しい出典")
    boundary = Boundary.objects.get()
    assert boundary.geometry["coordinates"][0][0][0] == [136, 35]
    assert boundary.source == "新しい出典"


def test_damaged_document_stores_nothing(reference):
    broken = feature("05215")
    broken["geometry"]["coordinates"] = [7]
    with pytest.raises(GeometryError):
        imported(feature("28222", square(134, 35)), broken)
    assert not Boundary.objects.exists()


def test_areas_of_gives_only_towns_with_boundaries(reference, django_assert_num_queries):
    imported(feature("28222", square(134, 35)), source="出典：国土数値情報")
    with django_assert_num_queries(1):
        [area] = areas_of(["282227", "052159"])
    assert (area.label, area.source) == ("養父市", "出典：国土数値情報")


def test_command_credits_n03_by_itself_and_prints_what_was_left_out(reference, tmp_path, capsys):
    path = tmp_path / "N03.geojson"
    shapes = [feature("28222", square(134, 35)), feature("99999", square(134, 36))]
    path.write_text(json.dumps(collection(*shapes, feature("", square(1, 1)))), encoding="utf-8")
    call_command("import_boundaries", str(path))
    assert Boundary.objects.get().source == N03_CREDIT
    printed = capsys.readouterr().out
    assert "99999" in printed
    assert len(printed.splitlines()) == 3


def test_command_needs_a_credit_line_for_other_files(reference, tmp_path):
    path = tmp_path / "towns.geojson"
    shapes = collection(feature("282227", square(134, 35), name="code"))
    path.write_text(json.dumps(shapes), encoding="utf-8")
    with pytest.raises(CommandError, match="--source"):
        call_command("import_boundaries", str(path))
    assert not Boundary.objects.exists()
    call_command("import_boundaries", str(path), source="出典：町")
    assert Boundary.objects.get().source == "出典：町"


@pytest.mark.parametrize("content", [b"", b"code,name\n", b"{}", b"[1]", b"\xff\xfe\x00", b"{"])
def test_command_refuses_a_file_that_is_no_map(reference, tmp_path, content):
    path = tmp_path / "wrong.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match="FILE"):
        call_command("import_boundaries", str(path), source="出典")


def test_command_refuses_a_missing_file_and_a_negative_tolerance(reference, tmp_path):
    with pytest.raises(CommandError, match="FILE"):
        call_command("import_boundaries", str(tmp_path / "none.json"))
    path = tmp_path / "empty.json"
    path.write_text(json.dumps(collection()))
    with pytest.raises(CommandError, match="--tolerance"):
        call_command("import_boundaries", str(path), tolerance=-1.0)


def test_command_asks_for_the_reference_data_first(db, tmp_path):
    path = tmp_path / "N03.json"
    path.write_text(json.dumps(collection(feature("28222", square(134, 35)))))
    with pytest.raises(CommandError, match="load_reference"):
        call_command("import_boundaries", str(path))
