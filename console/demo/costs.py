"""What two of the demo's zones cost: entries, rates, logged minutes, hours told, donations (デモ)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from applications.costs import recording
from applications.models import SupportCase
from casework import clock
from casework.calendar import fiscal_year, fiscal_year_bounds
from console.demo.cast import Cast
from console.demo.supports import PAID, REPAID
from console.demo.timeline import Story
from zones.municipal_plan_views import record_plan

SOURCE = "令和の決算書（デモの架空の数字）"
TITLES = {"yabu": PAID, "semboku": REPAID}
ENTRIES = (
    ("state", "contract", 2_400_000),
    ("prefecture", "other", 1_150_000),
    ("town", "system", 3_300_000),
)
RATES = {"town": 3_200, "state": 4_100, "applicant": 2_800}


def _rates(actor: Any, zone: Any, year: int) -> None:
    for level, yen in RATES.items():
        recording.record_rate(
            actor=actor,
            zone=zone,
            level=level,
            yen=yen,
            valid_from=fiscal_year_bounds(year - 3)[0],
            source_text="標準時間単価表（デモの架空の数字）",
        )


def _story(cast: Cast, slug: str) -> Iterator[int]:
    yield -20
    zone, actor = cast.zones[slug], cast.people[f"{slug}.administrator"]
    year = fiscal_year(clock.today())
    _rates(actor, zone, year)
    made = [
        recording.record_cost(
            actor=actor,
            zone=zone,
            level=level,
            kind=kind,
            amount=amount,
            fiscal_year=year,
            source_text=SOURCE,
        )
        for level, kind, amount in ENTRIES
    ]
    application = SupportCase.objects.get(application__title=TITLES[slug]).application
    for step, minutes in (("advice", 60), ("examination", 420), ("decision", 150)):
        recording.log_work(
            actor=actor,
            application=application,
            office=zone.lead,
            step=step,
            minutes=minutes,
            on=clock.today(),
        )
    owner = application.created_by
    recording.tell_hours(actor=owner, application=application, hours=Decimal("38.5"))
    recording.record_donation(
        actor=actor, zone=zone, fiscal_year=year, amount=1_500_000, gifts=3, source_text=SOURCE
    )
    yield -15
    recording.record_cost(
        actor=actor,
        zone=zone,
        level="town",
        kind="system",
        amount=3_100_000,
        fiscal_year=year,
        source_text=f"{SOURCE}・訂正",
        corrects=made[-1],
    )


def _plan(cast: Cast) -> Iterator[int]:
    yield -200
    year = fiscal_year(clock.today())
    record_plan(
        actor=cast.people["yabu.administrator"],
        zone=cast.zones["yabu"],
        kind="kaso",
        title="過疎地域持続的発展市町村計画（デモ）",
        names_area=True,
        trades=["manufacturing", "lodging"],
        starts_on=fiscal_year_bounds(year - 1)[0],
        ends_on=fiscal_year_bounds(year + 3)[1],
        source="デモのための架空の計画",
    )


def stories(cast: Cast) -> Iterator[Story]:
    """Return the stories of the costs and of the plan."""
    yield from (_story(cast, slug) for slug in TITLES)
    yield _plan(cast)
