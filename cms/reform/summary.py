"""The figures of the reform ledger, computed in one walk over all ways and kept for the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils import translation

from applications.codes import ReasonCode
from applications.models import RequestedMeasure
from applications.workflow import ApplicationStatus, MeasureStatus
from casework import clock
from cms.models import PreparedReform
from cms.reform import eventlog
from cms.reform.flow import Flow
from cms.reform.layers import layers_of_open
from cms.reform.reading import BATCH, Way, all_ways, trails_of
from cms.reform.segments import Segment, flatten
from cms.reform.waiting import Wait, by_group, estimate
from kpis.choices import VerdictCode
from kpis.models import EvidenceReview

KEY = "reform"
GROUPS = ("stage", "office", "law", "zone")
OPEN = (
    ApplicationStatus.ARRIVED,
    ApplicationStatus.EXAMINING,
    ApplicationStatus.CONSULTING,
    ApplicationStatus.DECIDED,
)
MOST_BOTTLENECKS = 5
WAITING = {
    "arrived",
    "examining",
    "correction",
    "consulting",
    "decided",
    "after",
    "evaluating",
    "harm",
    "comment",
    "law",
}


def refresh() -> PreparedReform:
    """Compute everything anew and keep it; statsmodels is loaded here only."""
    with translation.override("ja"):
        content = compute()
    kept, _made = PreparedReform.objects.update_or_create(
        key=KEY, defaults={"content": content, "built_at": clock.now()}
    )
    return kept


def compute() -> dict[str, Any]:
    """Return funnel, waits, cuts, promises and process map of what anybody may know."""
    waits: list[Wait] = []
    funnel: Counter[str] = Counter()
    cuts: Counter[tuple[str, str, str]] = Counter()
    for way in all_ways():
        waits += waits_of(way.measure, way.segments)
        funnel.update(reached(way))
        cuts.update(cuts_of(way))
    for measure, segments in open_ways():
        waits += waits_of(measure, segments)
        funnel.update(["asked", "open"])
    return {
        "funnel": dict(funnel),
        "waits": {group: by_group(_those(waits, group), group) for group in GROUPS},
        "bottlenecks": bottlenecks(waits),
        "cuts": [
            {"office": office, "reason": reason, "fate": fate, "count": count}
            for (office, reason, fate), count in sorted(cuts.items(), key=lambda c: (-c[1], c[0]))
        ],
        "promises": promises(clock.today()),
        "flow": flow(),
        "on": clock.today().isoformat(),
    }


def _those(waits: list[Wait], group: str) -> list[Wait]:
    """Return what counts as waiting; by stage, the trial itself is told as well."""
    return waits if group == "stage" else [w for w in waits if w.groups["stage"] in WAITING]


def open_ways() -> Iterator[tuple[Any, list[Segment]]]:
    """Yield the measures still asked for, as they stand to the outside, with their segments."""
    last, now = 0, clock.now()
    pending = (MeasureStatus.PENDING, MeasureStatus.DETERMINED)
    wanted = (
        RequestedMeasure.objects.filter(status__in=pending, application__status__in=OPEN)
        .select_related("application__zone", "application__examining_office")
        .prefetch_related("application__clarifications", "application__opinions__organisation")
        .order_by("pk")
    )
    while batch := list(wanted.filter(pk__gt=last)[:BATCH]):
        trails = trails_of(
            case
            for m in batch
            for case in (
                m.application,
                *m.application.clarifications.all(),
                *m.application.opinions.all(),
            )
        )
        for measure in batch:
            yield measure, flatten(layers_of_open(measure, trails), until=now)
        last = batch[-1].pk


def waits_of(measure: Any, segments: list[Segment]) -> list[Wait]:
    """Return one wait for every segment of a measure."""
    desks = {"law": measure.law_title, "zone": measure.application.zone.name}
    return [
        Wait(
            one.days,
            not one.is_open,
            {
                "stage": str(one.stage),
                "office": one.desk,
                **desks,
            },
        )
        for one in segments
    ]


def reached(way: Way) -> list[str]:
    """Return the marks on the way that a measure has reached."""
    marks = ["asked"]
    if way.determination:
        marks.append(way.determination.outcome)
    if way.exemption:
        marks += ["granted", *(["begun"] if way.exemption.began_on else [])]
    if way.review and way.review.verdict:
        marks += ["evaluated", f"verdict_{way.review.verdict}"]
        marks += ["law"] if way.review.law_revision else []
    return marks


def cuts_of(way: Way) -> list[tuple[str, str, str]]:
    """Return (office, reason, fate) of every limb cut or changed: once for each coded reason."""
    if not way.determination:
        return []
    reasons = [code for code in way.determination.reason_codes if code in ReasonCode.values]
    fates = [limb.fate for limb in way.limbs if limb.fate in ("cut", "changed")]
    return [(way.measure.authority.name, code, fate) for fate in fates for code in reasons or [""]]


def bottlenecks(waits: Iterable[Wait]) -> list[dict[str, Any]]:
    """Return the stages at offices that took the most days together."""
    parts: dict[tuple[str, str], list[Wait]] = {}
    for one in waits:
        if one.groups["office"] and one.groups["stage"] in WAITING:
            parts.setdefault((one.groups["stage"], one.groups["office"]), []).append(one)
    rows = [{"stage": s, "office": o, **estimate(part)} for (s, o), part in parts.items()]
    return sorted(rows, key=lambda row: (-row["days"], row["office"]))[:MOST_BOTTLENECKS]


def promises(today: date) -> list[dict[str, Any]]:
    """Return what regulating offices promised by a verdict: kept, kept late, overdue, or running."""
    found = EvidenceReview.objects.public().ended().exclude(promise_on=None)
    rows = []
    for one in found.select_related("regulator", "exemption", "zone").order_by("promise_on", "pk"):
        done = one.implemented_on
        state = "running" if done is None and one.promise_on >= today else "overdue"
        if done is not None:
            state = "kept" if done <= one.promise_on else "late"
        rows.append(
            {
                "number": one.number,
                "title": one.exemption.title,
                "zone": one.zone.name,
                "office": one.regulator.name,
                "verdict": one.verdict,
                "verdict_label": str(VerdictCode(one.verdict).label),
                "promise_on": one.promise_on.isoformat(),
                "done_on": done.isoformat() if done else "",
                "law_revision": one.law_revision,
                "state": state,
            }
        )
    return rows


def flow() -> dict[str, Any]:
    """Return the process map of all disclosed applications."""
    found = Flow()
    for events in eventlog.cases():
        found.add((event.activity, event.at) for event in events)
    return found.content()
