"""Zones, measures and exemptions as open data: read-only, public facts only, paged by key.

Mounted under /api/v1/. A list takes ``after`` (the key of the last entry seen) and ``limit``, and
gives ``next`` (the key for the following page, null on the last).
"""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema

from applications.models import Exemption
from casework import clock
from cms import live
from kpis.models import EvidenceReview
from zones.models import SpecialMeasure, Zone
from zones.source_words import said

router = Router(tags=["register"])
LIMIT = 100
KEY = r"^[A-Za-z0-9_-]+$"


class Problem(Schema):
    """Why a request was refused."""

    detail: Any


class PageQuery(Schema):
    """Where a page of a list begins and how long it is."""

    after: str | None = Field(
        None, max_length=100, pattern=KEY, description="Key of the last entry seen"
    )
    limit: int = Field(50, ge=1, le=LIMIT)


class ZoneOut(Schema):
    """A zone; ``designated_on`` is the first day of the period that ``designated_text`` names."""

    slug: str
    name: str
    legal_basis: str | None
    municipalities: list[str] = Field(description="Six-digit codes (全国地方公共団体コード)")
    designated_on: date | None
    designated_text: str
    expires_on: date | None
    expiry_note: str
    takes_applications: bool
    page: str
    source: str


class ZoneList(Schema):
    """A page of zones by slug."""

    items: list[ZoneOut]
    next: str | None


class MeasureOut(Schema):
    """A historical special measure; ``unverified_fields`` names parts without a checked source."""

    code: str
    name: str
    law_id: str | None
    law: str
    article: str
    relaxed: str
    programme: str
    programme_law_id: str
    programme_basis: str
    authority: str
    place: str
    started_text: str
    started_on: date | None
    ended_text: str
    ended_on: date | None
    outcome: str
    outcome_note: str
    verification: str
    unverified_fields: list[str]
    sectors: list[str]
    source: str


class MeasureList(Schema):
    """A page of measures by code."""

    items: list[MeasureOut]
    next: str | None


class ConditionOut(Schema):
    """A condition of an exemption."""

    number: int
    text: str


class ExemptionOut(Schema):
    """An exemption; ``standing`` is where it stands on ``on``."""

    number: str
    title: str
    zone: str
    holder: str
    corporate_number: str
    is_demo: bool
    law: str
    article: str
    text_asked: str
    text_granted: str
    authority: str
    granted_on: date
    starts_on: date
    ends_on: date
    began_on: date | None
    ended_on: date | None
    on: date
    standing: str = Field(description="in_force, not_begun, suspended, ended or over")
    verdict: str | None
    conditions: list[ConditionOut]


class ExemptionList(Schema):
    """A page of exemptions by number."""

    items: list[ExemptionOut]
    next: str | None


class ExemptionQuery(PageQuery):
    """Which exemptions: of one zone, or only those in force on a day."""

    on: date | None = Field(None, description="Only those in force on this day (YYYY-MM-DD)")
    zone: str | None = Field(None, max_length=60, pattern=KEY, description="Slug of a zone")


def paged(found: Any, *, key: str, query: PageQuery) -> tuple[list[Any], str | None]:
    """Return one page of a queryset in the order of a unique key, and the key of the next page."""
    found = found.order_by(key)
    if query.after:
        found = found.filter(**{f"{key}__gt": query.after})
    rows = list(found[: query.limit + 1])
    shown = rows[: query.limit]
    return shown, getattr(shown[-1], key) if len(rows) > query.limit else None


def zone_out(zone: Zone) -> dict[str, Any]:
    """Return a zone as the interface gives it."""
    return {
        "slug": zone.slug,
        "name": zone.name,
        "legal_basis": zone.legal_basis.citation if zone.legal_basis else None,
        "municipalities": [town.code for town in zone.municipalities.all()],
        "designated_on": zone.designated_on,
        "designated_text": zone.designated_text,
        "expires_on": zone.expires_on,
        "expiry_note": zone.expiry_note,
        "takes_applications": live.takes_applications(zone, clock.today()),
        "page": zone.get_absolute_url(),
        "source": zone.source_url,
    }


def measure_out(measure: SpecialMeasure) -> dict[str, Any]:
    """Return a measure as the interface gives it."""
    same = [
        "code",
        "name",
        "law_id",
        "relaxed",
        "programme",
        "programme_law_id",
        "programme_basis",
        "authority",
        "started_on",
        "ended_on",
        "outcome",
        "verification",
        "unverified_fields",
        "sectors",
    ]
    return {
        **{name: getattr(measure, name) for name in same},
        "law": measure.law_text,
        "article": said(measure.article),
        "place": said(measure.place_text),
        "started_text": said(measure.started_text),
        "ended_text": said(measure.ended_text),
        "outcome_note": said(measure.outcome_note),
        "source": measure.source_text,
    }


def exemption_out(exemption: Exemption, on: date, review: EvidenceReview | None) -> dict[str, Any]:
    """Return an exemption as the interface gives it."""
    same = ["title", "article", "granted_on", "starts_on", "ends_on", "began_on", "ended_on"]
    return {
        **{name: getattr(exemption, name) for name in same},
        "number": exemption.public_number,
        "zone": exemption.zone.slug,
        "holder": exemption.holder.name,
        "corporate_number": exemption.holder.corporate_number,
        "is_demo": exemption.holder.is_demo,
        "law": exemption.law_title,
        "text_asked": exemption.measure.text_asked,
        "text_granted": exemption.text,
        "authority": exemption.authority.name,
        "on": on,
        "standing": live.standing(exemption, on).code,
        "verdict": review.verdict if review else None,
        "conditions": [{"number": c.number, "text": c.text} for c in exemption.conditions.all()],
    }


def exemptions_on(day: date) -> Any:
    """Return the public exemptions with everything that ``exemption_out`` reads."""
    found = live.public_exemptions(day).select_related("measure")
    return found.prefetch_related("conditions")


@router.get("/zones", response={200: ZoneList, 422: Problem}, summary="Zones")
def zones(request: HttpRequest, query: Query[PageQuery]) -> Any:
    """List the zones that were designated, by slug."""
    shown, following = paged(live.for_page(live.public_zones()), key="slug", query=query)
    return {"items": [zone_out(zone) for zone in shown], "next": following}


@router.get("/zones/{slug}", response={200: ZoneOut, 404: Problem, 422: Problem}, summary="Zone")
def zone(request: HttpRequest, slug: str = Path(..., pattern=KEY)) -> Any:
    """Give one zone."""
    return zone_out(get_object_or_404(live.for_page(live.public_zones()), slug=slug))


@router.get("/measures", response={200: MeasureList, 422: Problem}, summary="Special measures")
def measures(request: HttpRequest, query: Query[PageQuery]) -> Any:
    """List the historical special measures, by code."""
    shown, following = paged(SpecialMeasure.objects.all(), key="code", query=query)
    return {"items": [measure_out(measure) for measure in shown], "next": following}


@router.get(
    "/measures/{code}",
    response={200: MeasureOut, 404: Problem, 422: Problem},
    summary="Special measure",
)
def measure(request: HttpRequest, code: str = Path(..., pattern=KEY)) -> Any:
    """Give one historical special measure."""
    return measure_out(get_object_or_404(SpecialMeasure, code=code.upper()))


@router.get("/exemptions", response={200: ExemptionList, 422: Problem}, summary="Exemptions")
def exemptions(request: HttpRequest, query: Query[ExemptionQuery]) -> Any:
    """List exemptions by number; with ``on`` only those in force on that day."""
    day = query.on or clock.today()
    found = exemptions_on(day)
    if query.on:
        found = found.filter(is_in_force=True)
    if query.zone:
        found = found.filter(zone__slug=query.zone)
    shown, following = paged(found, key="public_number", query=query)
    reviews = live.reviews_of(shown)
    items = [exemption_out(one, day, reviews.get(one.pk)) for one in shown]
    return {"items": items, "next": following}


@router.get(
    "/exemptions/{number}",
    response={200: ExemptionOut, 404: Problem, 422: Problem},
    summary="Exemption",
)
def exemption(
    request: HttpRequest, number: str = Path(..., pattern=KEY), on: date | None = None
) -> Any:
    """Give one exemption, and where it stands on a day (today)."""
    day = on or clock.today()
    found = get_object_or_404(exemptions_on(day), public_number=number.upper())
    return exemption_out(found, day, live.reviews_of([found]).get(found.pk))
