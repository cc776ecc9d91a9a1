"""Storing files: type by content, size limit, hash read back after writing."""

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils.translation import gettext as _

from casework import clock, scanning
from casework.fsm import Case
from casework.models.files import ScanState, StoredFile

ZIP = b"PK\x03\x04"
OFFICE = {"xlsx": "xl/", "docx": "word/", "pptx": "ppt/"}
SIGNATURES = (
    (b"%PDF-", "application/pdf", ("pdf",)),
    (b"\x89PNG\r\n\x1a\n", "image/png", ("png",)),
    (b"\xff\xd8\xff", "image/jpeg", ("jpg", "jpeg")),
)
TEXT = {"csv": "text/csv", "txt": "text/plain"}
ALLOWED = "PDF, PNG, JPEG, XLSX, DOCX, PPTX, CSV, TXT"


def detect_type(head: bytes, extension: str, whole: BinaryIO) -> str:
    """Return the media type that the content itself shows; ValidationError when it is not allowed.

    The name must agree with the content: an executable called ``.pdf`` is refused.
    """
    for signature, media_type, extensions in SIGNATURES:
        if head.startswith(signature) and extension in extensions:
            return media_type
    if head.startswith(ZIP) and extension in OFFICE and _holds(whole, OFFICE[extension]):
        return f"application/vnd.openxmlformats-officedocument.{extension}"
    if extension in TEXT and _is_text(head):
        return TEXT[extension]
    raise ValidationError(
        _(
            "The content of “.%(extension)s” is not what the name says, or the type is not accepted. "
            "Accepted: %(allowed)s. Save the document again in one of these types."
        )
        % {"extension": extension or "?", "allowed": ALLOWED},
        code="file_type",
    )


def _holds(whole: BinaryIO, folder: str) -> bool:
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415

    try:
        whole.seek(0)
        return any(name.startswith(folder) for name in ZipFile(whole).namelist())
    except BadZipFile:
        return False
    finally:
        whole.seek(0)


def _is_text(head: bytes) -> bool:
    if b"\x00" in head:
        return False
    for encoding in ("utf-8", "cp932"):
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return True
    return False


def check_size(size: int, name: str) -> None:
    """Raise ValidationError when a file is empty or larger than the limit."""
    if size == 0:
        raise ValidationError(
            _("“%(name)s” is empty. Choose the file again.") % {"name": name}, code="file_empty"
        )
    if size > settings.MAX_FILE_BYTES:
        raise ValidationError(
            _("“%(name)s” has %(size)d MB; the limit is %(limit)d MB. Make it smaller or split it.")
            % {
                "name": name,
                "size": size // 1024**2,
                "limit": settings.MAX_FILE_BYTES // 1024**2,
            },
            code="file_size",
        )


def validate_upload(upload: UploadedFile) -> str:
    """Return the detected media type of an upload; ValidationError names the file and the remedy."""
    name = upload.name or ""
    check_size(upload.size or 0, name)
    upload.seek(0)
    head = upload.read(8192)
    upload.seek(0)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    return detect_type(head, extension, cast("BinaryIO", upload.file))


def sha256_of(stream: Any) -> str:
    """Return the SHA-256 of a file-like object, read in pieces from its start."""
    digest = hashlib.sha256()
    stream.seek(0)
    while piece := stream.read(1024 * 1024):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()


def store(case: Case, upload: UploadedFile, *, slot: str, actor: Any) -> StoredFile:
    """Write an upload to the storage, read it back, and only then record and scan it.

    Raises ValidationError (size, type, virus) and OSError when what is read back differs.
    """
    media_type, digest = validate_upload(upload), sha256_of(upload)
    stored = StoredFile(
        case_type=case.case_type,
        case_id=case.pk,
        slot=slot,
        name=(upload.name or "")[-200:],
        content_type=media_type,
        size=upload.size or 0,
        sha256=digest,
        uploaded_by=actor,
        uploaded_at=clock.now(),
    )
    stored.content.save(upload.name or "file", upload, save=False)
    with stored.content.open("rb") as written:
        if sha256_of(written) != digest:
            stored.content.delete(save=False)
            raise OSError("The stored file differs from the upload.")
    with transaction.atomic():
        stored.save()
    if scanning.check(stored).is_quarantined:
        stored.removed_at = clock.now()
        stored.save(update_fields=["removed_at"])
        raise ValidationError(
            _(
                "A virus was found in “%(name)s” (%(found)s): it was put into quarantine and not added. Check your computer, then upload a clean copy."
            )
            % {"name": stored.name, "found": stored.found},
            code="file_infected",
        )
    return stored


def store_made(
    case: Case, data: bytes, *, name: str, media_type: str, slot: str, actor: Any
) -> StoredFile:
    """Store a file that the console itself made, read it back, and record it."""
    stored = StoredFile(
        case_type=case.case_type,
        case_id=case.pk,
        slot=slot,
        name=name[-200:],
        content_type=media_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        uploaded_by=actor,
        uploaded_at=clock.now(),
        scan=ScanState.CLEAN,
        scanned_at=clock.now(),
    )
    stored.content.save(name, ContentFile(data), save=False)
    with stored.content.open("rb") as written:
        if sha256_of(written) != stored.sha256:
            raise OSError("The stored file differs from what was made.")
    stored.save()
    return stored


def files_of(case: Case) -> models.QuerySet[StoredFile]:
    """Return the files that stand on a case, oldest first."""
    return StoredFile.objects.filter(
        case_type=case.case_type, case_id=case.pk, removed_at=None
    ).order_by("uploaded_at", "pk")


def reread(stored: StoredFile) -> bool:
    """Tell whether a stored file still has its hash; notes when it was read."""
    try:
        with stored.content.open("rb") as content:
            intact = sha256_of(content) == stored.sha256
    except FileNotFoundError:
        return False
    if intact:
        stored.reread_at = clock.now()
        stored.save(update_fields=["reread_at"])
    return intact


def may_open(stored: StoredFile, user: Any) -> bool:
    """Tell whether a person may open a file; where files are scanned, others wait for the verdict."""
    if stored.removed_at is not None or stored.is_quarantined:
        return False
    own = stored.uploaded_by_id is not None and stored.uploaded_by_id == getattr(user, "pk", None)
    return own or stored.scan == ScanState.CLEAN or not scanning.is_on()


def history_of(case: Case) -> dict[int, list[StoredFile]]:
    """Return, for each file that stands on a case, the versions before it, newest first."""
    every = {
        stored.pk: stored
        for stored in StoredFile.objects.filter(case_type=case.case_type, case_id=case.pk)
    }
    found = {}
    for stored in every.values():
        if stored.removed_at is None:
            found[stored.pk] = list(_before(stored, every))
    return found


def _before(stored: StoredFile, every: dict[int, StoredFile]) -> Iterator[StoredFile]:
    key = stored.replaces_id
    while key is not None and key in every:
        yield every[key]
        key = every[key].replaces_id


def check_duplicate(case: Case, digest: str, slot: str, name: str) -> None:
    """Raise ValidationError when the same content stands on the case as the same kind of document."""
    same = files_of(case).filter(sha256=digest, slot=slot).first()
    if same is not None:
        raise ValidationError(
            _("“%(name)s” is the same as “%(same)s”, which is stored already: nothing was added.")
            % {"name": name, "same": same.name},
            code="file_duplicate",
        )
