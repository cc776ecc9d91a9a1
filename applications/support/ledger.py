"""Reading the support ledger: lines, sums by instrument, zone and fiscal year, and what is public.

Every total is a sum of lines (`SupportEntry`); none is stored. Public is only what was disclosed; company
and amount only where the decision says so; a sum over fewer than five companies that are not
published shows no amount, so that nobody's tax can be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from applications.codes_support import EntryKind
from applications.models import SupportCase, SupportEntry
from applications.models.support_case import Balance
from zones.models import SupportInstrument, Zone

SMALLEST = 5


@dataclass(frozen=True)
class Cell:
    """One row of the totals: instrument, zone and fiscal year (April to March), with its sums."""

    instrument: Any
    zone: Any
    fiscal_year: int
    balance: Balance
    companies: int
    is_hidden: bool = False


def lines(cases: QuerySet[SupportCase]) -> QuerySet[SupportEntry]:
    """Return the lines of cases, the newest first, with what a row shows."""
    return (
        SupportEntry.objects.filter(case__in=cases.order_by().values("pk"))
        .select_related("case__instrument", "case__zone", "case__company")
        .order_by("-pk")
    )


def _sums() -> dict[str, Sum]:
    return {str(kind): Sum("amount", filter=Q(kind=kind), default=0) for kind in EntryKind}


def total(entries: QuerySet[SupportEntry]) -> Balance:
    """Return the sums of lines; one query."""
    return Balance(**entries.order_by().aggregate(**_sums()))


def by_cell(entries: QuerySet[SupportEntry]) -> list[Cell]:
    """Return the sums of lines by instrument, zone and fiscal year; three queries."""
    rows = list(
        entries.order_by()
        .values("case__instrument", "case__zone", "fiscal_year")
        .annotate(
            **_sums(),
            companies=Count("case__company", distinct=True),
            named=Count("pk", filter=Q(case__is_published=True)),
            lines=Count("pk"),
        )
        .order_by("-fiscal_year", "case__zone", "case__instrument")
    )
    instruments = SupportInstrument.objects.in_bulk({r["case__instrument"] for r in rows})
    zones = Zone.objects.in_bulk({r["case__zone"] for r in rows})
    return [
        Cell(
            instrument=instruments[row["case__instrument"]],
            zone=zones[row["case__zone"]],
            fiscal_year=row["fiscal_year"],
            balance=Balance(**{str(kind): row[kind] for kind in EntryKind}),
            companies=row["companies"],
            is_hidden=row["named"] < row["lines"] and row["companies"] < SMALLEST,
        )
        for row in rows
    ]


def public_cases() -> QuerySet[SupportCase]:
    """Return the granted supports that anybody may know of."""
    return SupportCase.objects.disclosed().live()


def published() -> QuerySet[SupportCase]:
    """Return the grants whose company and amount are published (交付決定の公表)."""
    found = public_cases().filter(is_published=True).select_related("instrument", "zone", "company")
    return found.prefetch_related("entries").order_by("-disclosed_at", "-pk")


def shown(cells: Iterable[Cell]) -> Balance:
    """Return the sum of the cells whose amounts are shown."""
    seen = [cell.balance for cell in cells if not cell.is_hidden]
    return Balance(**{str(k): sum(getattr(b, str(k)) for b in seen) for k in EntryKind})
