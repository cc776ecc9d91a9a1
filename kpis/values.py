"""The only reader of observations: page, chart, CSV, API and snapshot all call this.

A value is what was known at the end of a day in Japan (``as_of``): per period the observation that
became known last. What exemptions report is gathered by calendar quarter (or year): a zone's value
is their sum, or for rates their mean weighted by denominators; final reports, which describe a whole
trial, stay out of the series. Counts of people under 5 are never handed out.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from casework import clock
from casework.calendar import quarter_bounds
from kpis.choices import ObservationStatus, Quality
from kpis.models import Indicator, Observation

SMALLEST_CELL = 5
FINAL_REPORT = "final"
UNSETTLED = (ObservationStatus.PROVISIONAL, ObservationStatus.REVISED, ObservationStatus.FINAL)


@dataclass(frozen=True)
class Point:
    """One period's value as known. ``value`` is None when suppressed; ``parts`` counts exemptions."""

    period_start: date
    period_end: date
    value: Decimal | None
    status: str
    quality: str
    known_at: datetime
    published_on: date | None
    source: str
    denominator: Decimal | None = None
    is_suppressed: bool = False
    parts: int = 1
    versions: int = 1


def end_of(as_of: date | None) -> datetime:
    """Return the moment after the last one of a day in Japan (today)."""
    return datetime.combine((as_of or clock.today()) + timedelta(days=1), time(), clock.JST)


def _known(as_of: date | None, **place: Any) -> Any:
    return (
        Observation.objects.filter(known_at__lt=end_of(as_of), **place)
        .select_related("indicator", "source")
        .order_by("known_at", "pk")
    )


def _span(row: Observation) -> tuple[date, date] | None:
    """Return the period under which an observation stands in its series; None keeps it out."""
    if row.exemption_id is None:
        return row.period_start, row.period_end
    if row.provenance.get("kind") == FINAL_REPORT:
        return None
    quarter = quarter_bounds(row.period_start)
    if row.period_end <= quarter[1]:
        return quarter
    same_year = row.period_start.year == row.period_end.year
    return (
        (date(row.period_start.year, 1, 1), date(row.period_end.year, 12, 31))
        if same_year
        else None
    )


def _parts(rows: list[Observation]) -> list[Observation]:
    """Return what is known of each part of a period: the zone's own value, else one per exemption."""
    latest = {(row.exemption_id, row.period_start, row.period_end): row for row in rows}
    own = [row for row in latest.values() if row.exemption_id is None]
    return own[-1:] or list(latest.values())


def _point(rows: list[Observation], span: tuple[date, date]) -> Point:
    """Return the point of one period from all its observations."""
    rows = sorted(rows, key=lambda row: (row.known_at, row.pk))
    indicator, newest, parts = rows[-1].indicator, rows[-1], _parts(rows)
    value, denominator, is_exact = _combined(parts, is_rate=indicator.is_rate)
    hidden = indicator.small_cell and 0 < value < SMALLEST_CELL
    return Point(
        period_start=span[0],
        period_end=span[1],
        value=None if hidden else value,
        status=min((p.status for p in parts), key=UNSETTLED.index),
        quality=newest.quality if is_exact else Quality.REFERENCE,
        known_at=newest.known_at,
        published_on=newest.published_on,
        source=newest.source.title if newest.source else newest.source_text or indicator.source,
        denominator=denominator,
        is_suppressed=hidden,
        parts=len(parts),
        versions=len(rows),
    )


def _combined(parts: list[Observation], *, is_rate: bool) -> tuple[Decimal, Decimal | None, bool]:
    """Return (value, denominator, whether it is exact) over the exemptions of one period."""
    values = [p.value for p in parts]
    weights = [p.denominator for p in parts if p.denominator is not None]
    total = sum(weights, Decimal(0)) if len(weights) == len(parts) else None
    if len(parts) == 1:
        return values[0], parts[0].denominator, True
    if not is_rate:
        return sum(values, Decimal(0)), total, True
    if total:
        weighted = sum((v * w for v, w in zip(values, weights, strict=True)), Decimal(0))
        return (weighted / total).quantize(Decimal("0.01")), total, True
    return (sum(values, Decimal(0)) / len(values)).quantize(Decimal("0.01")), None, False


def _points(rows: Iterable[Observation]) -> dict[str, list[Point]]:
    """Return indicator code → points in the order of periods."""
    periods: dict[tuple, list[Observation]] = defaultdict(list)
    for row in rows:
        if span := _span(row):
            periods[row.indicator_id, *span].append(row)
    found: dict[str, list[Point]] = defaultdict(list)
    for code, start, end in sorted(periods):
        found[code].append(_point(periods[code, start, end], (start, end)))
    return found


def code_of(indicator: Indicator | str) -> str:
    """Return the code of an indicator given as object or code."""
    return indicator if isinstance(indicator, str) else indicator.code


def series(
    *,
    indicator: Indicator | str,
    zone: Any = None,
    municipality: Any = None,
    exemption: Any = None,
    as_of: date | None = None,
) -> list[Point]:
    """Return the points of an indicator by period, as known on a day; one query.

    The place is a zone (of one exemption, when given), a municipality, or the whole country.
    """
    place = {"zone": zone, "municipality": municipality}
    place = {name: one for name, one in place.items() if one is not None} or {
        "zone__isnull": True,
        "municipality__isnull": True,
    }
    if exemption is not None:
        place["exemption_id"] = exemption.pk
    code = code_of(indicator)
    return _points(_known(as_of, indicator=code, **place)).get(code, [])


def value(
    *, indicator: Indicator | str, zone: Any, period: tuple[date, date], as_of: date | None = None
) -> Point | None:
    """Return the value of one period (first day, last day) as known on a day; one query."""
    points = series(indicator=indicator, zone=zone, as_of=as_of)
    return next((p for p in points if (p.period_start, p.period_end) == period), None)


def series_of_zone(
    *, zone: Any, codes: Iterable[str] | None = None, as_of: date | None = None
) -> dict[str, list[Point]]:
    """Return indicator code → points of a zone; one query whatever the number of indicators."""
    rows = _known(as_of, zone=zone)
    return _points(rows.filter(indicator__in=list(codes)) if codes is not None else rows)


def series_of_towns(
    *, municipalities: Iterable[Any], codes: Iterable[str], as_of: date | None = None
) -> dict[str, dict[str, list[Point]]]:
    """Return municipality code → indicator code → points; one query."""
    rows: dict[str, list[Observation]] = defaultdict(list)
    places = [getattr(one, "code", one) for one in municipalities]
    for row in _known(as_of, municipality__in=places, indicator__in=list(codes)):
        rows[row.municipality_id].append(row)
    return {code: _points(found) for code, found in rows.items()}
