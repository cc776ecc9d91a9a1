"""Appending many municipal observations at once: plain INSERTs, a third of the ORM's cost.

For the official panel only, whose 300,000 rows come from reviewed files; all else goes through
``kpis.recording.record``. The database's own constraints hold here too.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import connection

from kpis.choices import ObservationStatus
from kpis.models import Observation

BATCH = 5_000
COLUMNS = (
    *("indicator_id", "municipality_id", "period_start", "period_end", "value", "denominator"),
    *("status", "known_at", "published_on", "source_id", "source_text", "quality"),
    *("provenance", "recorded_by"),
)


@dataclass(frozen=True)
class TownValue:
    """One official value of a municipality for a period (first day, last day)."""

    indicator: str
    municipality: str
    period: tuple[date, date]
    value: Decimal
    quality: str
    provenance: dict[str, Any] = field(hash=False)
    denominator: Decimal | None = None
    published_on: date | None = None
    source: str | None = None
    source_text: str = ""


def _row(one: TownValue, known_at: Any, recorded_by: str) -> tuple[Any, ...]:
    ops = connection.ops
    return (
        one.indicator,
        one.municipality,
        ops.adapt_datefield_value(one.period[0]),
        ops.adapt_datefield_value(one.period[1]),
        ops.adapt_decimalfield_value(one.value, 20, 4),
        one.denominator and ops.adapt_decimalfield_value(one.denominator, 20, 4),
        ObservationStatus.FINAL.value,
        known_at,
        one.published_on and ops.adapt_datefield_value(one.published_on),
        one.source,
        one.source_text,
        one.quality,
        json.dumps(one.provenance),
        recorded_by,
    )


def append(values: Iterable[TownValue], *, known_at: datetime, recorded_by: str) -> int:
    """Append values in batches inside the caller's transaction; count them."""
    moment = connection.ops.adapt_datetimefield_value(known_at)
    names = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    marks = ", ".join(["%s"] * len(COLUMNS))
    table = connection.ops.quote_name(Observation._meta.db_table)
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    rows: Iterator[tuple[Any, ...]] = (_row(one, moment, recorded_by) for one in values)
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count
