"""What a person sends for one item: the text of fields, and what each held when they saw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import QueryDict

from applications import facts
from applications.apply.plan_form import NEW_ROW, digest, plain_text
from applications.facts import Fact, Kind

BASE = "base."


@dataclass(frozen=True)
class Entry:
    """An entry into one item.

    ``values``: path → text; ``bases``: path → digest of what the person saw there; ``removed``:
    paths of rows to take out; ``added``: the group that gets an empty row, or empty.
    """

    item: int
    values: dict[str, str]
    bases: dict[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    added: str = ""

    @property
    def changes(self) -> bool:
        """Tell whether a row is to be added or taken out."""
        return bool(self.added or self.removed)

    def against(
        self, stored: Mapping[str, str], *, is_fresh: bool
    ) -> tuple[dict[str, str], dict[str, str]]:
        """Return what can be taken, and what is stored where both sides changed something."""
        taken, conflicts = {}, {}
        for path, text in self.values.items():
            there = plain_text(stored.get(path, ""))
            if any(path.startswith(f"{row}.") for row in self.removed):
                continue
            if is_fresh or self._is_unchanged(path, there):
                taken[path] = text
            elif plain_text(text) != there and digest(text) != self.bases.get(path):
                conflicts[path] = there
        for row in self.removed:
            cells = {p: plain_text(t) for p, t in stored.items() if p.startswith(f"{row}.")}
            if not is_fresh and not all(self._is_unchanged(p, t) for p, t in cells.items()):
                conflicts[row] = " / ".join(text for text in cells.values() if text)
        return taken, conflicts

    def _is_unchanged(self, path: str, there: str) -> bool:
        # A page that names no base (a row new to it) can only fill what is empty.
        return digest(there) == (self.bases.get(path) or digest(""))


def read_entry(data: QueryDict, item: int, schema: int) -> Entry:
    """Return the entry that a browser sent; fields that the item does not have are left out."""
    known = {fact.key: fact for fact in facts.plan_facts(schema, item=item)}
    values = {name: data[name] for name in data if _is_field(name, known)}
    bases = {
        name.removeprefix(BASE): data[name]
        for name in data
        if name.startswith(BASE) and _is_field(name.removeprefix(BASE), known)
    }
    removed = tuple(row for row in data.getlist("remove") if _is_row(row, known))
    added = data.get("add", "")
    return Entry(
        item,
        _within_limit(values, known),
        bases,
        removed,
        added if added in known and known[added].kind == Kind.GROUP else "",
    )


def _is_field(path: str, known: Mapping[str, Fact]) -> bool:
    key, *rest = path.split(".")
    if key not in known or (known[key].kind == Kind.GROUP) != bool(rest):
        return False
    if not rest:
        return True
    columns = {column.key for column in known[key].columns}
    return len(rest) == 2 and _is_row_id(rest[0]) and rest[1] in columns


def _is_row_id(row: str) -> bool:
    return bool(facts.ROW_ID.fullmatch(row)) and row != NEW_ROW


def _is_row(path: str, known: Mapping[str, Fact]) -> bool:
    key, *rest = path.split(".")
    is_group = key in known and known[key].kind == Kind.GROUP
    return is_group and len(rest) == 1 and bool(facts.ROW_ID.fullmatch(rest[0]))


def _within_limit(values: dict[str, str], known: Mapping[str, Fact]) -> dict[str, str]:
    # The page offers no more rows than this; what a forged request adds beyond them is not kept.
    found, rows = {}, {key: {} for key in known}
    for path, text in values.items():
        key, *rest = path.split(".")
        if rest:
            rows[key][rest[0]] = True
            if list(rows[key]).index(rest[0]) >= facts.MOST_ROWS:
                continue
        found[path] = text
    return found
