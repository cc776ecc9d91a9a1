"""Makes observations, snapshots and reviews at every stage, through the doors of the product."""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from casework import clock
from casework.transitions import Blocked
from kpis import reviewing, snapshots
from kpis.choices import ObservationStatus, Quality
from kpis.models import EvidenceReview, Indicator, Observation, Target
from kpis.recording import record
from tests import factories
from tests.factories import step

DAY = date(2026, 6, 1)
PLAN = {
    "question": "夜間配送で買物の到達率は上がるか。",
    "baseline": "2026年5月の到達率は61.0%（住民調査）。",
    "comparison": "人口と高齢化率が近い3地区。",
    "method": "差の差。",
    "threshold": "差が5ポイント以上で95%区間が0を含まなければ有効とする。",
}
ROUTE = (
    "designing",
    "registered",
    "collecting",
    "drafted",
    "objection",
    "public_comment",
    "decided",
    "implemented",
)


def at(day: date, hour: int = 10) -> Any:
    """Set the clock to an hour of a day in Japan."""
    return clock.set_to(datetime.combine(day, time(hour), clock.JST))


def make_observation(
    zone: Any = None, code: str = "K06", value: Any = "1", **fields: Any
) -> Observation:
    """Return an unsaved monthly value of a zone, final, known now."""
    return Observation(
        **{
            "indicator_id": code,
            "zone": zone,
            "period_start": date(2026, 4, 1),
            "period_end": date(2026, 4, 30),
            "value": Decimal(value),
            "status": ObservationStatus.FINAL,
            "quality": Quality.ADMINISTRATIVE,
            "known_at": clock.now(),
            "published_on": clock.today(),
            "source_text": "テスト",
            **fields,
        }
    )


def observe(zone: Any, code: str, value: Any, **fields: Any) -> None:
    """Record one value through the writer."""
    record([make_observation(zone, code, value, **fields)])


def make_target(zone: Any, code: str = "K16", **fields: Any) -> Target:
    """Return an unsaved target: 100 to 200 over the year 2026."""
    return Target(
        **{
            "indicator_id": code,
            "zone": zone,
            "baseline_value": Decimal(100),
            "baseline_on": date(2025, 12, 31),
            "target_value": Decimal(200),
            "target_on": date(2026, 12, 31),
            "source": "区域計画",
            "set_on": date(2026, 1, 1),
            **fields,
        }
    )


@dataclass
class Scene:
    """The people around one exemption: town, ministry that regulates, Cabinet Office, company."""

    town: Any
    ministry: Any
    cabinet: Any
    company: Any
    exemption: Any

    @property
    def zone(self) -> Any:
        """Return the zone."""
        return self.town.zone

    def people(self) -> dict[str, Any]:
        """Return everybody by a name that tests use."""
        return {
            "administrator": self.town.administrator,
            "examiner": self.town.examiner,
            "approver": self.town.approver,
            "viewer": self.town.viewer,
            "regulator": self.ministry.reviewer,
            "regulator_signer": self.ministry.approver,
            "ministry_examiner": self.ministry.examiner,
            "judge": self.cabinet.reviewer,
            "cabinet_approver": self.cabinet.approver,
            "holder": self.company.owner,
        }


def make_scene(code: str = "town") -> Scene:
    """Make an exemption granted on DAY, its trial not begun, and everybody around it."""
    with at(DAY):
        town = factories.make_town(code)
        ministry = factories.make_ministry(f"{code}-ministry")
        cabinet = factories.make_office(
            f"{code}-cabinet", "cabinet", ("reviewer", "approver"), "内閣府"
        )
        company = factories.make_company()
        exemption = factories.make_exemption(town, ministry, company)
    return Scene(town, ministry, cabinet, company, exemption)


def design(scene: Scene, **plan: str) -> EvidenceReview:
    """Open a review whose plan is complete."""
    return reviewing.open_review(
        exemption=scene.exemption,
        regulator=scene.ministry.organisation,
        actor=scene.town.administrator,
        indicators=Indicator.objects.filter(code__in=["K06", "K30"]),
        **{**PLAN, **plan},
    )


def freeze(scene: Scene, code: str = "K30") -> str:
    """Freeze a view of the zone and return its address."""
    indicator = Indicator.objects.get(pk=code)
    made = snapshots.freeze(zone=scene.zone, indicator=indicator, actor=scene.town.examiner)
    return made.slug


def draft_inputs(slug: str, **changes: Any) -> dict[str, Any]:
    """Return the inputs of a draft."""
    return {
        "estimate": "到達率は7.2ポイント上がった（95%区間 3.1～11.3）。",
        "counter_evidence": "同じ時期に店舗が1軒開いた。比較地区は3つしかない。",
        "snapshots": [slug],
        **changes,
    }


def verdict_inputs(slug: str, **changes: Any) -> dict[str, Any]:
    """Return the inputs of a verdict."""
    return {
        "verdict": "nationwide",
        "reasons": "効果があり、弊害が示されなかった。",
        "owner": "国土交通省 航空局",
        "promise_on": clock.today() + timedelta(days=365),
        "snapshots": [slug],
        **changes,
    }


def advance(review: EvidenceReview, scene: Scene, state: str, **verdict: Any) -> EvidenceReview:
    """Bring a review to a state by the lawful way, days passing as they must."""
    review = EvidenceReview.objects.get(pk=review.pk)
    while review.status != state:
        review = _next(review, scene, verdict)
    return review


def _next(review: EvidenceReview, scene: Scene, verdict: dict[str, Any]) -> EvidenceReview:
    day = _day_of(review)
    with ExitStack() as stack:
        stack.enter_context(at(day))
        return _STEPS[review.status](review, scene, verdict)


def _day_of(review: EvidenceReview) -> date:
    after = {"objection": review.objection_due_on, "public_comment": review.comment_due_on}
    due = after.get(review.status)
    if due is not None:
        return due + timedelta(days=1)
    base = review.decided_on or review.extended_until or DAY
    return base + timedelta(days=1 + ROUTE.index(review.status))


def _register(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    step(review, "agree_to_plan", scene.ministry.reviewer)
    return step(review, "register_plan", scene.town.administrator)


def _collect(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    if review.exemption.began_on is None:
        factories.run(review.exemption, scene.company.owner)
    return step(review, "start_collecting", scene.town.administrator)


def _draft(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    return step(review, "draft", scene.town.examiner, **draft_inputs(freeze(scene)))


def _ask(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    return step(review, "ask_about_harm", scene.town.administrator)


def _publish(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    return step(review, "open_public_comment", scene.town.administrator)


def _decide(review: EvidenceReview, scene: Scene, verdict: dict[str, Any]) -> EvidenceReview:
    slug = review.snapshots.first().slug
    return step(review, "decide", scene.cabinet.reviewer, **verdict_inputs(slug, **verdict))


def _implement(review: EvidenceReview, scene: Scene, _verdict: dict[str, Any]) -> EvidenceReview:
    return step(
        review,
        "record_implementation",
        scene.ministry.approver,
        law_revision="327AC0000000231_20270401_508AC0000000012",
        note="航空法施行規則を改めた。",
    )


_STEPS = {
    "designing": _register,
    "registered": _collect,
    "collecting": _draft,
    "drafted": _ask,
    "objection": _publish,
    "public_comment": _decide,
    "decided": _implement,
}


def refused(review, name, actor, rule, **inputs):
    """Check that a rule, and it alone, refuses a step."""
    with pytest.raises(Blocked) as blocked:
        step(review, name, actor, **inputs)
    assert blocked.value.reasons == [str(rule.reason)]
