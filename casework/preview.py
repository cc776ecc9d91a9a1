"""Previews: what of a stored file a person may see without downloading it.

Text is read and escaped here; images and PDF are shown from an address of their own that runs
nothing. Office documents are for download only.
"""

import csv
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from casework.models import StoredFile

ROWS = 50
CHARACTERS = 20_000
READ_BYTES = 256 * 1024
IMAGES = ("image/png", "image/jpeg")
PDF = "application/pdf"
INLINE = (*IMAGES, PDF)


@dataclass(frozen=True)
class Preview:
    """How a file is shown: ``kind`` is pdf, image, table, text or none."""

    kind: str
    header: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    text: str = ""
    is_cut: bool = False


def preview_of(stored: StoredFile) -> Preview:
    """Return the preview of a file."""
    if stored.content_type in IMAGES:
        return Preview("image")
    if stored.content_type == PDF:
        return Preview("pdf")
    if stored.content_type not in ("text/csv", "text/plain"):
        return Preview("none")
    text, is_cut = _text_of(stored)
    if stored.content_type == "text/plain":
        return Preview("text", text=text[:CHARACTERS], is_cut=is_cut or len(text) > CHARACTERS)
    rows = list(islice(csv.reader(text.splitlines()), ROWS + 2))
    header, body = (rows[0] if rows else []), rows[1 : ROWS + 1]
    return Preview("table", header=header, rows=body, is_cut=is_cut or len(rows) > ROWS + 1)


def _text_of(stored: StoredFile) -> tuple[str, bool]:
    with stored.content.open("rb") as content:
        head = content.read(READ_BYTES + 1)
    is_cut = len(head) > READ_BYTES
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return _decode(head[:READ_BYTES], encoding, is_cut=is_cut), is_cut
        except UnicodeDecodeError:
            continue
    return head[:READ_BYTES].decode("utf-8", "replace"), is_cut


def _decode(head: bytes, encoding: str, *, is_cut: bool) -> str:
    # A piece cut at its end may end within a character.
    for lost in range(4 if is_cut else 1):
        try:
            return head[: len(head) - lost].decode(encoding)
        except UnicodeDecodeError as error:
            last: Any = error
    raise last
