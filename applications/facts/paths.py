"""Places in a plan: naming them, reading what stands there, putting something else there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.facts.plans import ALL_ROWS, ROW_ID, Plan, Slot, rows_of, slots
from applications.facts.registry import Fact, Kind
from applications.facts.schemas import get, plan_facts


@dataclass(frozen=True)
class Place:
    """A part of a plan that a correction may name: a fact, a group, a row, a column or a cell."""

    path: str
    fact: Fact
    row: str = ""
    column: Fact | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """Return the path, under which forms and answers know the place."""
        return self.path

    @property
    def label(self) -> str:
        """Return how a person calls the place."""
        name = str(self.column.label) if self.column else ""
        if self.row == ALL_ROWS:
            return _("%(group)s: %(column)s in every row") % {
                "group": self.fact.label,
                "column": name,
            }
        if not self.row:
            return str(self.fact.label)
        row = f"{self.fact.row_label or self.fact.label} {self.number or ''}".strip()
        return _("%(row)s: %(column)s") % {"row": row, "column": name} if name else row

    def covers(self, path: str) -> bool:
        """Tell whether a cell (or fact) lies in the place."""
        group, _dot, rest = path.partition(".")
        row, _dot, column = rest.partition(".")
        return (
            group == self.fact.key
            and (not self.row or self.row in {ALL_ROWS, row})
            and (self.column is None or self.column.key == column)
        )


def place(path: str, schema: int, plan: Mapping[str, Any] | None = None) -> Place:
    """Return the place that a path names under a form; KeyError when there is none.

    With ``plan`` a row gets its number, as far as it is one of the rows of the plan.
    """
    key, *rest = path.split(".")
    fact = get(key, schema)
    if not rest:
        return Place(path, fact)
    if fact.kind != Kind.GROUP or len(rest) > 2 or (rest[0] == ALL_ROWS and len(rest) == 1):
        raise KeyError(path)
    if rest[0] != ALL_ROWS and not ROW_ID.fullmatch(rest[0]):
        raise KeyError(path)
    ids = [row["id"] for row in rows_of(plan or {}, key)]
    number = ids.index(rest[0]) + 1 if rest[0] in ids else 0
    column = fact.column(rest[1]) if len(rest) == 2 else None
    return Place(path, fact, rest[0], column, number)


def is_place(path: str, schema: int, plan: Mapping[str, Any]) -> bool:
    """Tell whether a path names a place of a plan: a named row has to be one of its rows."""
    try:
        found = place(path, schema, plan)
    except KeyError:
        return False
    return found.row in {"", ALL_ROWS} or found.number > 0


def is_cell(path: str, schema: int) -> bool:
    """Tell whether a path names a cell of a group: group, row and column."""
    try:
        found = place(path, schema)
    except KeyError:
        return False
    return found.column is not None and found.row != ALL_ROWS


def take(plan: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path: an answer, rows, a row, or for a column row id → answer."""
    key, *rest = path.split(".")
    if not rest:
        return deepcopy(plan.get(key))
    rows = rows_of(plan, key)
    if rest[0] == ALL_ROWS:
        return {row["id"]: row.get(rest[1]) for row in rows}
    row = next((dict(row) for row in rows if row["id"] == rest[0]), None)
    if len(rest) == 1 or row is None:
        return row
    return row.get(rest[1])


def put(plan: Mapping[str, Any], path: str, value: Any) -> Plan:
    """Return the plan with something else at a path; a cell of an unknown row makes the row."""
    new = deepcopy(dict(plan))
    key, *rest = path.split(".")
    if not rest:
        new[key] = deepcopy(value)
        return new
    rows = new[key] = rows_of(new, key)
    if rest[0] == ALL_ROWS:
        for row in rows:
            if row["id"] in value:
                row[rest[1]] = value[row["id"]]
        return new
    found = [row for row in rows if row["id"] == rest[0]]
    if not found:
        rows.append(new_row := {"id": rest[0]})
        found = [new_row]
    if len(rest) == 2:
        found[0][rest[1]] = value
    else:
        found[0].clear()
        found[0].update({**value, "id": rest[0]})
    return new


def without_row(plan: Mapping[str, Any], group: str, row: str) -> Plan:
    """Return the plan without a row."""
    return {**plan, group: [dict(r) for r in rows_of(plan, group) if r["id"] != row]}


def with_dependents(paths: Iterable[str], schema: int) -> list[str]:
    """Return paths with those of the facts whose question depends on them, so that all can be answered."""
    found = list(dict.fromkeys(paths))
    for fact in plan_facts(schema):
        needs = {condition.fact for condition in (*fact.shown_if, *fact.required_if)}
        if needs & set(found) and fact.key not in found:
            found.append(fact.key)
    for path in list(found):
        found += [p for p in _dependent_columns(path, schema) if p not in found]
    return found


def _dependent_columns(path: str, schema: int) -> list[str]:
    key, *rest = path.split(".")
    if len(rest) != 2:
        return []
    return [
        f"{key}.{rest[0]}.{column.key}"
        for column in get(key, schema).columns
        if rest[1] in {c.fact for c in (*column.shown_if, *column.required_if)}
    ]


def slots_in(plan: Mapping[str, Any], schema: int, places: Iterable[Place]) -> list[Slot]:
    """Return the places for single answers that lie in some places, each once, in their order."""
    every = list(slots(plan, schema))
    found = {slot.path: slot for p in places for slot in every if p.covers(slot.path)}
    return list(found.values())
