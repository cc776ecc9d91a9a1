"""The script that makes the reference tables: what it takes, leaves out and refuses."""

import json

import pytest

from scripts.reference.laws import compile_laws
from scripts.reference.measures import with_bases
from scripts.reference.municipalities import compile_municipalities, compiled
from scripts.reference.outline import compile_outline
from scripts.reference.sources import compile_sources
from scripts.reference.tables import CompileError, read_table, write_table
from scripts.reference.zones import compiled as compiled_zone
from scripts.reference.zones import is_used
from zones.reference import DATA

ZONE = {
    "id": "4",
    "zone_type": "国家戦略特区",
    "name": "養父市",
    "date": "2014-05-01",
    "date_precision": "day",
    "stage": "指定",
    "area_text": "兵庫県養父市",
    "pref_codes": "",
    "municipality_codes": "282227",
    "note": "",
    "source_url": "https://example.jp/",
    "source_kind": "官公庁",
}


def test_shipped_sources_and_laws_are_what_the_script_writes(tmp_path):
    compile_sources(tmp_path)
    compile_laws(tmp_path)
    for name in ("sources.csv", "laws.csv"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_wrong_check_digit_is_refused():
    with pytest.raises(CompileError, match="282228"):
        compiled({"code": "282228"})


def test_list_that_is_not_complete_is_refused(tmp_path):
    write_table(tmp_path / "municipalities.csv", ["code"], [{"code": "282227"}])
    with pytest.raises(CompileError, match="1 rows, 1741 expected"):
        compile_municipalities(tmp_path, tmp_path)


def test_missing_source_file_is_named(tmp_path):
    with pytest.raises(CompileError, match=r"nothing\.csv is missing"):
        read_table(tmp_path / "nothing.csv")


def test_missing_outline_package_is_named(tmp_path):
    with pytest.raises(CompileError, match="npm pack world-atlas"):
        compile_outline(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("change", "used"),
    [
        ({}, True),
        ({"zone_type": "構造改革特区", "stage": "認定（第4回）"}, True),
        ({"zone_type": "構造改革特区", "stage": "認定申請（第3回）"}, False),
        ({"stage": "区域拡大"}, False),
        ({"zone_type": "総合特区", "stage": "指定解除"}, False),
        ({"pref_codes": "28"}, False),
        ({"municipality_codes": ""}, False),
    ],
)
def test_only_designations_of_named_municipalities_become_zones(change, used):
    assert is_used(ZONE | change) is used


@pytest.mark.parametrize(
    ("date", "precision", "first_day"),
    [
        ("2014-05-01", "day", "2014-05-01"),
        ("2022-04", "month", "2022-04-01"),
        ("2004", "year", "2004-01-01"),
    ],
)
def test_zone_keeps_text_and_precision_of_its_date(date, precision, first_day):
    zone = compiled_zone(ZONE | {"date": date, "date_precision": precision})
    assert zone["designated_text"] == date
    assert zone["designated_precision"] == precision
    assert zone["designated_on"] == first_day


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        ({}, "1"),
        ({"area_text": "下関市の豊田町の区域"}, ""),
        ({"area_text": "瀬棚町の全域", "note": "瀬棚町は2005年合併で現せたな町"}, ""),
    ],
)
def test_zone_on_an_old_part_of_a_town_does_not_cover_it(change, whole):
    assert compiled_zone(ZONE | change)["covers_whole_municipality"] == whole


def test_as_above_is_written_out():
    rows = [{"programme_basis": "第8条の2"}, {"programme_basis": "同上"}]
    assert [row["programme_basis"] for row in with_bases(rows)] == ["第8条の2", "第8条の2"]


def test_outline_keeps_islands_and_the_northern_territories(tmp_path):
    def square(x, y, size):
        corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
        return [[[x + dx, y + dy] for dx, dy in corners]]

    shapes = [
        ("392", [square(138, 36, 1), square(128, 26, 0.5), square(140, 31, 0.01)]),
        ("643", [square(147, 44.5, 0.5), square(150, 46, 1)]),
    ]
    features = [
        {
            "type": "Feature",
            "id": country,
            "geometry": {"type": "MultiPolygon", "coordinates": polygons},
        }
        for country, polygons in shapes
    ]
    package = tmp_path / "countries-10m.json"
    package.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    assert compile_outline(tmp_path, tmp_path) == {"japan_outline.json": 3}
    rings = json.loads((tmp_path / "japan_outline.json").read_text())["rings"]
    assert [ring[0] for ring in rings] == [[138, 36], [128, 26], [147, 44.5]]


def test_tables_are_written_with_plain_line_ends(tmp_path):
    path = tmp_path / "table.csv"
    assert write_table(path, ["code", "name"], [{"code": "01", "name": "北海道"}]) == 1
    assert path.read_bytes() == "code,name\n01,北海道\n".encode()
    assert read_table(path) == [{"code": "01", "name": "北海道"}]
