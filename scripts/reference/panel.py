"""panel.csv.xz and panel_indicators.csv: yearly official figures of every municipality."""

import csv
import lzma
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from scripts.reference.tables import CompileError, read_table, write_rows, write_table
from zones.codes import municipality_check_digit

COLUMNS = ("code", "year", "indicator", "value", "source")
INDICATOR_COLUMNS = (
    "code",
    "label_ja",
    "label_en",
    "unit",
    "direction",
    "year_basis",
    "sources",
    "first_year",
    "last_year",
    "published_on",
    "note",
)
SOURCES = {"S": "ssdse", "J": "register", "P": "ssds", "F": "furusato"}
ZERO = "0は「なし」のほか「秘匿・未調査」を含むことがあります（出典に欠測の表示がないため）。"
CENSUS = ZERO + "2020年の双葉町の0は実数です。"
# indicator → (direction in which a zone would wish it to go, note)
CHOSEN = {
    "JB_POP": (
        "up",
        "2014・2015・2023・2024年は社会・人口統計体系の値（年度の表示を翌年1月1日に読み替え）です。",
    ),
    "A1101": ("up", CENSUS),
    "A1303": ("context", CENSUS),
    "A4101": (
        "up",
        ZERO + "2015年以前は社会・人口統計体系、2016年以降はSSDSEの値です。",
    ),
    "A4200": (
        "context",
        ZERO + "2015年以前は社会・人口統計体系、2016年以降はSSDSEの値です。",
    ),
    "A5101": ("up", "日本人移動者のみ。政令指定都市の区間の移動を含みます。"),
    "A5102": ("down", "日本人移動者のみ。政令指定都市の区間の移動を含みます。"),
    "A5103": ("up", "外国人を含みます。"),
    "A5104": ("down", "外国人を含みます。"),
    "A7101": ("context", CENSUS),
    "C120110": ("up", ""),
    "C120120": ("up", ""),
    "D2201": ("up", ""),
    "D3203": ("context", ""),
    "E2501": ("up", ZERO),
    "F1102": ("up", CENSUS),
    "FURUSATO_AMT": ("up", ""),
}


def panel_rows(source: Path) -> Iterator[dict[str, str]]:
    """Yield the chosen rows of both source files with our source codes."""
    with (
        (source / "panel.csv").open(encoding="utf-8", newline="") as plain,
        lzma.open(source / "panel_extended.csv.xz", "rt", encoding="utf-8", newline="") as packed,
    ):
        for row in chain(csv.DictReader(plain), csv.DictReader(packed)):
            if row["indicator"] in CHOSEN:
                yield row | {"source": SOURCES[row["source"]]}


def sorted_panel(source: Path) -> list[dict[str, str]]:
    """Return the chosen rows by indicator, code, year; refuses doubles and wrong codes."""
    rows = sorted(panel_rows(source), key=lambda r: (r["indicator"], r["code"], r["year"]))
    keys = {(row["indicator"], row["code"], row["year"]) for row in rows}
    if len(keys) != len(rows):
        raise CompileError("panel: a figure is given twice for one municipality and year")
    wrong = {
        row["code"] for row in rows if municipality_check_digit(row["code"][:5]) != row["code"][5]
    }
    if wrong:
        raise CompileError(f"panel: wrong check digits {sorted(wrong)}")
    return rows


def compiled_indicator(row: dict[str, str]) -> dict[str, str]:
    """Return one row of the dictionary of indicators; publication dates are unknown."""
    direction, note = CHOSEN[row["indicator"]]
    return {
        "code": row["indicator"],
        **{name: row[name] for name in ("label_ja", "label_en", "unit", "year_basis")},
        "first_year": row["first_year"],
        "last_year": row["last_year"],
        "sources": " ".join(SOURCES[letter] for letter in row["sources"]),
        "direction": direction,
        "published_on": "",
        "note": note,
    }


def compile_panel(source: Path, target: Path) -> dict[str, int]:
    """Write both tables from SHARED/data; returns rows per file."""
    indicators = {row["indicator"]: row for row in read_table(source / "indicators.csv")}
    rows = [compiled_indicator(indicators[code]) for code in CHOSEN]
    path = target / "panel.csv.xz"
    with lzma.open(path, "wt", encoding="utf-8", newline="", preset=9 | lzma.PRESET_EXTREME) as out:
        count = write_rows(out, COLUMNS, sorted_panel(source))
    return {
        "panel.csv.xz": count,
        "panel_indicators.csv": write_table(
            target / "panel_indicators.csv", INDICATOR_COLUMNS, rows
        ),
    }
