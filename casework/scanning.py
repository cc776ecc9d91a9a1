"""Virus scan: asks clamd about a stored file, and puts what it finds into quarantine.

Off unless ``CLAMD_ADDRESS`` names a daemon (``host:port`` or the path of a socket). While the daemon
does not answer, files are taken but held: nobody but the uploader opens them until a later scan.
Protocol: clamd(8), INSTREAM – pieces with a length before each, closed by a length of 0.
"""

import socket
import struct
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import transaction

from casework import audit, clock, hooks
from casework.actors import SYSTEM
from casework.labels import case_model
from casework.models.files import ScanState, StoredFile
from casework.transitions import lock

PIECE = 256 * 1024
TIMEOUT_SECONDS = 30
BASIS = "サイバーセキュリティ基本法 第4条・第5条（保存ファイルの検査）"


class Unavailable(Exception):  # noqa: N818
    """The scanner cannot be reached, or did not give a verdict."""


def is_on() -> bool:
    """Tell whether files are scanned at all."""
    return bool(settings.CLAMD_ADDRESS)


def _connect() -> socket.socket:
    address = settings.CLAMD_ADDRESS
    if "/" in address:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        connection.connect(address)
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)


def ask(stream: Any) -> str:
    """Return what clamd found in a file-like object, "" when nothing; raises Unavailable."""
    try:
        with _connect() as connection:
            connection.sendall(b"zINSTREAM\0")
            while piece := stream.read(PIECE):
                connection.sendall(struct.pack("!L", len(piece)) + piece)
            connection.sendall(struct.pack("!L", 0))
            answer = b""
            while not answer.endswith(b"\0") and (part := connection.recv(4096)):
                answer += part
    except OSError as error:
        raise Unavailable(str(error)) from error
    return _verdict(answer.rstrip(b"\0").decode("utf-8", "replace").strip())


def _verdict(answer: str) -> str:
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")
    raise Unavailable(answer or "no answer")


def check(stored: StoredFile) -> StoredFile:
    """Scan a stored file where scanning is on, and record the verdict; a find goes into quarantine."""
    if not is_on() or stored.is_quarantined:
        return stored
    try:
        with stored.content.open("rb") as content:
            found = ask(content)
    except (Unavailable, FileNotFoundError):
        return _record(stored, ScanState.UNAVAILABLE)
    return _quarantine(stored, found) if found else _record(stored, ScanState.CLEAN)


def _record(stored: StoredFile, state: str, found: str = "") -> StoredFile:
    stored.scan, stored.scanned_at, stored.found = state, clock.now(), found[:200]
    stored.save(update_fields=["scan", "scanned_at", "found"])
    return stored


def quarantine_storage() -> FileSystemStorage:
    """Return the place from which nothing is ever served."""
    return FileSystemStorage(location=settings.QUARANTINE_ROOT)


def _quarantine(stored: StoredFile, found: str) -> StoredFile:
    with stored.content.open("rb") as content:
        quarantine_storage().save(stored.content.name, content)
    with transaction.atomic():
        _record(stored, ScanState.INFECTED, found)
        model = case_model(stored.case_type)
        case: Any = model._base_manager.filter(pk=stored.case_id).first() if model else None
        if case is not None:
            _note(case, stored)
            hooks.file_quarantined(case, stored)
    stored.content.storage.delete(stored.content.name)
    return stored


def _note(case: Any, stored: StoredFile) -> None:
    locked: Any = lock(case)
    audit.append(
        locked,
        step="quarantine_file",
        source=locked.status,
        actor=SYSTEM,
        role="system",
        basis=BASIS,
        inputs={"file": stored, "sha256": stored.sha256, "found": stored.found},
        record=("sha256", "found"),
    )


def check_waiting() -> list[int]:
    """Scan what waits for it; return the keys of the files that were found infected."""
    if not is_on():
        return []
    waiting = StoredFile.objects.filter(
        scan__in=(ScanState.UNSCANNED, ScanState.UNAVAILABLE), removed_at=None
    )
    return [stored.pk for stored in waiting.order_by("pk") if check(stored).is_quarantined]
