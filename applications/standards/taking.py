"""Taking a standard measure over in one step: a zone offers it, a company gets a prefilled draft.

Nothing is granted by it. The draft says what it holds from where: the package's words are marked by
comparing them with the package, the company's own facts by the once-only ledger.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applications import facts
from applications.apply.drafting import lock_draft
from applications.ledger import carrying
from applications.ledger.writing import name_of
from applications.models import Application, Company, StandardMeasure, StandardOffer, StandardUse
from casework import clock
from casework.transitions import Blocked, perform, touch
from zones.models import Procedure, Zone


def offer(standard: StandardMeasure, zone: Zone, actor: Any) -> StandardOffer:
    """Let a zone offer a package, in one step; the offer of an older version ends with it. Raises Blocked."""
    with transaction.atomic():
        open_ones = StandardOffer.objects.select_for_update().filter(
            zone=zone, standard__slug=standard.slug, status="offered"
        )
        for old in open_ones:
            if old.standard_id == standard.pk:
                return old
            reasons = f"{standard.number}版に替える。"
            perform(old, "stop", actor=actor, version=old.version, reasons=reasons)
        case = StandardOffer.objects.create(standard=standard, zone=zone)
        return perform(case, "offer", actor=actor, version=case.version)


def offering_zones(standard: StandardMeasure) -> list[StandardOffer]:
    """Return the offers of a package in zones that are open today."""
    found = StandardOffer.objects.offered().filter(standard=standard)
    return list(found.filter(zone__in=Zone.objects.open_on()))


def take_over(
    standard: StandardMeasure,
    *,
    zone: Zone,
    company: Company,
    procedure: Procedure,
    actor: Any,
) -> Application:
    """Make the draft that begins from a package, or return the same one begun before.

    Filled in: the measure with its text, the parts of the plan that are the rule's, the conditions,
    indicators and evaluation; then the company's own earlier answers, where it consents to reuse.
    Raises Blocked when the zone does not offer the package.
    """
    with transaction.atomic():
        if not StandardOffer.objects.offered().filter(standard=standard, zone=zone).exists():
            raise Blocked(
                [_("This zone does not offer the standard measure. Choose a zone that does.")]
            )
        same = Application.objects.filter(
            company=company, zone=zone, status="draft", measures__standard_use__standard=standard
        )
        if (before := same.order_by("pk").first()) is not None:
            return before
        draft = Application.objects.create(
            company=company,
            zone=zone,
            procedure=procedure,
            title=standard.name[:120],
            plan=_plan(standard),
            created_by=actor,
        )
        _ask(draft, standard, actor)
        _carry(draft, actor)
        draft.refresh_from_db()
        return draft


def _plan(standard: StandardMeasure) -> dict[str, Any]:
    known = {slot.path for slot in facts.slots({}, facts.current_schema())}
    return {key: text for key, text in standard.plan_parts.items() if key in known and text}


def _ask(draft: Application, standard: StandardMeasure, actor: Any) -> None:
    measure = draft.measures.create(
        position=1,
        special_measure=standard.origin_measure,
        law_title=standard.law_title,
        article=standard.article,
        text_asked=standard.text,
        authority=standard.authority or draft.zone.lead,
    )
    StandardUse.objects.create(
        measure=measure,
        standard=standard,
        conditions=standard.conditions,
        indicators=standard.indicators,
        evaluation=standard.evaluation,
        taken_at=clock.now(),
        taken_by_name=name_of(actor),
    )


def _carry(draft: Application, actor: Any) -> None:
    """Take the company's earlier answers over where the package is silent."""
    keys = [one.fact.key for one in carrying.offers(draft) if not draft.plan.get(one.fact.key)]
    if keys:
        carrying.take(draft, keys, by=actor, version=draft.version)


def save_proposal(use: StandardUse, *, version: int, **content: Any) -> Application:
    """Keep what the applicant proposes instead of the package's conditions or evaluation. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(use.measure.application)
        for name, value in content.items():
            setattr(use, name, value)
        use.save(update_fields=list(content))
        return touch(locked, version=version, saved_at=clock.now())
