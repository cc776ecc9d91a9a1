"""Answers as people read them: amounts, days and choices in words, groups as tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.facts.paths import Place
from applications.facts.plans import asked, is_empty, rows_of
from applications.facts.registry import ITEMS, Fact, Kind
from applications.facts.schemas import plan_facts


@dataclass(frozen=True)
class Shown:
    """A fact with its answer: a text, or for a group a table."""

    fact: Fact
    text: str
    table: Table | None = None
    corrected: bool = False

    @property
    def label(self) -> Any:
        """Return what the fact is called."""
        return self.fact.label


@dataclass(frozen=True)
class Table:
    """The rows of a group: column labels, and for each row its number and its cells."""

    columns: list[Any]
    rows: list[tuple[int, list[tuple[Any, str]]]]


@dataclass(frozen=True)
class ShownItem:
    """One of the eight items with what was answered."""

    number: int
    title: Any
    rows: list[Shown]


def answer_text(fact: Fact, value: Any) -> str:
    """Return an answer as a person reads it; what was kept in another form stands for itself."""
    if is_empty(value):
        return ""
    text = str(value)
    if fact.kind == Kind.MONEY and text.isdigit():
        return _("%(amount)s yen") % {"amount": f"{int(text):,}"}
    if fact.kind == Kind.NUMBER and text.isdigit():
        return f"{int(text):,}"
    if fact.kind == Kind.CHOICE:
        return str(fact.label_of(text))
    if fact.kind == Kind.DATE:
        try:
            return date_format(date.fromisoformat(text))
        except ValueError:
            return text
    return text


def shown_items(
    plan: Mapping[str, Any], schema: int, corrected: Collection[str] = ()
) -> Iterator[ShownItem]:
    """Yield the eight items of a plan as filed under a form; ``corrected`` are paths that were corrected."""
    keys = asked(plan_facts(schema), plan)
    marked = {path.partition(".")[0] for path in corrected}
    for number, title in ITEMS.items():
        rows = [
            _shown(fact, plan, corrected=fact.key in marked)
            for fact in plan_facts(schema, item=number)
            if fact.key in keys
        ]
        yield ShownItem(number, title, rows)


def _shown(fact: Fact, plan: Mapping[str, Any], *, corrected: bool) -> Shown:
    if fact.kind != Kind.GROUP:
        return Shown(fact, answer_text(fact, plan.get(fact.key)), corrected=corrected)
    return Shown(fact, "", table_of(fact, rows_of(plan, fact.key)), corrected)


def table_of(group: Fact, rows: list[dict[str, Any]]) -> Table | None:
    """Return the rows of a group as a table; None when there are none."""
    if not rows:
        return None
    return Table(
        [column.label for column in group.columns],
        [
            (number, [(c.label, answer_text(c, row.get(c.key))) for c in group.columns])
            for number, row in enumerate(rows, start=1)
        ],
    )


def place_text(place: Place, value: Any) -> str:
    """Return what stands in a place of a plan as text: a group or column has one line a row."""
    if is_empty(value):
        return ""
    if place.column is not None and isinstance(value, dict):
        lines = enumerate(value.values(), start=1)
        return "\n".join(f"{n}. {answer_text(place.column, v)}" for n, v in lines)
    if place.column is not None or place.fact.kind != Kind.GROUP:
        return answer_text(place.column or place.fact, value)
    rows = value if isinstance(value, list) else [value]
    texts = (_row_text(place.fact, row) for row in rows)
    return "\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=place.number or 1))


def _row_text(group: Fact, row: Mapping[str, Any]) -> str:
    parts = [(c.label, answer_text(c, row.get(c.key))) for c in group.columns]
    between = pgettext("between answers of a row", "; ")
    return between.join(
        _("%(column)s: %(answer)s") % {"column": label, "answer": text}
        for label, text in parts
        if text
    )


def area_of(plan: Mapping[str, Any]) -> str:
    """Return where a trial takes place, as the register shows it."""
    return str(plan.get("place") or "")
