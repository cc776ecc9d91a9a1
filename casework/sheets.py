"""Reads tables that people have: CSV in UTF-8 or CP932, tabs or commas, and XLSX.

Nothing is guessed silently: what cannot be read is refused with the remedy, and every cell knows its
row and column as a spreadsheet names them.
"""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_ROWS, MOST_COLUMNS, MOST_BYTES, HEADER_WITHIN = 20_000, 200, 10 * 1024 * 1024, 30
DELIMITERS = (",", "\t", ";")


@dataclass(frozen=True)
class Row:
    """One row under the header: its number in the file, and its cells by position."""

    number: int
    cells: tuple[str, ...]

    def cell(self, column: int) -> str:
        """Return the text of a cell, without outer spaces; "" beyond the end."""
        return self.cells[column].strip() if column < len(self.cells) else ""


@dataclass(frozen=True)
class Sheet:
    """A table: the texts of its header, folded, and its rows that are not empty."""

    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]

    def place(self, row: Row, column: int) -> str:
        """Return where a cell is, in words: row 7, column B “値”."""
        name = self.header[column] if column < len(self.header) else ""
        return _("Row %(row)d, column %(letter)s “%(name)s”") % {
            "row": row.number,
            "letter": letters(column),
            "name": name,
        }


def letters(column: int) -> str:
    """Return a spreadsheet's name of a column (0: A, 26: AA)."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def folded(text: Any) -> str:
    """Return a header's text in one width, without spaces."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split())


def read_sheet(upload: Any, is_header: Callable[[list[str]], bool]) -> Sheet:
    """Return the table in an uploaded file, beginning at the first row that ``is_header`` knows.

    Raises ValidationError: too large, not a table, unknown characters, no header, too many rows.
    """
    if upload.size > MOST_BYTES:
        raise ValidationError(_("The file is larger than 10 MB. Split it."), code="size")
    content = upload.read()
    is_xlsx = content[:4] == b"PK\x03\x04"
    found = _from_xlsx(content) if is_xlsx else _from_text(content)
    return _sheet(found, is_header)


def _sheet(found: Iterator[list[str]], is_header: Callable[[list[str]], bool]) -> Sheet:
    header: tuple[str, ...] = ()
    header_row, rows = 0, []
    for number, cells in enumerate(found, start=1):
        if header_row and any(cell.strip() for cell in cells):
            rows.append(Row(number, tuple(cells)))
        elif not header_row and is_header([folded(cell) for cell in cells]):
            header, header_row = tuple(folded(cell) for cell in cells), number
        elif not header_row and number >= HEADER_WITHIN:
            break
        if len(rows) > MOST_ROWS:
            raise ValidationError(
                _("The file has more than %(most)d rows. Split it.") % {"most": MOST_ROWS},
                code="rows",
            )
    if not header_row:
        raise ValidationError(
            _("No row with the column names was found. Use the template's first row."),
            code="header",
        )
    return Sheet(header, header_row, tuple(rows))


def _from_text(content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\x00" in text:
        raise ValidationError(_("This is not a table. Send CSV or XLSX."), code="kind")
    lines = [line for line in text.splitlines()[:HEADER_WITHIN] if line.strip()]
    best = max(DELIMITERS, key=lambda mark: sum(line.count(mark) for line in lines))
    for cells in csv.reader(io.StringIO(text, newline=""), delimiter=best):
        yield cells[:MOST_COLUMNS]


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(
        _("The characters cannot be read. Save the file as UTF-8 or Shift_JIS (CP932)."),
        code="encoding",
    )


def _from_xlsx(content: bytes) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as why:
        message = _("This is not an Excel file that can be read. Save it as XLSX or CSV.")
        raise ValidationError(message, code="kind") from why
    if not book.worksheets:
        raise ValidationError(_("This is not a table. Send CSV or XLSX."), code="kind")
    for cells in book.worksheets[0].iter_rows(values_only=True):
        yield [_text(value) for value in cells[:MOST_COLUMNS]]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
