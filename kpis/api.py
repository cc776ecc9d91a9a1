"""Public read-only endpoints: indicators, observations, reviews that ended in a verdict."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Router, Schema
from ninja.errors import HttpError

from casework import clock
from kpis import files
from kpis.models import EvidenceReview, Indicator
from kpis.views.dashboard import one_view

router = Router(tags=["kpis"])
MOST_REVIEWS = 100


class IndicatorOut(Schema):
    """The card of an indicator."""

    code: str
    name: str
    name_en: str
    unit: str
    direction: str
    level: str
    frequency: str
    definition: str
    source: str
    is_computed: bool
    is_panel: bool


class ObservationOut(Schema):
    """One value as known on a day; ``value`` is exact text, null when suppressed."""

    indicator: str
    name: str
    place_kind: str
    place_code: str
    place: str
    period_start: date
    period_end: date
    value: Decimal | None
    unit: str
    suppressed: bool
    status: str
    quality: str
    denominator: Decimal | None
    known_on: date
    published_on: date | None
    source: str
    as_of: date


class VerdictOut(Schema):
    """A verdict and the snapshots it cites."""

    round: int
    code: str
    reasons: str
    owner: str
    decided_on: date
    promise_on: date | None
    plan_sha256: str
    snapshots: list[str]


class ReviewOut(Schema):
    """A review that ended in a verdict."""

    number: str
    zone: str
    exemption: str
    status: str
    question: str
    plan_sha256: str
    law_revision: str
    verdicts: list[VerdictOut]


@router.get("/indicators", response=list[IndicatorOut])
def indicators(request: HttpRequest) -> Any:
    """List every indicator: K01–K38 and the official panel's own codes."""
    return Indicator.objects.order_by("order", "code")


@router.get("/observations", response=list[ObservationOut])
def observations(
    request: HttpRequest,
    zone: str,
    indicator: str,
    municipality: str = "",
    as_of: date | None = None,
) -> Any:
    """Return the values of an indicator in a zone (or one of its municipalities) as known on a day."""
    if as_of and as_of > clock.today():
        raise HttpError(422, _("Choose a day up to today: nothing is known of later days."))
    _zone, _place, facts, _svg = one_view(zone, indicator, municipality, as_of)
    return files.records(facts, as_of or clock.today())


def review_out(review: EvidenceReview) -> dict[str, Any]:
    """Return a review in the form of the API."""
    return {
        "number": review.number,
        "zone": review.zone.slug,
        "exemption": review.exemption.public_number,
        "status": review.status,
        "question": review.question,
        "plan_sha256": review.plan_sha256,
        "law_revision": review.law_revision,
        "verdicts": [
            {
                "round": v.round,
                "code": v.code,
                "reasons": v.reasons,
                "owner": v.owner,
                "decided_on": v.decided_on,
                "promise_on": v.promise_on,
                "plan_sha256": v.plan_sha256,
                "snapshots": [c.snapshot.slug for c in v.citations.all()],
            }
            for v in review.verdicts.all()
        ],
    }


def ended_reviews() -> Any:
    """Return the reviews that ended in a verdict, with all that the API shows."""
    return (
        EvidenceReview.objects.ended()
        .select_related("zone", "exemption")
        .prefetch_related("verdicts__citations__snapshot")
        .order_by("-pk")
    )


@router.get("/reviews", response=list[ReviewOut])
def reviews(request: HttpRequest, before: int | None = None) -> Any:
    """List reviews that ended in a verdict, newest first, 100 at a time (``before``: a number's last part)."""
    found = ended_reviews()
    if before is not None:
        found = found.filter(pk__lt=before)
    return [review_out(one) for one in found[:MOST_REVIEWS]]


@router.get("/reviews/{number}", response=ReviewOut)
def review(request: HttpRequest, number: str) -> Any:
    """Return one review that ended in a verdict."""
    return review_out(get_object_or_404(ended_reviews().numbered(number)))
