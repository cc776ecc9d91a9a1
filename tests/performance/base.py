"""What both databases share: real municipalities and zones, offices, people, pages, one zone's KPIs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

TOWNS = 5  # so that with few cases, too, every filtered page is full


@dataclass(frozen=True)
class World:
    """Who and where the measurements happen. ``village`` has 30 cases, the oldest, in both databases."""

    ministry: Any
    towns: list[Any]
    village: Any
    company: Any
    zone_url: str


def make() -> World:
    """Make everything through the product's own code; only cases are seeded by SQL."""
    from tests import factories as factory
    from zones.loader import load_all

    load_all()
    ministry = factory.make_ministry()
    towns = [factory.make_town(f"bench-{number}", f"計測町{number}役場") for number in range(TOWNS)]
    village = factory.make_town("bench-village", "計測村役場")
    factory.make_office("bench-committee", "committee", ("examiner",), "評価委員会")
    company = factory.make_company()
    observe(village.zone)
    make_site()
    return World(ministry, towns, village, company, village.zone.get_absolute_url())


def observe(zone: Any) -> None:
    """Give a zone three indicators of eight quarters, a target each, and its measures."""
    from kpis import recording, reference
    from kpis.models import Indicator, Observation, Target
    from zones.models import SpecialMeasure

    reference.load_catalogue()
    zone.measures.set(SpecialMeasure.objects.order_by("code")[:6])
    quarters = [(date(2024 + n // 4, n % 4 * 3 + 1, 1), n) for n in range(8)]
    for indicator in Indicator.objects.filter(code__in=["K14", "K25", "K26"]):
        recording.record(
            Observation(
                indicator=indicator,
                zone=zone,
                period_start=start,
                period_end=date(start.year, start.month + 2, 28),
                value=Decimal(10 + 3 * n),
                denominator=Decimal(120),
                status="final",
                quality="administrative",
                known_at=_noon(date(start.year, start.month + 2, 28)),
                source_text="計測用",
            )
            for start, n in quarters
        )
        recording.set_target(
            Target(
                indicator=indicator,
                zone=zone,
                baseline_value=Decimal(10),
                baseline_on=date(2024, 1, 1),
                target_value=Decimal(60),
                target_on=date(2027, 3, 31),
                set_on=date(2024, 1, 1),
            )
        )


def _noon(day: date) -> Any:
    from datetime import datetime

    from casework import clock

    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.JST)


def make_site() -> None:
    """Make the public pages, under the root that the CMS's own migrations would have made."""
    from wagtail.models import Locale, Page

    from cms.seed import seed_site

    Locale.objects.get_or_create(language_code="ja")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")
    seed_site()
