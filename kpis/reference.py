"""Loads the catalogue K01–K38 and the official panel; running it again adds only what is new.

Panel values are municipality level. Where the source names no publication date it stays unknown
(公表日不明) and the time of the import serves as the time from which the value is known.
"""

import csv
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from django.db import transaction

from casework import clock
from kpis import figures
from kpis.bulk import TownValue, append
from kpis.choices import Frequency, Level, Quality
from kpis.models import Indicator, Observation
from kpis.panel import PanelIndicator, PanelRow, read_panel, read_panel_indicators
from zones.models import DataSource, Municipality

CATALOGUE = Path(__file__).resolve().parent / "data" / "catalogue.csv"
RATE_UNITS = {"%", "日", "時間", "回", "分", "点", "月"}
RATES = {"K27", "K28"}
NET_MIGRATION = "K33"
MIGRATION_PARTS = ("A5101", "A5102", "JB_POP")
NET_MIGRATION_SOURCE = "SSDSE-A・住民基本台帳人口から算出（日本人移動者の転入－転出、1月1日人口比）"
# Levels of the panel's own codes are ours: a town's births or income are what a zone hopes to move.
CONTEXT_LEVEL = Level.IMPACT


def catalogue_rows() -> list[dict[str, str]]:
    """Return the rows of the catalogue as shipped."""
    with CATALOGUE.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _catalogue_values(row: dict[str, str], order: int) -> dict[str, Any]:
    return {
        "name": row["name_ja"],
        "name_en": row["name_en"],
        "unit": row["unit"],
        "direction": row["direction"],
        "level": row["level"],
        "frequency": row["frequency"],
        "source": row["source_ja"],
        "small_cell": row["unit"] == "人",
        "is_rate": row["unit"] in RATE_UNITS or row["code"] in RATES,
        "is_computed": row["computed_by_console"] == "●",
        "order": order,
    }


def load_catalogue(model: Any = Indicator) -> int:
    """Load K01–K38; definitions that an office has written stay; count the indicators.

    ``model`` is the historical Indicator when a migration loads them.
    """
    rows = catalogue_rows()
    for order, row in enumerate(rows, start=1):
        model.objects.update_or_create(code=row["code"], defaults=_catalogue_values(row, order))
    return len(rows)


def load_panel_indicators() -> dict[str, PanelIndicator]:
    """Load the cards of the panel's indicators; return them by code."""
    cards = {card.code: card for card in read_panel_indicators()}
    titles = dict(DataSource.objects.values_list("code", "title"))
    for order, card in enumerate(cards.values(), start=101):
        Indicator.objects.update_or_create(
            code=card.code,
            defaults={
                "name": card.label_ja,
                "name_en": card.label_en,
                "unit": card.unit,
                "direction": card.direction,
                "level": CONTEXT_LEVEL,
                "frequency": Frequency.YEARLY,
                "definition": card.year_basis,
                "source": "、".join(titles.get(code, code) for code in card.sources),
                "note": card.note,
                "is_rate": card.unit == "指数",
                "is_panel": True,
                "order": order,
            },
        )
    return cards


def period_of(year: int, basis: str) -> tuple[date, date]:
    """Return first and last day of a "year" of the panel, after its basis in words."""
    for words, month in (("1月1日", 1), ("5月1日", 5), ("10月1日", 10)):
        if words in basis:
            return date(year, month, 1), date(year, month, 1)
    if "年度" in basis:
        return date(year, 4, 1), date(year + 1, 3, 31)
    return date(year, 1, 1), date(year, 12, 31)


def _value(row: PanelRow, card: PanelIndicator) -> TownValue:
    return TownValue(
        indicator=row.indicator,
        municipality=row.code,
        period=period_of(row.year, card.year_basis),
        value=row.value,
        quality=Quality.OFFICIAL,
        provenance={"file": "panel.csv.xz", "year": row.year},
        published_on=card.published_on,
        source=row.source,
    )


def _already_known(codes: Collection[str] | None) -> set[tuple[str, str, date, Decimal]]:
    rows = Observation.objects.filter(municipality__isnull=False)
    if codes is not None:
        rows = rows.filter(municipality__in=codes)
    keys = rows.values_list("indicator_id", "municipality_id", "period_start", "value")
    return set(keys.iterator())


def _new(values: Iterable[TownValue], known: set[tuple]) -> Iterator[TownValue]:
    for one in values:
        if (one.indicator, one.municipality, one.period[0], one.value) not in known:
            yield one


def load_panel(*, codes: Collection[str] | None = None) -> int:
    """Append the panel of all municipalities (or of ``codes``) in one transaction; count new values.

    Municipalities and sources must be loaded before. Net migration (K33) is derived beside it.
    """
    with transaction.atomic():
        cards = load_panel_indicators()
        places = set(Municipality.objects.values_list("code", flat=True))
        wanted = places if codes is None else places & set(codes)
        known = _already_known(None if codes is None else wanted)
        rows = list(read_panel(codes=wanted))
        official = (_value(row, cards[row.indicator]) for row in rows)
        made = chain(official, _net_migration_values(rows))
        return append(_new(made, known), known_at=clock.now(), recorded_by="load_indicators")


def net_migration(rows: Iterable[PanelRow]) -> Iterator[tuple[str, int, Decimal, Decimal]]:
    """Yield (municipality, year, net migration in % of the population of 1 January, that population).

    In-migrants less out-migrants (Japanese movers) over the register's population; years in which
    a part is missing are left out.
    """
    parts: dict[tuple[str, int], dict[str, Decimal]] = {}
    for row in rows:
        if row.indicator in MIGRATION_PARTS:
            parts.setdefault((row.code, row.year), {})[row.indicator] = row.value
    for (code, year), found in sorted(parts.items()):
        if len(found) == len(MIGRATION_PARTS) and found["JB_POP"]:
            balance = found["A5101"] - found["A5102"]
            rate = (100 * balance / found["JB_POP"]).quantize(Decimal("0.01"))
            yield code, year, rate, found["JB_POP"]


def _net_migration_values(rows: Iterable[PanelRow]) -> Iterator[TownValue]:
    if not Indicator.objects.filter(pk=NET_MIGRATION).exists():
        return
    for code, year, rate, population in net_migration(rows):
        yield TownValue(
            indicator=NET_MIGRATION,
            municipality=code,
            period=(date(year, 1, 1), date(year, 12, 31)),
            value=rate,
            denominator=population,
            quality=Quality.REFERENCE,
            provenance={"derived_from": list(MIGRATION_PARTS), "year": year},
            source_text=NET_MIGRATION_SOURCE,
        )


def prepare_panel_figures(codes: Collection[str]) -> int:
    """Build the figures of municipalities' official indicators; count them."""
    shown = [*Indicator.objects.filter(is_panel=True).values_list("code", flat=True), NET_MIGRATION]
    return figures.prepare_towns(Municipality.objects.filter(code__in=codes), codes=shown)
