"""Figures of the dashboards: facts gathered when data change, words and drawings made from them.

``facts`` are plain values without words, so that one prepared row serves every language; reading a
prepared figure costs one query. A view of a past day is gathered anew, by the same functions.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from casework import clock
from kpis import grades, plotting, svg, values, words
from kpis.choices import Grade
from kpis.models import Indicator, PreparedFigure, Target
from kpis.plan import digest
from kpis.values import Point
from zones.models import Municipality, Zone

CARD = (
    *("code", "name", "name_en", "unit", "direction", "level", "frequency", "definition"),
    *("denominator", "attribution", "source", "owner", "note", "small_cell", "is_panel"),
)


def zone_key(slug: str, code: str) -> str:
    """Return the key of a zone's prepared figure."""
    return f"zone:{slug}:{code}"


def town_key(municipality: str, code: str) -> str:
    """Return the key of a municipality's prepared figure."""
    return f"town:{municipality}:{code}"


def row_of(point: Point) -> dict[str, Any]:
    """Return a point as plain values: dates in ISO form, numbers as exact text."""
    return {
        "from": point.period_start.isoformat(),
        "to": point.period_end.isoformat(),
        "value": None if point.value is None else words.plain(point.value),
        "suppressed": point.is_suppressed,
        "status": point.status,
        "quality": point.quality,
        "known_on": point.known_at.astimezone(clock.JST).date().isoformat(),
        "published_on": point.published_on.isoformat() if point.published_on else "",
        "source": point.source,
        "denominator": None if point.denominator is None else words.plain(point.denominator),
        "parts": point.parts,
        "versions": point.versions,
    }


def facts_of(
    *,
    indicator: Indicator,
    place: dict[str, str],
    points: Sequence[Point],
    target: Target | None = None,
    events: Sequence[dict[str, str]] = (),
) -> dict[str, Any]:
    """Return all that a figure shows, as plain values."""
    graded = grades.grade(indicator=indicator, points=points, target=target)
    return {
        **{name: getattr(indicator, name) for name in CARD},
        "place": place,
        "rows": [row_of(point) for point in points],
        "target": target
        and {
            "value": words.plain(target.target_value),
            "on": target.target_on.isoformat(),
            "baseline_value": None
            if target.baseline_value is None
            else words.plain(target.baseline_value),
            "baseline_on": target.baseline_on.isoformat(),
            "source": target.source,
        },
        "grade": {
            "code": str(graded.grade),
            "progress": None if graded.progress is None else f"{graded.progress:.4f}",
            "elapsed": None if graded.elapsed is None else f"{graded.elapsed:.4f}",
        },
        "events": list(events),
    }


def place_of_zone(zone: Zone) -> dict[str, str]:
    """Return a zone as a place."""
    return {"kind": "zone", "code": zone.slug, "name": zone.name}


def place_of_town(town: Municipality) -> dict[str, str]:
    """Return a municipality as a place."""
    return {"kind": "town", "code": town.code, "name": town.name}


def events_of(zone: Zone) -> list[dict[str, str]]:
    """Return what happened in a zone and is public: its designation, the beginnings of trials."""
    events = []
    if zone.designated_on:
        events.append({"on": zone.designated_on.isoformat(), "kind": "designated", "label": ""})
    begun = zone.exemptions.filter(began_on__isnull=False).order_by("began_on", "pk")
    for began_on, title in begun.values_list("began_on", "title")[:6]:
        events.append({"on": str(began_on), "kind": "trial", "label": title[:14]})
    return events


def targets_of(zone: Zone, as_of: date | None = None) -> dict[str, Target]:
    """Return indicator code → the target that held on a day (today); one query."""
    rows = Target.objects.known_on(as_of or clock.today()).filter(zone=zone)
    return {target.indicator_id: target for target in reversed(rows)}


def gather_zone(
    zone: Zone, *, codes: Iterable[str] | None = None, as_of: date | None = None
) -> list[dict[str, Any]]:
    """Return facts of a zone's indicators that have data or a target, as of a day; four queries."""
    series = values.series_of_zone(zone=zone, codes=codes, as_of=as_of)
    targets, events = targets_of(zone, as_of), events_of(zone)
    wanted = set(series) | set(targets) if codes is None else set(codes)
    place = place_of_zone(zone)
    return [
        facts_of(
            indicator=indicator,
            place=place,
            points=series.get(indicator.code, []),
            target=targets.get(indicator.code),
            events=events,
        )
        for indicator in Indicator.objects.filter(code__in=wanted)
    ]


def gather_towns(
    towns: Iterable[Municipality], *, codes: Iterable[str], as_of: date | None = None
) -> list[dict[str, Any]]:
    """Return facts of municipalities' official indicators that have data; two queries."""
    towns = list(towns)
    series = values.series_of_towns(municipalities=towns, codes=codes, as_of=as_of)
    indicators = list(Indicator.objects.filter(code__in=list(codes)))
    return [
        facts_of(indicator=indicator, place=place_of_town(town), points=points)
        for town in towns
        for indicator in indicators
        if (points := series.get(town.code, {}).get(indicator.code))
    ]


def prepared(facts: dict[str, Any], **place: Any) -> PreparedFigure:
    """Return the row of a prepared figure, not yet saved; the drawing is Japanese."""
    with override("ja"):
        drawing = words.drawing(facts)
    kind, code = facts["place"]["kind"], facts["place"]["code"]
    return PreparedFigure(
        key=f"{kind}:{code}:{facts['code']}",
        indicator_id=facts["code"],
        grade=facts["grade"]["code"],
        content=facts,
        svg=drawing,
        built_at=clock.now(),
        sha256=digest(facts),
        **place,
    )


def _store(rows: list[PreparedFigure]) -> int:
    PreparedFigure.objects.bulk_create(
        rows,
        batch_size=200,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["grade", "content", "svg", "built_at", "sha256"],
    )
    return len(rows)


def prepare_zone(zone_id: int, *, codes: Iterable[str] | None = None) -> int:
    """Build the figures of a zone's indicators (all that have data or a target) and keep them."""
    zone = Zone.objects.get(pk=zone_id)
    return _store([prepared(facts, zone=zone) for facts in gather_zone(zone, codes=codes)])


def prepare_towns(towns: Iterable[Municipality], *, codes: Iterable[str]) -> int:
    """Build the figures of municipalities' official indicators and keep them."""
    by_code = {town.code: town for town in towns}
    gathered = gather_towns(by_code.values(), codes=codes)
    return _store([prepared(f, municipality=by_code[f["place"]["code"]]) for f in gathered])


def present(
    facts: dict[str, Any],
    *,
    as_of: date | None = None,
    drawing: str = "",
    links: dict[str, str] | None = None,
) -> dict[str, Any]:
    """Return the context of components/chart_figure.html in the language of the page."""
    is_japanese = (get_language() or "ja").startswith("ja")
    chart = words.chart(facts)
    has_data = bool(svg.scaled_values(chart))
    return {
        "id": f"{facts['place']['code']}-{facts['code']}".lower().replace("_", "-"),
        "code": facts["code"],
        "title": words.title(facts),
        "subtitle": words.subtitle(facts),
        "quality": words.quality(facts),
        "big_number": words.big_number(facts),
        "svg": mark_safe(drawing if drawing and is_japanese else words.drawing(facts)),  # noqa: S308
        "figure": plotting.figure(chart) if has_data else None,
        "alt": words.alt(facts),
        "sentence": words.sentence(facts),
        "table": words.table(facts) if facts["rows"] else None,
        "links": links or {},
        "foot": words.foot(facts, (as_of or clock.today()).isoformat()),
    }


def card(facts: dict[str, Any]) -> dict[str, Any]:
    """Return what a card of an overview shows: number, change, grade, a small line."""
    number = {**words.big_number(facts), "label": "", "change_note": ""}
    if facts["target"] is None and facts["grade"]["code"] == Grade.NOT_YET:
        number["grade"] = ""
    return {
        "code": facts["code"],
        "name": words.name_of(facts),
        "level": facts["level"],
        "place": facts["place"],
        "number": number,
        "period": words.period_of(facts["rows"][-1]) if facts["rows"] else "",
        "quality": words.quality(facts),
        "spark": svg.spark(words.chart(facts)),
        "title": words.title(facts),
        "target": facts["target"],
    }
