"""Writing the queue: which cases wait on which desk, brought up to date inside the step.

An app registers for each kind of root case a function (root) → tasks; the rows are the tasks of today's
facts, so they can be rebuilt at any time (``manage.py rebuild_queue``) and compared (``--check``).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from casework.changes import root_of
from casework.fsm import Case
from casework.labels import case_model
from casework.models.work import FAR, WorkRow

BATCH = 500


@dataclass(frozen=True)
class Task:
    """One case that waits on one desk. ``needs`` is the code of what it needs next,
    ``state`` its state as this desk may know it.

    ``waits_here`` tells whether this desk has to act; ``person`` whose it is (None: anybody's at the
    desk), ``not_person`` who must not do it, ``party`` the company whose own people do not see it,
    ``shows_on`` the day from which it is shown (None: always).
    """

    case_type: str
    case_id: int
    office: int
    desk: str
    title: str
    url: str
    needs: str
    waits_for: str
    state: str = ""
    zone: str = ""
    zone_name: str = ""
    search: str = ""
    waits_here: bool = True
    due_on: date = FAR
    shows_on: date | None = None
    person: int | None = None
    not_person: int | None = None
    party: int | None = None

    @property
    def key(self) -> tuple[str, int, int, str]:
        """Return what makes the row unique."""
        return (self.case_type, self.case_id, self.office, self.desk)


@dataclass(frozen=True)
class Source:
    """Where the tasks of one kind of root come from: ``roots`` yields every root that may have some."""

    tasks: Callable[[Any], Iterable[Task]]
    roots: Callable[[], Any]


SOURCES: dict[str, Source] = {}
NEEDS: dict[str, Any] = {}


def register(
    root_type: str,
    tasks: Callable[[Any], Iterable[Task]],
    roots: Callable[[], Any],
    needs: dict[str, Any],
) -> None:
    """Add a kind of root case, and the words for what its cases need; called in AppConfig.ready()."""
    SOURCES[root_type] = Source(tasks, roots)
    NEEDS.update(needs)


def refresh(root: Case) -> bool:
    """Bring the rows of a root case up to date; tell whether any was wrong."""
    if (source := SOURCES.get(root.case_type)) is None:
        return False
    wanted = {task.key: _values(task, root) for task in source.tasks(root)}
    if not wanted and root.__dict__.get("_never_waited"):
        return False
    held = {_key(row): row for row in _rows(root)}
    gone = [row.pk for key, row in held.items() if key not in wanted]
    new = [WorkRow(**values) for key, values in wanted.items() if key not in held]
    changed = [row for key, row in held.items() if key in wanted and _change(row, wanted[key])]
    if gone:
        WorkRow.objects.filter(pk__in=gone).delete()
    if new:
        WorkRow.objects.bulk_create(new, batch_size=BATCH)
    for row in changed:
        row.save()
    return bool(gone or new or changed)


def _rows(root: Case) -> Any:
    return WorkRow.objects.filter(root_type=root.case_type, root_id=root.pk)


def _key(row: WorkRow) -> tuple[str, int, int, str]:
    return (row.case_type, row.case_id, row.office, row.desk)


def _values(task: Task, root: Case) -> dict[str, Any]:
    values = asdict(task)
    cut = {
        name: values[name][: WorkRow._meta.get_field(name).max_length]
        for name in ("title", "waits_for", "zone_name", "search")
    }
    return {**values, **cut, "root_type": root.case_type, "root_id": root.pk}


def _change(row: WorkRow, values: dict[str, Any]) -> bool:
    """Put the values on the row; tell whether any differed."""
    different = [name for name, value in values.items() if getattr(row, name) != value]
    for name in different:
        setattr(row, name, values[name])
    return bool(different)


def rebuild() -> int:
    """Drop the rows of roots that wait no more and bring the others up to date; count what was wrong."""
    wrong = 0
    for root_type, source in SOURCES.items():
        waiting = set(source.roots().values_list("pk", flat=True))
        rows = WorkRow.objects.filter(root_type=root_type)
        for pk in set(rows.values_list("root_id", flat=True).distinct()) - waiting:
            wrong += 1
            rows.filter(root_id=pk).delete()
        wrong += sum(map(refresh, source.roots().iterator(chunk_size=BATCH)))
    return wrong


def differences() -> Iterator[str]:
    """Yield the key of every root whose rows are not what its facts give; changes nothing."""
    for root_type, source in SOURCES.items():
        seen = set()
        for root in source.roots().iterator(chunk_size=BATCH):
            seen.add(root.pk)
            wanted = {task.key: _values(task, root) for task in source.tasks(root)}
            held = {_key(row): row for row in _rows(root)}
            if set(wanted) != set(held) or any(_change(held[k], wanted[k]) for k in held):
                yield root.case_key
        rows = WorkRow.objects.filter(root_type=root_type).exclude(root_id__in=seen)
        yield from (f"{root_type}:{pk}" for pk in rows.values_list("root_id", flat=True).distinct())


def changed(case: Case) -> bool:
    """Bring up to date the rows of the root on which a case hangs."""
    root = root_of(case)
    known = case_model(root.case_type)
    return known is not None and refresh(root)
