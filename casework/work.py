"""What a person has to do: the queue of their desks, joined with what other apps compute when asked."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q

from casework import clock
from casework.hooks import work_items, work_scope
from casework.labels import kind_label, state_label
from casework.models.work import FAR, WorkRow
from casework.paging import LARGEST_KEY, together
from casework.queue import NEEDS
from casework.text import fold

SOON_DAYS = 7
MOST_COUNTED = 1_000
PAGE_SIZE = 50
WHOSE = ("mine", "office", "waiting", "all")
DUE = ("overdue", "week")


@dataclass(frozen=True)
class WorkItem:
    """One thing that waits: what it is, what it needs next, and whom it waits for."""

    case_type: str
    case_id: int
    title: str
    url: str
    zone: str
    next_step: str
    waits_for: str
    due_on: date | None = None
    is_mine: bool = True
    waits_here: bool = True
    row: int | None = None
    state: str = ""

    @property
    def state_label(self) -> Any:
        """Return the words for the state."""
        return state_label(self.case_type, self.state) if self.state else ""

    @property
    def kind_label(self) -> Any:
        """Return the words for the kind of case."""
        return kind_label(self.case_type)

    @property
    def days_left(self) -> int | None:
        """Return the days until it is due; negative when it is late, None without a date."""
        return (self.due_on - clock.today()).days if self.due_on else None

    @property
    def key(self) -> tuple[date, int, int, str]:
        """Return the place in the order: by due date, what has none last."""
        name = "" if self.row is not None else f"{self.case_type}:{self.case_id}"
        return (self.due_on or FAR, int(self.row is None), self.row or 0, name)

    @property
    def case(self) -> str:
        """Return the key of the case."""
        return f"{self.case_type}:{self.case_id}"


@dataclass(frozen=True)
class Scope:
    """The desks (office, desk) at which a person works, and what is not theirs to handle: cases of
    the companies to which they belong, and root cases in which such a company takes part."""

    desks: frozenset[tuple[int, str]] = frozenset()
    parties: frozenset[int] = frozenset()
    apart: frozenset[tuple[str, int]] = frozenset()


@dataclass(frozen=True)
class WorkQuery:
    """What is asked for: whose, which zone (code and name), kind of case, due, words (folded)."""

    whose: str = "all"
    zone: str = ""
    zone_name: str = ""
    kind: str = ""
    due: str = ""
    text: str = ""


@dataclass(frozen=True)
class Totals:
    """How much waits, counted up to MOST_COUNTED; ``is_more`` says that there is more."""

    late: int = 0
    soon: int = 0
    all: int = 0
    is_more: bool = False

    def plus(self, late: int, soon: int, everything: int) -> Totals:
        """Return these totals with those of one more stream."""
        is_more = self.is_more or everything >= MOST_COUNTED
        return Totals(self.late + late, self.soon + soon, self.all + everything, is_more)


@dataclass
class WorkPage:
    """One page of the queue, and the cursors of its neighbors ("" where there is none)."""

    items: list[WorkItem]
    previous: str = ""
    next: str = ""


@dataclass
class Queue:
    """A person's queue as asked for: its streams, each read by an index of its own."""

    user: Any
    query: WorkQuery
    live: list[WorkItem] = field(default_factory=list)
    scope: Scope = field(default_factory=Scope)

    @classmethod
    def of(cls, user: Any, query: WorkQuery, live: list[WorkItem] | None = None) -> Queue:
        """Return the queue; ``live`` are the items that apps computed, when they are known."""
        scopes = [scope for scope in work_scope(user) if scope is not None]
        desks = frozenset(desk for scope in scopes for desk in scope.desks)
        parties = frozenset(party for scope in scopes for party in scope.parties)
        found = computed_items(user) if live is None else live
        apart = frozenset(root for scope in scopes for root in scope.apart)
        shown = [item for item in found if _asked(item, query)]
        return cls(user, query, shown, Scope(desks, parties, apart))

    def streams(self) -> Iterator[Any]:
        """Yield querysets that together hold the queue; each runs along one index."""
        conditions = {
            "mine": [Q(waits_here=True, person=self.user.pk), Q(waits_here=True, person=None)],
            "office": [Q(waits_here=True)],
            "waiting": [Q(waits_here=False)],
            "all": [Q(waits_here=True), Q(waits_here=False)],
        }[self.query.whose]
        for office, desk in sorted(self.scope.desks):
            for condition in conditions:
                yield self._narrow(WorkRow.objects.filter(condition, office=office, desk=desk))

    def _narrow(self, rows: Any) -> Any:
        query, today = self.query, clock.today()
        rows = rows.filter(Q(shows_on=None) | Q(shows_on__lte=today))
        if self.scope.parties:
            rows = rows.exclude(party__in=self.scope.parties)
        for root_type in {kind for kind, _pk in self.scope.apart}:
            keys = [pk for kind, pk in self.scope.apart if kind == root_type]
            rows = rows.exclude(root_type=root_type, root_id__in=keys)
        if query.whose == "mine":
            rows = rows.filter(~Q(not_person=self.user.pk) | Q(not_person=None))
        if query.zone:
            rows = rows.filter(zone=query.zone)
        if query.kind:
            rows = rows.filter(case_type=query.kind)
        if query.text:
            rows = rows.filter(search__contains=query.text)
        if query.due:
            rows = rows.filter(**_due_condition(query.due, today))
        return rows

    def page(self, *, after: str = "", before: str = "", size: int = PAGE_SIZE) -> WorkPage:
        """Return the page beyond a cursor (``after``), or before one; else the first. One query."""
        backwards = bool(before) and not after
        cursor = read_cursor(before if backwards else after)
        parts = [_beyond(rows, cursor, backwards=backwards)[: size + 1] for rows in self.streams()]
        statement = together("*", parts)
        rows = WorkRow.objects.raw(*statement) if statement else ()
        found = [_item(row, self.user) for row in rows]
        found += _live_beyond(self.live, cursor, backwards=backwards)
        ordered = _once(sorted(found, key=lambda item: item.key, reverse=backwards))
        items, more = ordered[:size], len(ordered) > size
        if backwards:
            items.reverse()
        has_next = cursor is not None if backwards else more
        has_previous = more if backwards else cursor is not None
        return WorkPage(
            items,
            write_cursor(items[0]) if items and has_previous else "",
            write_cursor(items[-1]) if items and has_next else "",
        )

    def everything(self) -> Iterator[WorkItem]:
        """Yield the whole queue in order, in constant memory."""
        parts: list[Any] = [
            (_item(row, self.user) for row in rows.order_by("due_on", "id").iterator(500))
            for rows in self.streams()
        ]
        parts.append(sorted(self.live, key=lambda item: item.key))
        before: set[str] = set()
        for item in heapq.merge(*parts, key=lambda item: item.key):
            if item.case not in before:
                before.add(item.case)
                yield item


def totals(queues: list[Queue]) -> list[Totals]:
    """Return how much of each queue is late, due soon, and in all: one query for all of them.

    Each stream is counted to MOST_COUNTED at most, so that a long queue costs what a short one does.
    """
    today = clock.today()
    streams = [(place, rows) for place, queue in enumerate(queues) for rows in queue.streams()]
    found = [_totals_of(queue.live, today) for queue in queues]
    for number, late, soon, everything in _counted([rows for _place, rows in streams], today):
        place = streams[number][0]
        found[place] = found[place].plus(late, soon, everything)
    return found


def _counted(streams: list[Any], today: date) -> list[Any]:
    late = "COALESCE(SUM(CASE WHEN due_on < %s THEN 1 ELSE 0 END), 0)"
    soon = "COALESCE(SUM(CASE WHEN due_on BETWEEN %s AND %s THEN 1 ELSE 0 END), 0)"
    days = (today, today, today + timedelta(days=SOON_DAYS))
    statement = together(
        f"{{n}}, {late}, {soon}, COUNT(*)",
        [rows.order_by("due_on", "id").values("due_on")[:MOST_COUNTED] for rows in streams],
        map(connection.ops.adapt_datefield_value, days),
    )
    if statement is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return cursor.fetchall()


def _totals_of(items: list[WorkItem], today: date) -> Totals:
    left = [(item.due_on - today).days for item in items if item.due_on]
    near = sum(0 <= days <= SOON_DAYS for days in left)
    return Totals(sum(days < 0 for days in left), near, len(items))


def _live_beyond(items: list[WorkItem], cursor: Any, *, backwards: bool) -> list[WorkItem]:
    if cursor is None:
        return items
    return [item for item in items if (item.key < cursor if backwards else item.key > cursor)]


def _once(items: Iterable[WorkItem]) -> list[WorkItem]:
    """Return each case once: two desks of one person may wait for the same case."""
    return list({item.case: item for item in reversed(list(items))}.values())[::-1]


def computed_items(user: Any) -> list[WorkItem]:
    """Return what apps compute when asked, beside the queue."""
    return [item for found in work_items(user) for item in found]


def work_of(user: Any) -> list[WorkItem]:
    """Return all of a person's work by due date, what has none last."""
    return list(Queue.of(user, WorkQuery()).everything())


def _due_condition(due: str, today: date) -> dict[str, Any]:
    if due == "overdue":
        return {"due_on__lt": today}
    return {"due_on__gte": today, "due_on__lte": today + timedelta(days=SOON_DAYS)}


def _asked(item: WorkItem, query: WorkQuery) -> bool:
    whose = {
        "mine": item.is_mine and item.waits_here,
        "office": item.waits_here,
        "waiting": not item.waits_here,
        "all": True,
    }[query.whose]
    today = clock.today()
    left = (item.due_on - today).days if item.due_on else None
    due = {
        "": True,
        "overdue": left is not None and left < 0,
        "week": left is not None and 0 <= left <= SOON_DAYS,
    }[query.due]
    in_zone = not query.zone or item.zone == query.zone_name
    of_kind = not query.kind or item.case_type == query.kind
    return whose and due and in_zone and of_kind and query.text in _folded(item)


def _folded(item: WorkItem) -> str:
    return fold(f"{item.title}{item.waits_for}")


def _beyond(rows: Any, cursor: Any, *, backwards: bool) -> Any:
    """Return rows beyond a cursor in the order of WorkItem.key, and in that order."""
    order = ("-due_on", "-id") if backwards else ("due_on", "id")
    rows = rows.order_by(*order)
    if cursor is None:
        return rows
    due, is_live, pk, _name = cursor
    if backwards:
        same = Q(due_on=due) if is_live else Q(due_on=due, id__lt=pk)
        return rows.filter(Q(due_on__lt=due) | same, due_on__lte=due)
    same = Q(pk__in=[]) if is_live else Q(due_on=due, id__gt=pk)
    return rows.filter(Q(due_on__gt=due) | same, due_on__gte=due)


def _item(row: WorkRow, user: Any) -> WorkItem:
    return WorkItem(
        case_type=row.case_type,
        case_id=row.case_id,
        title=row.title,
        url=row.url,
        zone=row.zone_name,
        next_step=str(NEEDS.get(row.needs, row.needs)),
        waits_for=row.waits_for,
        due_on=None if row.due_on == FAR else row.due_on,
        is_mine=row.waits_here and row.person in {None, user.pk} and row.not_person != user.pk,
        waits_here=row.waits_here,
        row=row.pk,
        state=row.state,
    )


def write_cursor(item: WorkItem) -> str:
    """Return an item's place in the order as text for an address."""
    due, is_live, pk, name = item.key
    return f"{due.isoformat()}~{is_live}~{pk}~{name}"


def read_cursor(text: str) -> tuple[date, int, int, str] | None:
    """Return the place that a cursor names; None when it cannot be read."""
    parts = text.split("~")
    try:
        due, is_live, pk, name = parts
        place = (date.fromisoformat(due), int(is_live), int(pk), name)
    except ValueError:
        return None
    return place if abs(place[2]) <= LARGEST_KEY else None
