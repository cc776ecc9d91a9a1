"""The file of a letter: made once from the frozen text, stored with its hash, never made again."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django_tasks import task

from casework import clock, files, pdf

SLOT = "letter"
TEMPLATE = "applications/letters/frozen.html"


def name_of(letter: Any) -> str:
    """Return the file name of a letter: its document number, or the application's."""
    number = letter.document.text if letter.document else letter.application.number
    return f"{number}.pdf"


def make_file(letter: Any) -> Any:
    """Return the stored file of a letter, made and stored now if it is not there yet.

    Two people asking at once get the same file: the letter's row is locked. Raises pdf.NotAvailable.
    """
    if letter.file_id is not None:
        return letter.file
    written = pdf.render(TEMPLATE, {"bodies": [letter.body], "title": letter.title})
    with transaction.atomic():
        locked = type(letter).objects.select_for_update(of=("self",)).get(pk=letter.pk)
        if locked.file_id is None:
            upload = SimpleUploadedFile(name_of(letter), written, "application/pdf")
            locked.file = files.store(locked, upload, slot=SLOT, actor=None)
            locked.save(update_fields=["file"])
        letter.file = locked.file
    return letter.file


@task()
def make_letter_file(pk: int) -> str:
    """Make the file of a letter after its step; returns its hash, empty where no PDF can be made."""
    letter = (
        apps.get_model("applications", "Letter")
        .objects.select_related("document", "application")
        .get(pk=pk)
    )
    try:
        return make_file(letter).sha256
    except pdf.NotAvailable:
        return ""


def make_later(letter: Any) -> None:
    """Have the file made after the commit; what a set clock wrote waits until somebody asks."""
    if not clock.is_simulated():
        transaction.on_commit(lambda: make_letter_file.enqueue(letter.pk))
