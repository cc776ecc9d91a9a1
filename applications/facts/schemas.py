"""The forms of a plan, each with the day from which it holds. A form that was used is never changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from applications.facts import schema1, schema2
from applications.facts.registry import Fact, Owner, company_facts
from applications.facts.revising import Difference, Move, differences
from casework import clock


@dataclass(frozen=True)
class Schema:
    """One form: its number, the first day on which it holds, its facts in order.

    ``moves`` says where the answers to facts removed since the form before are shown.
    """

    version: int
    since: date
    facts: tuple[Fact, ...]
    moves: tuple[Move, ...] = ()


SCHEMAS: dict[int, Schema] = {
    schema.version: schema
    for schema in (
        Schema(1, date.min, schema1.FACTS),
        Schema(2, date(2026, 4, 1), schema2.FACTS, schema2.MOVES),
    )
}
PLAN_SCHEMA = max(SCHEMAS)


def current_schema() -> int:
    """Return the number of the form that holds today."""
    today = clock.today()
    return max(version for version, schema in SCHEMAS.items() if schema.since <= today)


def plan_facts(schema: int | None = None, *, item: int | None = None) -> tuple[Fact, ...]:
    """Return the facts of a form (the present one), or of one of its items."""
    found = SCHEMAS[schema or current_schema()].facts
    return found if item is None else tuple(fact for fact in found if fact.item == item)


def facts(
    owner: Owner | None = None, *, item: int | None = None, schema: int | None = None
) -> Iterator[Fact]:
    """Yield facts in their order: of a company, of a plan under a form (the present one), or both."""
    if owner in {None, Owner.COMPANY} and item is None:
        yield from company_facts()
    if owner in {None, Owner.PLAN}:
        yield from plan_facts(schema, item=item)


def get(key: str, schema: int | None = None) -> Fact:
    """Return a fact by its key, as the form (the present one, else the newest that has it) asks it.

    KeyError for an unknown one.
    """
    for fact in facts(schema=schema):
        if fact.key == key:
            return fact
    if schema is None:
        for version in sorted(SCHEMAS, reverse=True):
            for fact in SCHEMAS[version].facts:
                if fact.key == key:
                    return fact
    raise KeyError(key)


def find(key: str) -> Fact | None:
    """Return a fact, or None for one that is not registered (any more)."""
    try:
        return get(key)
    except KeyError:
        return None


def label_of(path: str) -> str:
    """Return what the fact of a path is called; the path itself when no form has it."""
    fact = find(path.partition(".")[0])
    return path if fact is None else str(fact.label)


def differences_between(before: int, after: int) -> list[Difference]:
    """Return how one form differs from a later one, with where moved answers go."""
    moves = tuple(m for v in range(before + 1, after + 1) for m in SCHEMAS[v].moves)
    return differences(SCHEMAS[before].facts, SCHEMAS[after].facts, moves)
