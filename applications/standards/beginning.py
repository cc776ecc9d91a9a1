"""A new draft of a standard measure: begun from its origin, or from the version before."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.text import slugify

from applications import hooks
from applications.codes_standard import CONDITION_PARTS, EVALUATION_PARTS, PLAN_KEYS
from applications.criteria import labelled
from applications.models import Exemption, StandardMeasure
from applications.models.standard import CONTENT
from zones.models import Organisation, SpecialMeasure
from zones.models.organisations import OrganisationKind


def from_exemption(office: Organisation, exemption: Exemption, actor: Any) -> StandardMeasure:
    """Begin a draft from an exemption: what is public of it, nothing of the company's own plan."""
    review = hooks.origin_review.first(exemption) or {}
    town = exemption.authority.kind == OrganisationKind.MUNICIPALITY
    conditions = [
        {part: getattr(row, part) for part in CONDITION_PARTS} for row in exemption.conditions.all()
    ]
    known = exemption.measure.special_measure
    return _draft(
        slug=slugify(exemption.public_number),
        office=office,
        actor=actor,
        origin_exemption=exemption,
        authority=None if town else exemption.authority,
        name=exemption.title[:100],
        law_title=exemption.law_title,
        article=exemption.article,
        text=exemption.text,
        sectors=list(known.sectors) if known else [],
        conditions=conditions,
        indicators=list(review.get("indicators") or exemption.report_indicators),
        evaluation={part: review.get(part, "") for part in EVALUATION_PARTS},
        plan_parts=_plan_parts(exemption.law_title, exemption.article, conditions),
        findings=_findings(exemption.measure.determination),
    )


def from_measure(office: Organisation, measure: SpecialMeasure, actor: Any) -> StandardMeasure:
    """Begin a draft from a real measure of the reference data."""
    return _draft(
        slug=slugify(measure.code),
        office=office,
        actor=actor,
        origin_measure=measure,
        authority=office,
        name=measure.name[:100],
        law_title=measure.law_text[:150],
        article=measure.article[:100],
        text=measure.relaxed,
        sectors=list(measure.sectors),
        plan_parts=_plan_parts(measure.law_text, measure.article, []),
    )


def next_version(standard: StandardMeasure, actor: Any) -> StandardMeasure:
    """Return the draft that follows a published version, begun from its words when there is none."""
    known = StandardMeasure.objects.filter(slug=standard.slug)
    if (draft := known.filter(status="draft").first()) is not None:
        return draft
    newest = known.order_by("-number").values_list("number", flat=True).first() or 0
    return StandardMeasure.objects.create(
        slug=standard.slug,
        number=newest + 1,
        office=standard.office,
        origin_measure=standard.origin_measure,
        origin_exemption=standard.origin_exemption,
        drafted_by=actor,
        **{name: getattr(standard, name) for name in CONTENT},
    )


@transaction.atomic
def _draft(*, slug: str, office: Organisation, actor: Any, **content: Any) -> StandardMeasure:
    """Make version 1 of a package, or go on with what stands under its address."""
    known = StandardMeasure.objects.filter(slug=slug).order_by("-number").first()
    if known is not None and known.status == "draft":
        return known
    if known is not None:
        return next_version(known, actor)
    return StandardMeasure.objects.create(slug=slug, office=office, drafted_by=actor, **content)


def _plan_parts(law: str, article: str, conditions: list[dict[str, str]]) -> dict[str, str]:
    found = {
        "provisions": f"{law} {article}".strip(),
        "safeguards": "\n".join(row["text"] for row in conditions),
    }
    return {key: found[key] for key in PLAN_KEYS if found.get(key)}


def _findings(determination: Any) -> list[dict[str, str]]:
    if determination is None:
        return []
    return [
        {"code": row["code"], "label": str(row["label"]), "note": row["reason"]}
        for row in labelled(determination.criteria)
    ]
