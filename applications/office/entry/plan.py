"""The eight items of a filing on paper, all on one page, as the form of its plan has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.http import QueryDict

from applications import facts
from applications.apply import drafting
from applications.apply.entry import Entry, read_entry
from applications.apply.plan_form import ItemForm, merged, shown_values, with_first_rows
from applications.models import Application
from casework import clock
from casework.transitions import touch


def read_entries(data: QueryDict, schema: int) -> list[Entry]:
    """Return what the clerk sent, item by item."""
    return [read_entry(data, item, schema) for item in facts.ITEMS]


def item_forms(application: Application, entries: Iterable[Entry] = ()) -> list[ItemForm]:
    """Return the forms of the items, filled with what was sent (over all else) or with the plan."""
    schema, plan = application.plan_schema, application.plan
    sent = {entry.item: entry.values for entry in entries}
    return [
        ItemForm(
            item,
            with_first_rows(sent.get(item) or shown_values(plan, item, schema), item, schema),
            schema=schema,
            others=plan,
        )
        for item in facts.ITEMS
    ]


def save_entries(application: Application, entries: Iterable[Entry], *, version: int) -> None:
    """Save all items at once, readable or not; a row that the page no longer has is taken out.

    Raises Stale when the draft was changed or filed since the clerk saw it.
    """
    with transaction.atomic():
        locked = drafting.lock_draft(application)
        plan = locked.plan
        for entry in entries:
            plan = _written(plan, entry, locked.plan_schema)
        touch(locked, version=version, plan=plan, saved_at=clock.now())


def _written(plan: dict[str, Any], entry: Entry, schema: int) -> dict[str, Any]:
    stored = shown_values(plan, entry.item, schema)
    kept = {_row_of(path) for path in entry.values} - set(entry.removed)
    gone = {row for path in stored if (row := _row_of(path)) and row not in kept}
    taken = {p: t for p, t in entry.values.items() if _row_of(p) not in entry.removed}
    values = {p: t for p, t in stored.items() if _row_of(p) not in gone} | taken
    form = ItemForm(entry.item, values, schema=schema, others=plan)
    plan = merged(plan, form, taken, sorted(gone))
    return drafting.with_new_row(plan, entry.added) if entry.added else plan


def _row_of(path: str) -> str:
    """Return the row of a cell; empty for a single answer."""
    return path.rpartition(".")[0]
