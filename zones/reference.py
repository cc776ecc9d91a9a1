"""Loading the project's reference tables into the database, as often as one likes.

The tables are made by `scripts.compile_reference`. A row whose code is known is updated, a new one
is added, none is deleted: other records may point at it.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.db import models, transaction

from zones.models.limits import SupportLimit
from zones.models.reference import (
    DataSource,
    Law,
    Municipality,
    Prefecture,
    SpecialMeasure,
)
from zones.models.support import SupportInstrument
from zones.search import fold_all

DATA = Path(__file__).resolve().parent / "data"
Row = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """How one CSV file becomes rows of one model.

    `renamed` maps CSV columns to model attributes; `parsed` gives columns that are not plain text;
    `computed` gives attributes made from the whole row.
    """

    model: type[models.Model]
    file: str
    renamed: dict[str, str] = field(default_factory=dict)
    parsed: dict[str, Callable] = field(default_factory=dict)
    computed: dict[str, Callable[[Row], object]] = field(default_factory=dict)

    def instance(self, row: Row) -> models.Model:
        """Return an unsaved instance; an empty cell is NULL where the column allows it."""
        values = {name: compute(row) for name, compute in self.computed.items()}
        for column, text in row.items():
            name = self.renamed.get(column, column)
            if text == "" and self.model._meta.get_field(name.removesuffix("_id")).null:
                values[name] = None
            else:
                values[name] = self.parsed.get(column, str)(text)
        return self.model(**values)


def read_rows(name: str, folder: Path = DATA) -> Iterator[Row]:
    """Yield the rows of one shipped table as text, for instance `read_rows("zones.csv")`."""
    with (folder / name).open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def municipality_search_text(row: Row) -> str:
    """Return what half-word search looks into: code, prefecture, county, name, readings."""
    place = prefecture_names()[row["prefecture"]] + row["county"] + row["name"]
    return fold_all(row["code"], place, row["kana"], row["romaji"])


@cache
def prefecture_names() -> dict[str, str]:
    """Return the names of the prefectures by code."""
    return {row["code"]: row["name"] for row in read_rows("prefectures.csv")}


TABLES = (
    Table(model=DataSource, file="sources.csv"),
    Table(model=Prefecture, file="prefectures.csv"),
    Table(
        model=Municipality,
        file="municipalities.csv",
        renamed={"prefecture": "prefecture_id"},
        computed={"search_text": municipality_search_text},
    ),
    Table(model=Law, file="laws.csv"),
    Table(
        model=SpecialMeasure,
        file="measures.csv",
        renamed={"law": "law_id", "programme_law": "programme_law_id"},
        parsed={"unverified_fields": json.loads, "sectors": json.loads},
    ),
    Table(
        model=SupportInstrument,
        file="support.csv",
        renamed={"law": "law_id"},
        parsed={"unverified_fields": json.loads, "conditions": json.loads},
    ),
    Table(
        model=SupportLimit,
        file="support_limits.csv",
        renamed={"instrument": "instrument_id"},
        parsed={"excludes": json.loads, "is_house_rule": lambda text: text == "1"},
    ),
)


def load_table(table: Table) -> int:
    """Insert or update every row of one table; returns the number of rows in the file."""
    rows = [table.instance(row) for row in read_rows(table.file)]
    key = table.model._meta.pk
    others = [f.name for f in table.model._meta.concrete_fields if f is not key]
    table.model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[key.name], update_fields=others
    )
    return len(rows)


@transaction.atomic
def load_reference() -> dict[str, int]:
    """Load sources, prefectures, municipalities, laws, measures and support; returns rows per file.

    Safe to run again at any time: codes stay, figures are brought up to date.
    """
    return {table.file: load_table(table) for table in TABLES}
