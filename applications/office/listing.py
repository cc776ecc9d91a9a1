"""The office's list of applications: which columns, in which order, and what a page of it costs.

The rows come from the table of concerns, one index per filter; only the page's own applications are
then read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from applications.membership import companies_of
from applications.models import Application, Concern
from applications.office.scope import joint_applications
from applications.workflow import ApplicationStatus
from casework import clock
from casework.exports import Column
from casework.paging import PAGE_SIZE, Page, address, keyset_page, together
from zones.roles import offices_of

MOST_COUNTED = 1_000
STATES = dict(ApplicationStatus.choices)


@dataclass(frozen=True)
class Row:
    """An application as one office may know it."""

    application: Application
    state: str

    @property
    def pk(self) -> int:
        """Return the key of the application."""
        return self.application.pk

    @property
    def state_label(self) -> Any:
        """Return the words for the state."""
        return STATES[self.state]


def _day(moment: Any) -> Any:
    return moment.astimezone(clock.JST).date() if moment else None


def _name(person: Any) -> str:
    return person.get_full_name() if person else ""


def _of(read: Callable[[Application], Any]) -> Callable[[Row], Any]:
    return lambda row: read(row.application)


COLUMNS = (
    Column("number", _("Number"), _of(lambda a: a.number), width=16),
    Column("title", _("Title"), _of(lambda a: a.title), width=40),
    Column("company", _("Company"), _of(lambda a: a.company.name), width=28),
    Column("zone", _("Zone"), _of(lambda a: a.zone.name), width=24),
    Column("procedure", _("Procedure"), _of(lambda a: a.procedure.name), width=28),
    Column("state", _("State"), lambda row: row.state_label, width=18),
    Column("arrived", _("Arrived"), _of(lambda a: _day(a.arrived_at)), width=12),
    Column("disclosed", _("Disclosed"), _of(lambda a: _day(a.disclosed_at)), width=12),
    Column("examiner", _("Examiner"), _of(lambda a: _name(a.examiner)), width=18),
    Column(
        "office",
        _("Examining office"),
        _of(lambda a: a.examining_office.name if a.examining_office else ""),
        width=24,
    ),
)
USUAL = ("number", "title", "company", "zone", "state", "arrived", "examiner", "office")


def columns(codes: Any) -> list[Column]:
    """Return the chosen columns in their fixed order; the number always stands first."""
    chosen = set(codes) & {column.code for column in COLUMNS} or set(USUAL)
    return [column for column in COLUMNS if column.code in chosen | {"number"}]


def concerns(user: Any) -> Any:
    """Return the user's concerns: one row per application; never those of their own companies."""
    rows = Concern.objects.of_offices(offices_of(user))
    if own := companies_of(user):
        rows = rows.exclude(application__company__in=own)
        rows = rows.exclude(application__in=joint_applications(user))
    return rows


def page(rows: Any, user: Any, params: Any, *, newest_first: bool) -> Page:
    """Return one page of rows: one query for each of the person's offices, and one for what is shown."""
    pages = [
        keyset_page(
            rows.filter(office=office),
            params,
            keys=("application_id",),
            descending=newest_first,
            size=PAGE_SIZE,
        )
        for office in sorted(offices_of(user))
    ]
    found = pages[0] if len(pages) == 1 else _merged(pages, params, newest_first=newest_first)
    return Page(with_applications(found.rows), found.previous, found.next)


def _merged(pages: list[Page], params: Any, *, newest_first: bool) -> Page:
    """Return the page that several offices' pages of the same place give together."""
    found = sorted(
        (row for one in pages for row in one.rows),
        key=lambda row: row.application_id,
        reverse=newest_first,
    )
    backwards = "after" in params and "before" not in params
    rows = found[-PAGE_SIZE:] if backwards else found[:PAGE_SIZE]
    is_cut = len(found) > PAGE_SIZE
    has_previous = any(one.previous for one in pages) or (backwards and is_cut)
    has_next = any(one.next for one in pages) or (not backwards and is_cut)
    return Page(
        rows,
        address(params, "after", ("application_id",), rows[0]) if rows and has_previous else "",
        address(params, "before", ("application_id",), rows[-1]) if rows and has_next else "",
    )


def with_applications(rows: list[Any]) -> list[Row]:
    """Return the rows with their applications, read at once."""
    keys = [row.application_id for row in rows]
    found = Application.objects.for_list().in_bulk(keys)
    return [Row(found[row.application_id], row.state) for row in rows]


def everything(rows: Any, *, newest_first: bool) -> Iterator[Row]:
    """Yield every row in order, in constant memory."""
    order = "-application_id" if newest_first else "application_id"
    chunk: list[Any] = []
    for row in rows.order_by(order).iterator(chunk_size=1_000):
        chunk.append(row)
        if len(chunk) == 1_000:
            yield from with_applications(chunk)
            chunk = []
    yield from with_applications(chunk)


def totals(rows: Any, chosen: str | None, params: Any) -> list[dict[str, Any]]:
    """Return how many there are in each state, exact up to MOST_COUNTED; one query."""
    states = list(STATES)[1:]
    parts = [rows.filter(state=state).values("state")[:MOST_COUNTED] for state in states]
    statement = together("{n}, COUNT(*)", parts)
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        counted = dict(cursor.fetchall())
    return [
        {
            "label": STATES[state],
            "url": _with_state(params, state),
            "count": _count(counted.get(number, 0)),
            "current": state == chosen,
        }
        for number, state in enumerate(states)
    ]


def _count(number: int) -> str:
    return f"{number:,}+" if number >= MOST_COUNTED else f"{number:,}"


def _with_state(params: Any, state: str) -> str:
    query = params.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    query["status"] = state
    return f"?{query.urlencode()}"
