"""The form of one statutory item, composed of facts only.

A draft is saved whatever it holds. Text that cannot be read as an answer is kept under REJECTED, so
that it is shown again with its message and never filed by mistake. A field is named by its path.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications import facts
from applications.apply.fields import field_of
from applications.facts import Fact, Kind, Slot
from applications.facts.checks import problems

REJECTED = "_rejected"
FIRST_ROW, NEW_ROW = "1", "newrow"


def shown_values(plan: Mapping[str, Any], item: int | None, schema: int) -> dict[str, str]:
    """Return what the person sees in the fields of an item (None: of all): answers, or what was rejected."""
    rejected = plan.get(REJECTED, {})
    return {
        slot.path: rejected.get(slot.path) or slot.value or ""
        for slot in facts.slots(plan, schema, item)
    }


def plain_text(text: str) -> str:
    """Return text as the form keeps it: line ends of one sort, no outer spaces, no NUL."""
    return text.replace("\r\n", "\n").replace("\x00", "").strip()


def digest(text: str) -> str:
    """Return a short digest of a field's text, by which a page says what a person saw."""
    return hashlib.sha256(plain_text(text).encode()).hexdigest()[:16]


def digests(values: Mapping[str, str]) -> dict[str, str]:
    """Return the digest of each field."""
    return {path: digest(text) for path, text in values.items()}


def with_first_rows(values: Mapping[str, str], item: int, schema: int) -> dict[str, str]:
    """Return fields with one empty row for each group of an item that has none, to type into."""
    found = dict(values)
    for fact in facts.plan_facts(schema, item=item):
        if fact.kind == Kind.GROUP and not any(p.startswith(f"{fact.key}.") for p in found):
            found |= {f"{fact.key}.{FIRST_ROW}.{column.key}": "" for column in fact.columns}
    return found


def as_plan(values: Mapping[str, str]) -> dict[str, Any]:
    """Return fields as a plan whose answers are the text entered."""
    plan: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {}
    for path, text in values.items():
        group, _dot, rest = path.partition(".")
        if not rest:
            plan[path] = text
            continue
        row, _dot, column = rest.partition(".")
        if (key := f"{group}.{row}") not in rows:
            plan.setdefault(group, []).append(rows.setdefault(key, {"id": row}))
        rows[key][column] = text
    return plan


class Laid:
    """How the questions of a form are laid out; mixed into a form with ``schema`` and ``slots``.

    ``open_groups`` are the groups whose rows may be added and removed.
    """

    schema: int
    slots: dict[str, Slot]
    open_groups: set[str]

    def parts(self) -> Iterator[Asked | Group]:
        """Yield what the page shows: single questions, and groups with their rows."""
        for fact in facts.plan_facts(self.schema):
            rows = self._rows(fact)
            if fact.kind == Kind.GROUP and (rows or fact.key in self.open_groups):
                is_open = fact.key in self.open_groups
                yield Group(fact, rows, blank_row(fact, self.schema) if is_open else None)
            elif fact.key in self.slots:
                yield self._asked(self.slots[fact.key])

    def _rows(self, fact: Fact) -> list[Row]:
        rows: dict[str, Row] = {}
        for slot in self.slots.values():
            if slot.group is not None and slot.group.key == fact.key:
                row = slot.path.split(".")[1]
                found = rows.setdefault(row, Row(f"{fact.key}.{row}", slot.number))
                found.asked.append(self._asked(slot, scope=found.path))
        return list(rows.values())

    def _asked(self, slot: Slot, scope: str = "") -> Asked:
        bound = self[slot.path]  # type: ignore[index]
        return Asked(named_in_row(bound, slot), slot, self.schema, scope)

    def first_field(self, path: str) -> str | None:
        """Return the field at a path, or the first below it; None when the form has none."""
        return next((p for p in self.slots if p == path or p.startswith(f"{path}.")), None)


def blank_row(fact: Fact, schema: int) -> Row:
    """Return the row that the page's script copies; its id stands for one that the script makes."""
    row = Row(f"{fact.key}.{NEW_ROW}", 0)
    values = {f"{row.path}.{column.key}": "" for column in fact.columns}
    slots = (s for s in facts.slots(as_plan(values), schema, fact.item) if s.group is not None)
    form = PlanForm(values, slots)
    row.asked.extend(
        Asked(named_in_row(form[slot.path], slot), slot, schema, row.path)
        for slot in form.slots.values()
    )
    return row


class PlanForm(forms.Form):
    """Fields for places in a plan. ``accepted`` holds what can be kept as answers, ``refused`` the raw rest.

    ``insist`` are the places that must be answered; elsewhere a draft is taken as it is.
    """

    use_required_attribute = False

    def __init__(
        self, values: Mapping[str, str], slots: Iterable[Slot], *, insist: Iterable[str] = ()
    ) -> None:
        self.accepted: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        self.slots = {slot.path: slot for slot in slots}
        super().__init__(dict(values))
        wanted = set(insist)
        for path, slot in self.slots.items():
            self.fields[path] = field_of(slot, shown=values.get(path, ""), insist=path in wanted)

    def clean(self) -> dict[str, Any]:
        """Note what can be kept and what cannot."""
        cleaned = super().clean() or {}
        self.accepted = dict(cleaned)
        typed = {name: str(self.data.get(name, "")).replace("\x00", "") for name in self.errors}
        self.refused = {name: text for name, text in typed.items() if text}
        return cleaned


def named_in_row(bound: Any, slot: Slot) -> Any:
    """Return a bound field that goes by its column's name, for where its row is named already."""
    found = copy(bound)
    found.label = slot.fact.label
    return found


class ItemForm(Laid, PlanForm):
    """The fields of one item, bound to what the person sees or entered."""

    def __init__(
        self,
        item: int,
        values: Mapping[str, str],
        *,
        schema: int,
        check: bool = False,
        others: Mapping[str, Any] | None = None,
    ) -> None:
        self.item, self.schema = item, schema
        own = {fact.key: fact for fact in facts.plan_facts(schema, item=item)}
        self.open_groups = {key for key, fact in own.items() if fact.kind == Kind.GROUP}
        self.others = {key: value for key, value in (others or {}).items() if key not in own}
        plan = {**self.others, **as_plan(values)}
        self.gaps = facts.gaps(plan, schema, item) if check else []
        slots = facts.slots(plan, schema, item)
        super().__init__(values, slots, insist=[gap.path for gap in self.gaps])

    def clean(self) -> dict[str, Any]:
        """Say also what contradicts itself; it is kept all the same."""
        cleaned = super().clean()
        plan = {**self.others, **as_plan(self.accepted)}
        for problem in problems(plan, self.schema):
            if problem.path in self.fields:
                self.add_error(problem.path, problem.message)
        for gap in self.gaps:
            if gap.path not in self.fields:
                self.add_error(self.first_field(gap.path), needs_a_row(gap))
        return cleaned


def needs_a_row(gap: facts.Gap) -> str:
    """Return what to do about a group without rows."""
    return _("“%(label)s” needs at least one row. Fill one in.") % {"label": gap.label}


@dataclass(frozen=True)
class Asked:
    """One question on the page: its field, and when it is asked. ``scope`` is the row it belongs to."""

    field: Any
    slot: Slot
    schema: int
    scope: str = ""
    group: None = None

    @property
    def shown_if(self) -> str:
        """Return the conditions for the page's script."""
        return ";".join(condition.code for condition in self.slot.fact.shown_if)

    @property
    def condition(self) -> str:
        """Return the conditions in words, for who sees the question without a script."""
        return " ".join(self._words(condition) for condition in self.slot.fact.shown_if)

    def _words(self, condition: facts.Condition) -> str:
        group = self.slot.group
        other = group.column(condition.fact) if group else facts.get(condition.fact, self.schema)
        values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        labels = pgettext("between answers", " or ").join(str(other.label_of(v)) for v in values)
        return _("Only if the answer to “%(question)s” is: %(answers)s") % {
            "question": other.label,
            "answers": labels,
        }


@dataclass(frozen=True)
class Row:
    """One row of a group: its path, its number (from 1), its questions."""

    path: str
    number: int
    asked: list[Asked] = field(default_factory=list)


@dataclass(frozen=True)
class Group:
    """A group on the page with its rows, and the row that the page's script copies
    (None: rows stay as they are)."""

    group: Fact
    rows: list[Row]
    blank: Row | None

    @property
    def is_full(self) -> bool:
        """Tell whether no row can be added."""
        return len(self.rows) >= facts.MOST_ROWS


def merged(
    plan: Mapping[str, Any], form: PlanForm, paths: Iterable[str], removed: Iterable[str] = ()
) -> dict[str, Any]:
    """Return a plan with the form's answers to ``paths`` put in; what was refused is kept as typed.

    ``removed`` are the paths of rows taken out.
    """
    form.is_valid()
    new = {key: value for key, value in plan.items() if key != REJECTED}
    rejected = dict(plan.get(REJECTED, {}))
    for row in removed:
        new = facts.without_row(new, *row.split(".", 1))
        rejected = {p: text for p, text in rejected.items() if not p.startswith(f"{row}.")}
    for path in paths:
        rejected.pop(path, None)
        value = form.accepted.get(path, "")
        if path in form.refused:
            value, rejected[path] = "", form.refused[path]
        new = facts.put(new, path, value)
    return {**new, REJECTED: rejected} if rejected else new


def item_state(plan: Mapping[str, Any], item: int, schema: int) -> str:
    """Return how far an item is: invalid, complete, started, empty, or optional (nothing required)."""
    values = shown_values(plan, item, schema)
    form = ItemForm(item, values, schema=schema, others=plan)
    if any(form.slots[name].is_asked for name in form.errors if name in form.slots):
        return "invalid"
    if not facts.gaps(plan, schema, item):
        return "complete" if any(values.values()) else "optional"
    return "started" if any(values.values()) else "empty"


def unreadable(application: Any) -> list[str]:
    """Return the names of what is asked and holds text that is not an answer."""
    rejected = application.plan.get(REJECTED, {})
    slots = facts.slots(application.plan, application.plan_schema)
    return [slot.label for slot in slots if slot.is_asked and slot.path in rejected]
