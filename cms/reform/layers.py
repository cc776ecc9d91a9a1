"""What lasted, read from the trail and the facts of one measure; only what anybody may know.

Ranks: who has the measure now comes before what runs beneath it. Of several opinions asked at once the
time belongs to the office that answered last, because the others no longer held anything up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import Any

from casework import clock
from cms.reform.segments import Layer, Stage

APPLICANT = ""  # the applicant's desk; companies are not named here
Trail = Sequence[Any]
Trails = Mapping[tuple[str, int], Trail]
EVALUATION, WAITING, TRIAL, OVERLAY, ASKED, ANSWER, SIGNED, REVIEW = -1, -2, 0, 5, 10, 500, 600, 700
APPLICATION = {
    "arrived": Stage.ARRIVED,
    "examining": Stage.EXAMINING,
    "consulting": Stage.CONSULTING,
}
TRIALS = {
    "granted": Stage.PREPARING,
    "gathering_consent": Stage.PREPARING,
    "running": Stage.TRIAL,
    "suspended": Stage.SUSPENDED,
    "revocation_hearing": Stage.SUSPENDED,
}
REVIEWS = {
    "registered": (Stage.EVALUATING, EVALUATION),
    "collecting": (Stage.EVALUATING, EVALUATION),
    "drafted": (Stage.EVALUATING, REVIEW),
    "objection": (Stage.HARM, REVIEW),
    "public_comment": (Stage.COMMENT, REVIEW),
}


def trail_of(case: Any, trails: Trails) -> Trail:
    """Return the entries of a case in their order."""
    return trails.get((case.case_type, case.pk), ())


def stretches(entries: Trail) -> Iterator[tuple[str, datetime, datetime | None]]:
    """Yield each state that a trail led into, with its first moment and its last."""
    changes = [(e.target, e.at) for e in entries if e.target != e.source or e.seq == 1]
    for (state, begins), (_state, ends) in pairwise(changes):
        yield state, begins, ends
    if changes:
        yield changes[-1][0], changes[-1][1], None


def layers_of(measure: Any, trails: Trails) -> list[Layer]:
    """Return everything that lasted between the arrival of a disclosed measure and its law."""
    found = [*_application(measure, trails), *_overlays(measure.application, trails)]
    found.append(_signed(measure))
    for exemption in measure.exemptions.all():
        found += _trial(exemption, trails)
        for review in exemption.reviews.all():
            found += _review(review, trails)
    return found


def layers_of_open(measure: Any, trails: Trails) -> list[Layer]:
    """Return what lasts of a measure not disclosed yet, as it stands to the outside.

    What has been decided and not disclosed still counts as being asked about.
    """
    found = list(_application(measure, trails))
    if found:
        found[-1] = replace(found[-1], ends=None)
    return [*found, *_overlays(measure.application, trails)]


def _application(measure: Any, trails: Trails) -> Iterator[Layer]:
    application, stop = measure.application, measure.disclosed_at
    office = application.examining_office.name
    for state, begins, ends in stretches(trail_of(application, trails)):
        if state in APPLICATION and (stop is None or begins < stop):
            last = ends if stop is None or (ends and ends < stop) else stop
            yield Layer(APPLICATION[state], office, begins, last)


def _overlays(application: Any, trails: Trails) -> Iterator[Layer]:
    for one in application.clarifications.all():
        ends = one.answered_at or _closed_at(one, trails)
        yield Layer(Stage.CORRECTION, APPLICANT, one.requested_at, ends, OVERLAY)
    far = clock.now() + timedelta(days=36500)
    opinions = sorted(application.opinions.all(), key=lambda o: (o.given_at or far, o.pk))
    for place, one in enumerate(opinions):
        ends = one.given_at or _closed_at(one, trails)
        rank = min(ASKED + place, ANSWER - 1)
        yield Layer(Stage.CONSULTING, one.organisation.name, one.asked_at, ends, rank)


def _closed_at(case: Any, trails: Trails) -> datetime | None:
    entries = trail_of(case, trails)
    return entries[-1].at if entries and entries[-1].target not in ("open", "asked") else None


def _signed(measure: Any) -> Layer:
    determination = measure.determination
    begins = determination.signed_at if determination else measure.disclosed_at
    return Layer(Stage.DECIDED, measure.authority.name, begins, measure.disclosed_at, SIGNED)


def _trial(exemption: Any, trails: Trails) -> Iterator[Layer]:
    over = _over(exemption)
    for state, begins, ends in stretches(trail_of(exemption, trails)):
        if state in TRIALS and begins < over:
            rank = OVERLAY if TRIALS[state] == Stage.SUSPENDED else TRIAL
            last = min(ends, over) if ends else over
            yield Layer(TRIALS[state], APPLICANT, begins, last, rank)
    if _waits_for_review(exemption):
        yield Layer(Stage.AFTER, exemption.zone.lead.name, over, _last_verdict(exemption), WAITING)


def _over(exemption: Any) -> datetime:
    """Return the first moment at which the exemption, with its bridge, is over; its last day counts
    to midnight."""
    after = exemption.last_day() + timedelta(days=1)
    day = min(after, exemption.ended_on) if exemption.ended_on else after
    return datetime.combine(day, time(), clock.JST)


def _waits_for_review(exemption: Any) -> bool:
    return exemption.began_on is not None


def _last_verdict(exemption: Any) -> datetime | None:
    days = [r.decided_on for r in exemption.reviews.all() if r.verdict]
    return datetime.combine(max(days), time(12), clock.JST) if days else None


def _review(review: Any, trails: Trails) -> Iterator[Layer]:
    lead = review.zone.lead.name
    for state, begins, ends in stretches(trail_of(review, trails)):
        if state in REVIEWS:
            stage, rank = REVIEWS[state]
            desk = review.regulator.name if stage == Stage.HARM else lead
            yield Layer(stage, desk, begins, ends, rank)
        elif state == "decided" and review.promise_on:
            yield Layer(Stage.LAW, review.regulator.name, begins, ends, REVIEW)


def cases_of(measures: Iterable[Any]) -> Iterator[Any]:
    """Yield every case whose trail tells of the measures."""
    for measure in measures:
        yield measure.application
        yield from measure.application.clarifications.all()
        yield from measure.application.opinions.all()
        for exemption in measure.exemptions.all():
            yield exemption
            yield from exemption.reviews.all()
