"""municipalities.csv and prefectures.csv: every municipality with its official figures."""

from collections.abc import Iterable
from pathlib import Path

from scripts.reference.tables import CompileError, read_table, write_table
from zones.codes import municipality_check_digit

EXPECTED = 1741
KINDS = {
    "政令指定都市": "designated_city",
    "市": "city",
    "特別区": "special_ward",
    "町": "town",
    "村": "village",
}
KASO = {
    "全部過疎": "whole",
    "一部過疎": "partial",
    "みなし過疎": "deemed",
    "なし": "none",
}
COPIED = {
    "code": "code",
    "prefecture": "pref_code",
    "county": "county",
    "name": "name",
    "kana": "kana",
    "romaji": "romaji",
    "similar_group": "similar_group",
    "population_census_2020": "pop_census_2020",
    "population_census_2025_preliminary": "pop_census_2025_prelim",
    "population_register_2024": "pop_jb_20240101",
    "population_65_over_2020": "pop65_2020",
    "households_2020": "households_2020",
    "area_km2": "area_km2_2024",
    "kaso_area": "kaso_area",
    "office_latitude": "office_lat",
    "office_longitude": "office_lon",
    "office_note": "office_note",
    "url": "url",
}
COLUMNS = (*COPIED, "municipality_type", "kaso")
PREFECTURE_COLUMNS = ("code", "name", "kana")


def compiled(row: dict[str, str]) -> dict[str, str]:
    """Return one row of our table; refuses a code whose check digit is wrong."""
    code = row["code"]
    if len(code) != 6 or municipality_check_digit(code[:5]) != code[5]:
        raise CompileError(f"municipalities.csv: the check digit of {code!r} is wrong")
    return {
        **{ours: row[theirs].strip() for ours, theirs in COPIED.items()},
        "municipality_type": KINDS[row["type"]],
        "kaso": KASO[row["kaso_20220401"]],
    }


def prefectures_of(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Return the 47 prefectures in the order of their codes."""
    found = {row["pref_code"]: (row["prefecture"], row["prefecture_kana"]) for row in rows}
    return [{"code": code, "name": n, "kana": k} for code, (n, k) in sorted(found.items())]


def compile_municipalities(source: Path, target: Path) -> dict[str, int]:
    """Write both tables from SHARED/data/municipalities.csv; returns rows per file."""
    rows = sorted(read_table(source / "municipalities.csv"), key=lambda row: row["code"])
    if len(rows) != EXPECTED:
        raise CompileError(f"municipalities.csv: {len(rows)} rows, {EXPECTED} expected")
    return {
        "municipalities.csv": write_table(
            target / "municipalities.csv", COLUMNS, map(compiled, rows)
        ),
        "prefectures.csv": write_table(
            target / "prefectures.csv", PREFECTURE_COLUMNS, prefectures_of(rows)
        ),
    }
