"""What the overview pages read: the country and one zone, from prepared figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from applications.models import Exemption
from kpis import figures
from kpis.choices import Grade, VerdictCode
from kpis.models import PreparedFigure, Verdict
from zones.maps import MapPoint, point_map, tile_map
from zones.models import Municipality, Prefecture, Zone

TOWN_INDICATORS = ("JB_POP", "A4101", "K33", "C120110", "FURUSATO_AMT")
MOST_TOWNS = 30


def grades_by_zone() -> dict[int, Counter[str]]:
    """Return zone → number of indicators per grade; one query."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = PreparedFigure.objects.filter(zone__isnull=False).order_by()
    for zone, grade, count in rows.values_list("zone", "grade").annotate(Count("pk")):
        found[zone][grade] = count
    return found


def exemptions_by_zone() -> Counter[int]:
    """Return zone → number of exemptions in force today; one query."""
    rows = Exemption.objects.in_force().order_by().values_list("zone").annotate(Count("pk"))
    return Counter(dict(rows))


def verdict_counts() -> list[dict[str, Any]]:
    """Return the five verdicts with how often each was given; one query."""
    counts = Counter(dict(Verdict.objects.order_by().values_list("code").annotate(Count("pk"))))
    return [{"code": c.value, "label": c.label, "count": counts[c.value]} for c in VerdictCode]


def zone_rows(zones: Iterable[Zone]) -> list[dict[str, Any]]:
    """Return zones with their exemptions and grades, those with most exemptions first."""
    grades, exemptions = grades_by_zone(), exemptions_by_zone()
    rows = [
        {
            "zone": zone,
            "towns": list(zone.municipalities.all()),
            "exemptions": exemptions[zone.pk],
            "grades": [
                {"code": g.value, "count": grades[zone.pk][g.value]}
                for g in Grade
                if grades[zone.pk][g.value]
            ],
        }
        for zone in zones
    ]
    return sorted(rows, key=lambda row: (-row["exemptions"], row["zone"].name, row["zone"].pk))


def zone_map(rows: Sequence[dict[str, Any]], urls: dict[int, str], states: dict[str, Any]) -> dict:
    """Return the point map of zones at their first municipality's office."""
    points = []
    for row in rows:
        town = row["towns"][0] if row["towns"] else None
        points.append(
            MapPoint(
                latitude=town and town.office_latitude,
                longitude=town and town.office_longitude,
                label=row["zone"].name,
                url=urls[row["zone"].pk],
                state="trial" if row["exemptions"] else "none",
            )
        )
    return point_map(points, width=560, height=560, states=states)


def prefecture_tiles(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the tile map of zones per prefecture; a prefecture without a zone counts 0."""
    counts = Counter(code for row in rows for code in {t.prefecture_id for t in row["towns"]})
    return tile_map(
        {code: counts[code] for code in Prefecture.objects.values_list("code", flat=True)}
    )


def zone_facts(zone: Zone, as_of: date | None) -> list[dict[str, Any]]:
    """Return the facts of a zone's indicators: prepared ones today, gathered anew for a past day."""
    if as_of is not None:
        return figures.gather_zone(zone, as_of=as_of)
    rows = PreparedFigure.objects.filter(zone=zone).order_by("indicator__order", "key")
    return list(rows.values_list("content", flat=True))


def town_facts(towns: Sequence[Municipality], as_of: date | None) -> dict[str, dict[str, Any]]:
    """Return municipality → indicator code → facts of the official indicators of the overview."""
    if as_of is None:
        rows = PreparedFigure.objects.filter(municipality__in=towns, indicator__in=TOWN_INDICATORS)
        gathered = list(rows.values_list("content", flat=True))
        ready = {facts["place"]["code"] for facts in gathered}
        missing = [town for town in towns if town.code not in ready]
    else:
        gathered, missing = [], list(towns)
    if missing:
        gathered += figures.gather_towns(missing, codes=TOWN_INDICATORS, as_of=as_of)
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for facts in gathered:
        found[facts["place"]["code"]][facts["code"]] = facts
    return found
