"""What of an exemption's life waits on which desk: checks due, orders, bridges, overlaps, hearings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from applications.models import Condition, Hearing, Order, Overlap
from casework import clock

DAYS_BEFORE = 14
SETTLE_DAYS, ANSWER_DAYS = 14, 30
NEEDS = {
    "check_condition": _("Check the condition"),
    "decide_order": _("Issue the order or drop it"),
    "answer_bridge": _("Answer the request for a revision of the law"),
    "settle_overlap": _("Settle which rule holds between two exemptions"),
    "name_presider": _("Name the presider of the hearing"),
    "answer_inspection": _("Answer the request to see the file"),
}


def prefetches() -> tuple[Any, ...]:
    """Return what the tasks read of exemptions, loaded for many at once."""
    return (
        "bridges",
        Prefetch(
            "conditions",
            Condition.objects.filter(every_months__isnull=False).prefetch_related("checks"),
            to_attr="checked_conditions",
        ),
        Prefetch(
            "orders",
            Order.objects.filter(status__in=["announced", "explained"]),
            to_attr="open_orders",
        ),
        Prefetch(
            "overlaps_earlier",
            Overlap.objects.filter(status="found").select_related("first__authority"),
            to_attr="open_overlaps",
        ),
        Prefetch(
            "hearings",
            Hearing.objects.filter(status="called").prefetch_related("inspections"),
            to_attr="called_hearings",
        ),
    )


def life_tasks(exemption: Any, make_task: Any, desks: tuple[str, str]) -> Iterator[Any]:
    """Yield the tasks of one exemption; ``desks`` are those of examination and of signature."""
    examination, signature = desks
    yield from _checks(exemption, make_task, examination)
    signed = {"desk": signature, "company": exemption.holder.name, "party": exemption.holder_id}
    mine = {"office": exemption.authority_id, "waits_for": exemption.authority.name, **signed}
    for case, needs, due in _waiting(exemption):
        case.exemption = exemption
        yield make_task(case, title=str(exemption), needs=needs, due_on=due, **mine)
    for overlap in exemption.open_overlaps:
        overlap.exemption = exemption
        for office in {a.pk: a for a in (exemption.authority, overlap.first.authority)}.values():
            yield make_task(
                overlap,
                title=f"{overlap.first.public_number}・{exemption}",
                needs="settle_overlap",
                office=office.pk,
                waits_for=office.name,
                due_on=overlap.found_on + timedelta(days=SETTLE_DAYS),
                **signed,
            )


def _waiting(exemption: Any) -> Iterator[tuple[Any, str, date]]:
    for order in exemption.open_orders:
        yield order, "decide_order", order.explain_by + timedelta(days=1)
    for bridge in exemption.bridges.all():
        if bridge.status == "requested":
            due = bridge.asked_on + timedelta(days=ANSWER_DAYS)
            yield bridge, "answer_bridge", min(due, max(exemption.ends_on, bridge.asked_on))
    for hearing in exemption.called_hearings:
        if any(one.granted is None for one in hearing.inspections.all()):
            yield hearing, "answer_inspection", hearing.hearing_on
        elif hearing.presider_id is None:
            yield hearing, "name_presider", hearing.hearing_on


def _checks(exemption: Any, make_task: Any, desk: str) -> Iterator[Any]:
    """Yield the nearest check of a condition that is due, from two weeks before; one row an office."""
    today, due = clock.today(), []
    for condition in exemption.checked_conditions:
        condition.exemption = exemption
        day = condition.next_check_on() if condition.holds_on(today) else None
        if day is not None:
            due.append((day, condition.number, condition))
    if not due or exemption.status in {"surrendered", "revoked"}:
        return
    day, _number, condition = min(due, key=lambda row: row[:2])
    offices = dict.fromkeys((exemption.zone.lead_id, exemption.application.examining_office_id))
    for office in offices:
        yield make_task(
            exemption,
            office=office,
            desk=desk,
            title=f"{exemption}（{condition}）"[:300],
            company=exemption.holder.name,
            needs="check_condition",
            waits_for=exemption.zone.lead.name,
            due_on=day,
            shows_on=day - timedelta(days=DAYS_BEFORE),
            party=exemption.holder_id,
        )
