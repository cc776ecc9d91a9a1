"""Changes to a draft: each under lock, against the version that the person saw."""

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from applications import facts
from applications.apply.entry import Entry
from applications.apply.plan_form import ItemForm, merged, shown_values
from applications.models import Application, RequestedMeasure
from casework import clock, files
from casework.models import StoredFile
from casework.transitions import Stale, lock, touch, write


def lock_draft(application: Application) -> Application:
    """Return the draft locked; Stale when it has been filed meanwhile."""
    locked = lock(application)
    if locked.status != "draft":
        raise Stale
    return locked


@dataclass(frozen=True)
class Saved:
    """What became of an entry: the draft, its form, and where somebody else's text stands instead.

    ``conflicts`` maps a path to the text stored there, which was not overwritten.
    """

    application: Application
    form: ItemForm
    conflicts: dict[str, str]


def save_item(application: Application, entry: Entry, *, version: int) -> Saved:
    """Save what was entered in one item, field by field.

    Where a field was changed since the person saw it and they changed it as well, what is stored
    stays and is returned as a conflict. Raises Stale when the draft has been filed.
    """
    with transaction.atomic():
        return save_locked(lock_draft(application), entry, version=version)


def save_locked(locked: Application, entry: Entry, *, version: int) -> Saved:
    """Save an entry into a draft that is locked already."""
    schema, plan = locked.plan_schema, locked.plan
    stored = shown_values(plan, entry.item, schema)
    taken, conflicts = entry.against(stored, is_fresh=locked.version == version)
    removed = [row for row in entry.removed if row not in conflicts]
    values = {p: t for p, t in {**stored, **taken}.items() if not _lies_in(p, removed)}
    form = ItemForm(entry.item, values, schema=schema, others=plan)
    plan = merged(plan, form, taken, removed)
    if entry.added:
        plan = with_new_row(plan, entry.added)
    if plan != locked.plan:
        write(locked, plan=plan, saved_at=clock.now())
    return Saved(locked, form, conflicts)


def _lies_in(path: str, rows: list[str]) -> bool:
    return any(path.startswith(f"{row}.") for row in rows)


def with_new_row(plan: dict[str, Any], group: str) -> dict[str, Any]:
    """Return a plan with an empty row at the end of a group, unless it is full."""
    rows = facts.rows_of(plan, group)
    if len(rows) >= facts.MOST_ROWS:
        return plan
    taken = {row["id"] for row in rows}
    new = next(key for key in map(str, range(1, facts.MOST_ROWS + 2)) if key not in taken)
    return {**plan, group: [*rows, {"id": new}]}


def save_measure(
    application: Application, measure: RequestedMeasure | None, *, version: int, **content: Any
) -> Application:
    """Add a requested measure to a draft, or change one. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(application)
        if measure is None:
            last = locked.measures.aggregate(last=Max("position"))["last"] or 0
            locked.measures.create(position=last + 1, **content)
        else:
            touch(measure, version=None, **content)
        return touch(locked, version=version, saved_at=clock.now())


def remove_measure(
    application: Application, measure: RequestedMeasure, *, version: int
) -> Application:
    """Take a requested measure out of a draft. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(application)
        measure.delete()
        return touch(locked, version=version, saved_at=clock.now())


def save_support(
    application: Application, fits: dict[str, str], *, version: int, actor: Any
) -> Application:
    """Set the support instruments asked for, code → answer of the matching. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(application)
        locked.support_requests.exclude(instrument__in=fits).delete()
        known = set(locked.support_requests.values_list("instrument_id", flat=True))
        for code in sorted(fits.keys() - known):
            locked.support_requests.create(instrument_id=code, fit=fits[code], requested_by=actor)
        return touch(locked, version=version, saved_at=clock.now())


def add_file(
    application: Application,
    upload: UploadedFile,
    *,
    slot: str,
    actor: Any,
    instead_of: StoredFile | None = None,
) -> StoredFile:
    """Store a file on a draft, as the new version of another where one is named.

    Raises ValidationError (size, type, virus, same content there already), OSError (what is read back differs) and Stale (filed).
    """
    files.validate_upload(upload)
    files.check_duplicate(application, files.sha256_of(upload), slot, upload.name or "")
    stored = files.store(application, upload, slot=slot, actor=actor)
    try:
        with transaction.atomic():
            locked = lock_draft(application)
            if instead_of is not None:
                _mark_removed(instead_of)
                stored.replaces = instead_of
                stored.save(update_fields=["replaces"])
            touch(locked, version=None, saved_at=clock.now())
    except Stale:
        stored.delete()
        stored.content.delete(save=False)
        raise
    return stored


def remove_file(application: Application, stored: StoredFile) -> None:
    """Take a file off a draft; its record stays. Raises Stale when the draft was filed."""
    with transaction.atomic():
        locked = lock_draft(application)
        _mark_removed(stored)
        touch(locked, version=None, saved_at=clock.now())


def _mark_removed(stored: StoredFile) -> None:
    stored.removed_at = clock.now()
    stored.save(update_fields=["removed_at"])
