"""The yearly official figures of all municipalities, as shipped in kpis/data.

281,540 rows of 17 indicators (population, births, moves, income, pupils, budget …). Read without
pandas, row by row. Codes of indicators are those of 社会・人口統計体系 and stand beside K01–K38; a
source code leads to `zones.DataSource`. Missing figures are absent rows, never 0.
"""

import csv
import lzma
from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent / "data"


class PanelRow(NamedTuple):
    """One figure: six-digit municipality code, year, indicator code, value, source code."""

    code: str
    year: int
    indicator: str
    value: Decimal
    source: str


class PanelIndicator(NamedTuple):
    """One indicator of the panel; `published_on` None means 公表日不明.

    `direction` is up, down or context; `year_basis` says what "year" means (Japanese text);
    `sources` are DataSource codes.
    """

    code: str
    label_ja: str
    label_en: str
    unit: str
    direction: str
    year_basis: str
    sources: tuple[str, ...]
    first_year: int
    last_year: int
    published_on: date | None
    note: str


def read_panel(
    *, codes: Collection[str] | None = None, indicators: Collection[str] | None = None
) -> Iterator[PanelRow]:
    """Yield figures by indicator, code and year; `codes` and `indicators` keep only those."""
    with lzma.open(DATA / "panel.csv.xz", "rt", encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        for code, year, indicator, value, source in rows:
            if codes is not None and code not in codes:
                continue
            if indicators is not None and indicator not in indicators:
                continue
            yield PanelRow(code, int(year), indicator, Decimal(value), source)


def read_panel_indicators() -> Iterator[PanelIndicator]:
    """Yield the 17 indicators in the order in which they are best listed."""
    with (DATA / "panel_indicators.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            published = row["published_on"]
            yield PanelIndicator(
                **{name: row[name] for name in ("code", "label_ja", "label_en", "unit")},
                direction=row["direction"],
                year_basis=row["year_basis"],
                sources=tuple(row["sources"].split()),
                first_year=int(row["first_year"]),
                last_year=int(row["last_year"]),
                published_on=date.fromisoformat(published) if published else None,
                note=row["note"],
            )
