"""Reads disclosed measures with all that their way is told from: a fixed number of queries a batch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from applications.models import RequestedMeasure
from casework import clock
from casework.differences import Limb, limbs
from casework.models import AuditEntry
from cms.reform.layers import Trails, cases_of, layers_of
from cms.reform.segments import Segment, flatten
from kpis.models import EvidenceReview

BATCH = 200


@dataclass(frozen=True)
class Way:
    """One measure: what was asked, what became of it, and where its days went."""

    measure: Any
    segments: list[Segment] = field(default_factory=list)

    @property
    def determination(self) -> Any:
        """Return the determination that stands."""
        return self.measure.determination

    @property
    def exemption(self) -> Any:
        """Return the exemption; None when nothing was granted."""
        return next(iter(self.measure.exemptions.all()), None)

    @property
    def review(self) -> Any:
        """Return the newest published review of the exemption; None when there is none."""
        reviews = list(self.exemption.reviews.all()) if self.exemption else []
        return reviews[-1] if reviews else None

    @property
    def limbs(self) -> list[Limb]:
        """Return sentence by sentence what became of the text asked; all cut where it was refused."""
        granted = self.determination.text_granted if self.determination else ""
        return limbs(self.measure.text_asked, granted)

    @property
    def days(self) -> float:
        """Return the days from the arrival to now, or to the end of the way."""
        return sum(one.days for one in self.segments)


def measures() -> Any:
    """Return the disclosed measures with what their way is read from, the newest first."""
    reviews = EvidenceReview.objects.public().select_related("regulator", "zone__lead")
    return (
        RequestedMeasure.objects.disclosed()
        .select_related(
            "application__zone__lead",
            "application__examining_office",
            "application__procedure",
            "authority",
            "special_measure",
        )
        .prefetch_related(
            "determinations",
            "application__clarifications",
            "application__opinions__organisation",
            "exemptions__zone__lead",
            "exemptions__holder",
            "exemptions__bridges",
            Prefetch("exemptions__reviews", reviews.order_by("pk")),
        )
        .order_by("-disclosed_at", "-pk")
    )


def trails_of(cases: Iterable[Any]) -> Trails:
    """Return case → its entries in their order; one query for each kind of case."""
    keys: dict[str, set[int]] = defaultdict(set)
    for case in cases:
        keys[case.case_type].add(case.pk)
    found: dict[tuple[str, int], list[AuditEntry]] = defaultdict(list)
    for kind, wanted in keys.items():
        entries = AuditEntry.objects.filter(case_type=kind, case_id__in=wanted)
        for entry in entries.order_by("case_id", "seq"):
            found[kind, entry.case_id].append(entry)
    return found


def ways(batch: list[Any], *, until: datetime | None = None) -> list[Way]:
    """Return the ways of measures that ``measures()`` read."""
    moment = until or clock.now()
    trails = trails_of(cases_of(batch))
    return [Way(one, flatten(layers_of(one, trails), until=moment)) for one in batch]


def all_ways() -> Iterator[Way]:
    """Yield the way of every disclosed measure, batch by batch."""
    last = None
    while True:
        wanted = measures().order_by("pk")
        batch = list((wanted.filter(pk__gt=last) if last else wanted)[:BATCH])
        if not batch:
            return
        yield from ways(batch)
        last = batch[-1].pk
