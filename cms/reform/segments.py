"""The time of one measure as segments that follow each other without gap: they add up to the whole.

What is known of a measure are layers: at this desk, in this stage, from then to then. Layers overlap
(a trial runs while its evaluation has begun). At every moment the layer with the highest rank counts,
among equals the one that began last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import models
from django.utils.translation import pgettext_lazy

DAY = timedelta(days=1)


class Stage(models.TextChoices):
    """Where a measure is on its way."""

    ARRIVED = "arrived", pgettext_lazy("stage of reform", "Waiting for the examination")
    EXAMINING = "examining", pgettext_lazy("stage of reform", "Examination")
    CORRECTION = "correction", pgettext_lazy("stage of reform", "Correction by the applicant")
    CONSULTING = "consulting", pgettext_lazy("stage of reform", "Opinions of other offices")
    DECIDED = "decided", pgettext_lazy("stage of reform", "From decision to notification")
    PREPARING = "preparing", pgettext_lazy("stage of reform", "Before the trial")
    TRIAL = "trial", pgettext_lazy("stage of reform", "Trial")
    SUSPENDED = "suspended", pgettext_lazy("stage of reform", "Trial suspended")
    AFTER = "after", pgettext_lazy("stage of reform", "After the trial, waiting for a review")
    EVALUATING = "evaluating", pgettext_lazy("stage of reform", "Evidence review")
    HARM = "harm", pgettext_lazy("stage of reform", "Regulating office asked about harm")
    COMMENT = "comment", pgettext_lazy("stage of reform", "Public comments")
    LAW = "law", pgettext_lazy("stage of reform", "From verdict to law")


@dataclass(frozen=True)
class Layer:
    """Something that lasted: ``ends`` is None while it lasts. ``desk`` is whose turn it was."""

    stage: str
    desk: str
    begins: datetime
    ends: datetime | None = None
    rank: int = 0

    def covers(self, moment: datetime) -> bool:
        """Tell whether it lasts at a moment; its end is not part of it."""
        return self.begins <= moment and (self.ends is None or moment < self.ends)


@dataclass(frozen=True)
class Segment:
    """A stretch in one stage at one desk; ``is_open`` while it still lasts at the reading."""

    stage: str
    desk: str  # "": the applicant's
    begins: datetime
    ends: datetime
    is_open: bool = False

    @property
    def days(self) -> float:
        """Return its length in days."""
        return (self.ends - self.begins) / DAY

    @property
    def label(self) -> str:
        """Return the stage in words."""
        return str(Stage(self.stage).label)


def flatten(layers: Iterable[Layer], *, until: datetime) -> list[Segment]:
    """Return the segments from the first beginning to ``until``, or to the end of the last layer.

    Neighbours of one stage and desk are joined. A gap between layers belongs to the layer before it,
    so that the lengths add up to the whole exactly.
    """
    known = [one for one in layers if one.begins < (one.ends or until) and one.begins < until]
    if not known:
        return []
    last = max(min(one.ends or until, until) for one in known)
    moments = sorted(
        {m for one in known for m in (one.begins, one.ends or until) if m <= last} | {last}
    )
    found: list[Segment] = []
    for begins, ends in pairwise(moments):
        top = max(
            (one for one in known if one.covers(begins)),
            key=lambda one: (one.rank, one.begins),
            default=None,
        )
        stage, desk = (top.stage, top.desk) if top else (found[-1].stage, found[-1].desk)
        is_open = ends == until and top is not None and (top.ends is None or top.ends > until)
        if found and (found[-1].stage, found[-1].desk) == (stage, desk):
            begins = found.pop().begins
        found.append(Segment(stage, desk, begins, ends, is_open))
    return found


def total_days(segments: list[Segment]) -> float:
    """Return the days from the first beginning to the last end."""
    return (segments[-1].ends - segments[0].begins) / DAY if segments else 0.0
