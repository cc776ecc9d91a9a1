"""Plays the demo up to a stage, on an empty database only."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from applications.models import Application
from casework import clock
from casework.models import AuditEntry
from console.demo import chain, costs, life, planning, residents, standards, supports, talking
from console.demo.cast import Cast, assemble
from console.demo.plans import PLANS, Plan
from console.demo.stories import Scene, application_story
from console.demo.timeline import Story, Timeline
from kpis.computed import refresh_computed
from kpis.models import Indicator, Target
from kpis.recording import drawn_once
from kpis.reference import load_catalogue, load_panel, load_panel_indicators, prepare_panel_figures
from zones.loader import load_all
from zones.models import Zone

STAGES = ("empty", "intake", "running", "review")
BEFORE_GRANT = frozenset(
    {
        "draft",
        "arrived",
        "withdrawn",
        "examining",
        "correcting",
        "corrected",
        "consulting",
        "decided",
    }
)
OPENED_BEFORE = timedelta(days=1_200)
TARGETS = {"K26": ("2", "9"), "K27": ("1.6", "0.8"), "K29": ("58", "40")}
Report = Callable[[str], None]


class RealCasesFound(Exception):  # noqa: N818
    """The database holds cases that are not the demo's: it is not touched."""


class DemoFound(Exception):  # noqa: N818
    """The database holds a demo already: it is left as it is."""


def check_is_playground() -> None:
    """Raise RealCasesFound or DemoFound unless the database holds no case at all."""
    if Application.objects.exclude(company__is_demo=True).exists():
        raise RealCasesFound
    if AuditEntry.objects.filter(simulated=True).exists():
        raise DemoFound
    if AuditEntry.objects.exclude(step="register_existing").exists():
        raise RealCasesFound


def plans_of(stage: str) -> list[Plan]:
    """Return the plans whose stories belong to a stage."""
    if stage == "empty":
        return []
    if stage == "intake":
        return [plan for plan in PLANS if plan.ending in BEFORE_GRANT]
    return PLANS


def play(*, stage: str, report: Report) -> Cast:
    """Load reference data and play the stories of a stage; returns the cast with its accounts."""
    check_is_playground()
    today = clock.today()
    report("1/4 実在の参照データ（自治体・法令・特例措置・特区・統計）を読み込みます")
    _load(today)
    cast = assemble()
    report("2/4 架空の会社・住民・職員で、申請から判定までを演じます（デモ）")
    timeline = Timeline(today=today, report=report)
    timeline.add(_stories(stage=stage, cast=cast, today=today))
    with drawn_once():
        timeline.run()
    if stage != "empty":
        chain.prepare()
    if stage in {"running", "review"}:
        standards.prepare(cast, stage)
    report("3/4 指標を計算し、図を用意します")
    _indicators(cast, stage)
    return cast


def _load(today: date) -> None:
    opened = clock.now() - OPENED_BEFORE
    with clock.set_to(opened):
        load_all()
    load_catalogue()
    load_panel_indicators()
    codes = sorted(
        Zone.objects.values_list("municipalities__code", flat=True).exclude(municipalities=None)
    )
    load_panel(codes=codes)
    prepare_panel_figures(codes)


def _stories(*, stage: str, cast: Cast, today: date) -> Iterator[Story]:
    for seed, plan in enumerate(plans_of(stage)):
        yield application_story(
            Scene(cast=cast, plan=plan, today=today, seed=seed, with_reviews=stage == "review")
        )
    if stage != "empty":
        yield from talking.stories(cast)
    if stage in {"running", "review"}:
        yield from life.stories(cast)
        yield from planning.stories(cast)
    if stage in {"running", "review"}:
        yield _targets(cast, today)
        yield from supports.stories(cast)
        yield from costs.stories(cast)
        yield from _monthly(cast)
        residents.open_schemes(cast)
        yield from residents.stories(cast, today)


def _targets(cast: Cast, today: date) -> Story:
    yield -1_000
    for zone in cast.zones.values():
        for code, (baseline, target) in TARGETS.items():
            Target.objects.get_or_create(
                zone=zone,
                indicator=Indicator.objects.get(code=code),
                baseline_on=clock.today(),
                defaults={
                    "baseline_value": baseline,
                    "target_value": target,
                    "target_on": today + timedelta(days=365),
                    "source": "特区の計画（デモ）",
                    "set_on": clock.today(),
                },
            )


def _monthly(cast: Cast) -> Iterator[Story]:
    """Compute the zones' own indicators month by month, as the scheduled job does."""

    def story(zone: Any) -> Story:
        for day in range(-1_050, 0, 30):
            yield day
            refresh_computed(zone=zone, month=clock.today() - timedelta(days=30))
        yield 0
        refresh_computed(zone=zone, month=clock.today())

    for zone in cast.zones.values():
        yield story(zone)


def _indicators(cast: Cast, stage: str) -> None:
    from kpis.figures import prepare_zone  # noqa: PLC0415

    if stage in {"running", "review"}:
        for zone in cast.zones.values():
            prepare_zone(zone.pk)
