"""What a filing used, and the once-only rate that follows from it (K11)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from applications import facts
from applications.facts import Owner
from applications.ledger import writing
from applications.ledger.codes import Mode, Source
from applications.ledger.reading import Standing, current, held_for, used_before
from casework import clock

EMPTY = ("", None, [], {})
MODES = {Standing.REUSED: Mode.REUSED, Standing.FETCHED: Mode.FETCHED}


@dataclass(frozen=True)
class Rate:
    """``kept`` of ``needed`` answers that were held, or fetched, were not asked again."""

    kept: int
    needed: int

    @property
    def percent(self) -> float | None:
        """Return the share in percent with one decimal; None when nothing was held before."""
        return round(100 * self.kept / self.needed, 1) if self.needed else None


def record_filing(application: Any, actor: Any) -> list[Any]:
    """Record, in the transaction of the filing, every fact that the application used.

    Answers of the plan that are offered again enter the ledger with it.
    """
    writing.catch_up(application.company, by=actor)
    return [*_record_company(application), *_record_plan(application, actor)]


def _record(application: Any, key: str, row: Any, mode: Mode, *, held: bool) -> Any:
    return application.fact_uses.create(
        company=application.company, key=key, value=row, mode=mode, held=held, at=clock.now()
    )


def _record_company(application: Any) -> list[Any]:
    used = used_before(application.company, application)
    made = []
    for held in held_for(application):
        if held.row is None:
            continue
        mode = MODES.get(held.standing, Mode.ASKED)
        again = held.row.application_id == application.pk and held.fact.key in used
        known = again or mode != Mode.ASKED
        made.append(_record(application, held.fact.key, held.row, mode, held=known))
    return made


def _record_plan(application: Any, actor: Any) -> list[Any]:
    answers = {
        fact.key: application.plan.get(fact.key)
        for fact in facts.facts(Owner.PLAN)
        if application.plan.get(fact.key) not in EMPTY
    }
    before = current(application.company, *answers)
    taken = dict(application.carried_answers.values_list("key", "value_id"))
    made = []
    for key, answer in answers.items():
        row = before.get(key)
        same = row is not None and row.value == answer and not row.is_contested
        mode = Mode.REUSED if same and taken.get(key) == row.pk else Mode.ASKED
        kept = row if same else keep_answer(application, key, answer, actor)
        made.append(_record(application, key, kept, mode, held=same))
    return made


def keep_answer(application: Any, key: str, answer: Any, actor: Any) -> Any:
    """Put one answer of a filed plan into the ledger, if it is of those that are offered again."""
    fact = facts.find(key)
    if fact is None or not fact.carried or answer in EMPTY:
        return None
    rows = writing.write(
        application.company,
        {key: answer},
        by=actor,
        source=Source.CARRIED,
        source_detail=application.number or "",
        application=application,
    )
    return rows[0] if rows else current(application.company, key).get(key)


def rate_of(uses: Any) -> Rate:
    """Return the once-only rate of some uses: of the answers that were held before or fetched, how
    many were not asked again. A first answer that nobody held is no part of it."""
    counted = uses.aggregate(
        kept=Count("pk", filter=Q(mode__in=[Mode.REUSED, Mode.FETCHED])),
        again=Count("pk", filter=Q(mode=Mode.ASKED, held=True)),
    )
    return Rate(counted["kept"], counted["kept"] + counted["again"])
