"""The limits of a support, and what a grant would exceed or collide with.

Amounts are whole yen, the fiscal year runs from April to March. What is reduced or paid back frees the
ceilings again (a rule of this system, as the law is silent on it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Case, F, Q, Sum, When
from django.utils.translation import gettext as _

from casework import clock
from casework.calendar import fiscal_year
from casework.text import fold
from zones.models import SupportInstrument, SupportLimit

SIGNED = Case(
    When(entries__kind="granted", then=F("entries__amount")),
    When(entries__kind__in=["reduced", "repaid"], then=-F("entries__amount")),
    default=0,
)


@dataclass(frozen=True)
class Excess:
    """A ceiling that a grant would exceed: which, how much of it is used, and by how much."""

    code: str
    label: str
    ceiling: int
    used: int
    asked: int

    @property
    def over(self) -> int:
        """Return by how many yen the ceiling would be exceeded."""
        return self.used + self.asked - self.ceiling

    def __str__(self) -> str:
        text = _("“%(label)s” is %(ceiling)s yen: %(asked)s yen exceed it by %(over)s yen.")
        if self.used:
            text = _(
                "“%(label)s” is %(ceiling)s yen, of which %(used)s yen are granted: "
                "%(asked)s yen more exceed it by %(over)s yen."
            )
        amounts = ("ceiling", "used", "asked", "over")
        return text % {"label": self.label, **{n: f"{getattr(self, n):,}" for n in amounts}}


@dataclass(frozen=True)
class Rival:
    """An earlier grant for the same eligible cost."""

    case: Any
    amount: int

    def __str__(self) -> str:
        return _(
            "The same cost is supported already by %(number)s (%(instrument)s, %(amount)s yen)."
        ) % {
            "number": self.case.number,
            "instrument": self.case.instrument.name,
            "amount": f"{self.amount:,}",
        }


def limit_of(case: Any) -> SupportLimit | None:
    """Return the limit that holds for a case today; None when none is recorded."""
    return SupportLimit.objects.holding(
        instrument=case.instrument_id, zone=case.zone_id, on=clock.today()
    )


def _excluded(case: Any, limit: SupportLimit | None) -> set[str]:
    """Return the codes that exclude a case's instrument or are excluded by it, and its own."""
    own = set(limit.excludes) if limit else set()
    others = SupportLimit.objects.standing(clock.today()).filter(
        Q(zone=case.zone_id) | Q(zone=None)
    )
    back = {row.instrument_id for row in others if case.instrument_id in row.excludes}
    return own | back | {case.instrument_id}


def lock(codes: set[str]) -> None:
    """Lock instruments in the order of their codes, so that two grants under one ceiling, or for one
    cost, follow one another; outside a transaction nothing is decided and nothing locked."""
    if transaction.get_connection().in_atomic_block:
        rows = SupportInstrument.objects.select_for_update().filter(pk__in=codes).order_by("pk")
        list(rows.values_list("pk", flat=True))


def _live() -> Any:
    return apps.get_model("applications", "SupportCase").objects.live()


def committed(**which: Any) -> int:
    """Return what is granted and neither reduced nor paid back among cases, in yen."""
    return _live().filter(**which).aggregate(total=Sum(SIGNED))["total"] or 0


def ceilings(case: Any, limit: SupportLimit, amount: int) -> list[Excess]:
    """Return each ceiling with what is used and asked, exceeded or not."""
    year = fiscal_year(clock.today())
    instrument = {"instrument": case.instrument_id}
    scopes = {
        "company_total": {"company": case.company_id},
        "company_year": {"company": case.company_id, "fiscal_year": year},
        "zone_year": {"zone": case.zone_id, "fiscal_year": year},
    }
    found = [
        Excess(name, str(limit._meta.get_field(name).verbose_name), most, used, amount)
        for name, scope in scopes.items()
        if (most := getattr(limit, name)) is not None
        for used in [committed(**instrument, **scope)]
    ]
    if case.eligible_cost is not None:
        found.append(_share(case, limit, amount))
    return found


def _share(case: Any, limit: SupportLimit, amount: int) -> Excess:
    """Return the bound that the rate sets; without a rate, the cost itself."""
    share = limit.largest_share(case.eligible_cost)
    if share is None:
        return Excess("rate", _("The eligible cost"), case.eligible_cost, 0, amount)
    label = _("%(rate)s of the eligible cost") % {"rate": limit.rate}
    return Excess("rate", label, share, 0, amount)


def _same_cost(case: Any, other: Any) -> bool:
    """Tell whether two cases mean one cost: its kind and item; an item not named means all of its kind."""
    if case.cost_kind != other.cost_kind or not case.cost_kind:
        return False
    if case.ends_on < other.starts_on or other.ends_on < case.starts_on:
        return False
    items = {fold(one.cost_item) for one in (case, other)}
    return len(items) == 1 or "" in items


def rivals(case: Any, codes: set[str]) -> list[Rival]:
    """Return the earlier grants to the company for the same cost that may not stand beside this."""
    others = (
        _live()
        .filter(company=case.company_id, instrument__in=codes, starts_on__isnull=False)
        .exclude(pk=case.pk)
        .select_related("instrument")
        .annotate(held=Sum(SIGNED))
        .order_by("pk")
    )
    return [
        Rival(other, other.held)
        for other in others
        if (other.held or 0) > 0 and _same_cost(case, other)
    ]


def collisions(case: Any, *, amount: int) -> list[Excess | Rival]:
    """Return every ceiling that a grant of an amount would exceed, and every grant it collides with.

    Inside a transaction the instruments concerned are locked first, so that the answer still holds
    when the grant is written.
    """
    limit = limit_of(case)
    codes = _excluded(case, limit)
    lock(codes)
    over = [one for one in (ceilings(case, limit, amount) if limit else []) if one.over > 0]
    return [*over, *(rivals(case, codes) if case.starts_on else [])]
