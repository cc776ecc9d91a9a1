"""Changes to a draft: each under lock, against the version that the person saw."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from applications.apply.plan_form import ItemForm, digest_of, merged
from applications.models import Application, RequestedMeasure
from casework import clock, files
from casework.models import StoredFile
from casework.transitions import Stale, lock, touch


def lock_draft(application: Application) -> Application:
    """Return the draft locked; Stale when it has been filed meanwhile."""
    locked = lock(application)
    if locked.status != "draft":
        raise Stale
    return locked


def save_item(
    application: Application, form: ItemForm, *, keys: list[str], version: int, base: str = ""
) -> Application:
    """Save the answers to ``keys`` of one item.

    ``version`` is what the person saw. When only other parts changed since (the item's digest is
    still ``base``), the answers are put into the newest version. Raises Stale.
    """
    with transaction.atomic():
        locked = lock_draft(application)
        if locked.version != version and digest_of(locked.plan, form.item) != base:
            raise Stale
        plan = merged(locked.plan, form, keys)
        if plan == locked.plan:
            return locked
        return touch(locked, version=locked.version, plan=plan, saved_at=clock.now())


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


def add_file(
    application: Application,
    upload: UploadedFile,
    *,
    slot: str,
    actor: Any,
    instead_of: StoredFile | None = None,
) -> StoredFile:
    """Store a file on a draft, in the place of another where one is named.

    Raises ValidationError (size, type), OSError (what is read back differs) and Stale (filed).
    """
    stored = files.store(application, upload, slot=slot, actor=actor)
    try:
        with transaction.atomic():
            locked = lock_draft(application)
            if instead_of is not None:
                _mark_removed(instead_of)
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
