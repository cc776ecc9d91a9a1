"""Keyset paging: a page is what lies beyond a key, so that page 4,000 costs what page 1 costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connections
from django.db.models import Q, QuerySet
from django.http import QueryDict

PAGE_SIZE = 25
SEPARATOR = "_"
LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of its neighbors ("" where there is none)."""

    rows: list[Any]
    previous: str
    next: str


def keyset_page(
    queryset: QuerySet[Any],
    params: QueryDict,
    *,
    keys: tuple[str, ...] = ("pk",),
    descending: bool = True,
    size: int = PAGE_SIZE,
) -> Page:
    """Return the page that ``?before=`` or ``?after=`` asks for, else the first.

    ``keys`` are unique together, run in one direction and replace the queryset's order. ``before``
    is the next page (beyond the last row), ``after`` the one before. A cursor that cannot be read
    gives the first page. No row is counted.
    """
    name = "after" if "after" in params and "before" not in params else "before"
    cursor = _read(queryset, keys, params.get(name, ""))
    backwards = name == "after" and cursor is not None
    falling = descending != backwards
    found = queryset.order_by(*(f"-{key}" if falling else key for key in keys))
    if cursor is not None:
        found = found.filter(_beyond(keys, cursor, falling=falling))
    rows = list(found[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    earlier, later = (more, True) if backwards else (cursor is not None, more)
    return Page(
        rows,
        address(params, "after", keys, rows[0]) if rows and earlier else "",
        address(params, "before", keys, rows[-1]) if rows and later else "",
    )


def _beyond(keys: tuple[str, ...], cursor: list[Any], *, falling: bool) -> Q:
    """Return the condition for rows that lie beyond the cursor in lexicographic order."""
    beyond, equal = Q(), Q()
    for key, value in zip(keys, cursor, strict=True):
        beyond |= equal & Q(**{f"{key}__{'lt' if falling else 'gt'}": value})
        equal &= Q(**{key: value})
    return beyond


def _read(queryset: QuerySet[Any], keys: tuple[str, ...], text: str) -> list[Any] | None:
    parts = text.rsplit(SEPARATOR, len(keys) - 1)
    if len(parts) != len(keys) or not all(parts):
        return None
    meta = queryset.model._meta
    fields = [meta.pk if key == "pk" else meta.get_field(key) for key in keys]
    try:
        values = [field.to_python(part) for field, part in zip(fields, parts, strict=True)]
    except (ValueError, ValidationError):
        return None
    return None if any(isinstance(v, int) and abs(v) > LARGEST_KEY for v in values) else values


def address(params: QueryDict, name: str, keys: tuple[str, ...], row: Any) -> str:
    """Return the address of the page beyond a row, with the filter as it is."""
    query = params.copy()
    query.pop("before", None)
    query.pop("after", None)
    query[name] = SEPARATOR.join(str(getattr(row, key)) for key in keys)
    return f"?{query.urlencode()}"


def compiled(queryset: QuerySet[Any]) -> tuple[str, list[Any]] | None:
    """Return a queryset's SQL and parameters; None when it can hold nothing."""
    connection = connections[queryset.db]
    try:
        sql, params = queryset.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return sql, list(params)


def together(
    select: str, querysets: Iterable[QuerySet[Any]], values: Iterable[Any] = ()
) -> tuple[str, list[Any]] | None:
    """Return one statement over several limited querysets, each read by an index of its own.

    ``select`` is asked of each, with ``values`` as its parameters; ``{n}`` in it becomes the number
    of the queryset. Django's own union does not take limits on SQLite. None when nothing can be found.
    """
    statements, params, values = [], [], list(values)
    for number, queryset in enumerate(querysets):
        if (part := compiled(queryset)) is not None:
            statements.append(f"SELECT {select.format(n=number)} FROM ({part[0]}) part")  # noqa: S608
            params += [*values, *part[1]]
    return (" UNION ALL ".join(statements), params) if statements else None
