"""Reading a plan: which places for answers it has, which of them are asked, and what is missing.

A plan is a dict: fact key → answer. The answer to a group is a list of rows, each a dict with its
``id`` and the answers of its columns. A path names a place: ``goal``, ``sites`` (a group),
``sites.a1`` (a row), ``sites.a1.name`` (a cell), ``sites.*.name`` (a column).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.facts.registry import Fact, Kind
from applications.facts.schemas import current_schema, plan_facts

ROW_ID = re.compile(r"[a-z0-9]{1,12}")
ALL_ROWS = "*"
Plan = dict[str, Any]


@dataclass(frozen=True)
class Slot:
    """One place for an answer: its path, its fact, and for a cell its group and row (from 1).

    ``is_asked`` tells whether the conditions of the fact hold, ``is_required`` whether it must be
    answered now.
    """

    path: str
    fact: Fact
    value: Any
    is_asked: bool = True
    is_required: bool = True
    group: Fact | None = None
    number: int = 0

    @property
    def label(self) -> str:
        """Return what a person calls the place."""
        if self.group is None:
            return str(self.fact.label)
        return _("%(row)s %(number)d: %(column)s") % {
            "row": self.group.row_label or self.group.label,
            "number": self.number,
            "column": self.fact.label,
        }


def is_empty(value: Any) -> bool:
    """Tell whether an answer says nothing."""
    return value in (None, "", [])


def rows_of(plan: Mapping[str, Any], group: str) -> list[dict[str, Any]]:
    """Return the rows of a group."""
    rows = plan.get(group)
    return rows if isinstance(rows, list) else []


def bare(value: Any) -> Any:
    """Return an answer without what was left empty, so that two can be compared; rows without blank cells."""
    if isinstance(value, list):
        return [
            {k: v for k, v in row.items() if not is_empty(v)} for row in value if not is_blank(row)
        ]
    return "" if is_empty(value) else value


def is_blank(row: Mapping[str, Any]) -> bool:
    """Tell whether a row holds no answer."""
    return all(is_empty(value) for key, value in row.items() if key != "id")


def asked(among: tuple[Fact, ...], answers: Mapping[str, Any]) -> set[str]:
    """Return the keys of the facts whose conditions hold; what depends on an unasked fact is unasked."""
    found: set[str] = set()
    for fact in among:
        if all(c.fact in found and c.holds(answers) for c in fact.shown_if):
            found.add(fact.key)
    return found


def _is_required(fact: Fact, answers: Mapping[str, Any]) -> bool:
    depends = bool(fact.required_if) and all(c.holds(answers) for c in fact.required_if)
    return fact.required or depends


def slots(plan: Mapping[str, Any], schema: int, item: int | None = None) -> Iterator[Slot]:
    """Yield every place for a single answer, rows of groups cell by cell, unasked ones as well."""
    shown = asked(plan_facts(schema), plan)
    for fact in plan_facts(schema, item=item):
        is_asked = fact.key in shown
        if fact.kind != Kind.GROUP:
            required = is_asked and _is_required(fact, plan)
            yield Slot(fact.key, fact, plan.get(fact.key), is_asked, required)
            continue
        for number, row in enumerate(rows_of(plan, fact.key), start=1):
            yield from _cells(fact, row, number, is_asked=is_asked)


def _cells(group: Fact, row: Mapping[str, Any], number: int, *, is_asked: bool) -> Iterator[Slot]:
    shown = asked(group.columns, row) if is_asked else set()
    for column in group.columns:
        yield Slot(
            f"{group.key}.{row['id']}.{column.key}",
            column,
            row.get(column.key),
            column.key in shown,
            column.key in shown and _is_required(column, row),
            group,
            number,
        )


@dataclass(frozen=True)
class Gap:
    """A required answer that is missing: where, and how the person calls it."""

    path: str
    fact: Fact
    label: str


def gaps(plan: Mapping[str, Any], schema: int, item: int | None = None) -> list[Gap]:
    """Return what is asked, required and not answered; a required group needs at least one row."""
    blank = {
        f"{fact.key}.{row['id']}"
        for fact in plan_facts(schema, item=item)
        for row in rows_of(plan, fact.key)
        if is_blank(row)
    }
    found = [
        Gap(slot.path, slot.group or slot.fact, slot.label)
        for slot in slots(plan, schema, item)
        if slot.is_required and is_empty(slot.value) and slot.path.rpartition(".")[0] not in blank
    ]
    shown = asked(plan_facts(schema), plan)
    for fact in plan_facts(schema, item=item):
        if fact.kind != Kind.GROUP or fact.key not in shown or not _is_required(fact, plan):
            continue
        if all(is_blank(row) for row in rows_of(plan, fact.key)):
            found.append(Gap(fact.key, fact, str(fact.label)))
    return found


def missing(
    plan: Mapping[str, Any], item: int | None = None, *, schema: int | None = None
) -> list[Fact]:
    """Return the required facts of a plan (or of one item) that lack an answer, groups as a whole.

    ``schema`` is the form on which the plan is written; without it, the present one.
    """
    found = {gap.fact.key: gap.fact for gap in gaps(plan, schema or current_schema(), item)}
    order = [fact.key for fact in plan_facts(schema, item=item)]
    return sorted(found.values(), key=lambda fact: order.index(fact.key))


def as_filed(plan: Mapping[str, Any], schema: int) -> Plan:
    """Return what of a draft is filed: neither what is not asked, nor blank rows, nor notes of the form."""
    shown = asked(plan_facts(schema), plan)
    filed: Plan = {}
    for fact in plan_facts(schema):
        if fact.key not in shown or fact.key not in plan:
            continue
        value = plan[fact.key]
        if fact.kind == Kind.GROUP:
            value = [_filed_row(fact, row) for row in rows_of(plan, fact.key) if not is_blank(row)]
        filed[fact.key] = value
    return filed


def _filed_row(group: Fact, row: Mapping[str, Any]) -> dict[str, Any]:
    shown = asked(group.columns, row)
    return {key: value for key, value in row.items() if key == "id" or key in shown}
