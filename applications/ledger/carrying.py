"""Earlier answers offered to a new plan: shown with source and date, taken over one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from applications.facts import Fact
from applications.ledger import reuse
from applications.ledger.reading import carried_facts, current
from applications.ledger.writing import name_of
from casework import clock
from casework.transitions import Stale, lock, touch


@dataclass(frozen=True)
class Offer:
    """An answer that an earlier filing of the company gave, beside what the draft holds now."""

    fact: Fact
    row: Any
    answer: Any
    taken: bool

    @property
    def is_same(self) -> bool:
        """Tell whether the draft already says so."""
        return self.answer == self.row.value

    @property
    def replaces(self) -> bool:
        """Tell whether taking it over would replace another answer."""
        return not self.is_same and self.answer not in (None, "", [])


def offers(application: Any) -> list[Offer]:
    """Return what may be taken over into a draft; nothing without consent, nothing contested."""
    if application.status != "draft" or not reuse.is_consented(application.company):
        return []
    rows = current(application.company, *(fact.key for fact in carried_facts()))
    taken = dict(application.carried_answers.values_list("key", "value_id"))
    return [
        Offer(fact, row, application.plan.get(fact.key), taken.get(fact.key) == row.pk)
        for fact in carried_facts()
        if (row := rows.get(fact.key)) is not None
        and not row.is_contested
        and row.value not in ("", None, [])
    ]


@transaction.atomic
def take(application: Any, keys: Iterable[str], *, by: Any, version: int) -> Any:
    """Take the named answers over into the draft. Raises Stale when the draft or an answer changed."""
    locked = lock(application)
    if locked.status != "draft":
        raise Stale
    chosen = [offer for offer in offers(locked) if offer.fact.key in set(keys)]
    if not chosen:
        return locked
    plan = {**locked.plan, **{offer.fact.key: offer.row.value for offer in chosen}}
    rejected = {k: v for k, v in plan.pop("_rejected", {}).items() if k not in set(keys)}
    plan = {**plan, "_rejected": rejected} if rejected else plan
    done = touch(locked, version=version, plan=plan, saved_at=clock.now())
    for offer in chosen:
        locked.carried_answers.update_or_create(
            key=offer.fact.key,
            defaults={"value": offer.row, "at": clock.now(), "by_name": name_of(by)},
        )
    return done
