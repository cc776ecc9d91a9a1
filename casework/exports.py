"""Lists as files: CSV for people (with a header block) and for machines, and Excel workbooks.

What begins like a formula is written with an apostrophe before it, and so is what begins with an
apostrophe, so that reading a file back (``plain``) gives the text unchanged.
Source of the danger: OWASP, CSV Injection. Files are made on disk, in constant memory.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from io import TextIOWrapper
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from casework.calendar import wareki

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MISSING = "〓"
FORMATS = {
    "csv": gettext_lazy("CSV (UTF-8, for Excel)"),
    "cp932": gettext_lazy("CSV (Shift_JIS)"),
    "xlsx": gettext_lazy("Excel"),
    "table": gettext_lazy("CSV without heading (for machines)"),
    "metadata": gettext_lazy("About the data (JSON)"),
}
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "metadata": "application/json",
}


@dataclass(frozen=True)
class Column:
    """A column: its code (the heading for machines), its label, and how a row gives its value."""

    code: str
    label: Any
    read: Callable[[Any], Any]
    width: int = 20


@dataclass
class Table:
    """What is exported: the rows as the person may know them, and what a reader must know of them."""

    name: str
    title: str
    columns: list[Column]
    rows: Callable[[], Iterable[Any]]
    filters: list[tuple[str, str]] = field(default_factory=list)
    source: str = ""
    count: int = 0
    replaced: int = 0

    def about(self) -> list[tuple[str, str]]:
        """Return the header block: title, filter in words, as of, source, how many."""
        words = "、".join(f"{label}：{value}" for label, value in self.filters)
        now = clock.now().astimezone(clock.JST)
        lines = [
            (_("Title"), self.title),
            (_("Filter"), words or _("Everything")),
            (_("As of"), f"{wareki(now.date())} {now:%H:%M}"),
            (_("Source"), self.source),
            (_("Number of rows"), f"{self.count}"),
        ]
        if self.replaced:
            note = _("%(count)s characters that Shift_JIS cannot write are shown as %(mark)s")
            lines.append((_("Note"), note % {"count": self.replaced, "mark": MISSING}))
        return lines


def neutral(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; ``plain`` undoes it."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def plain(text: str) -> str:
    """Return the text that ``neutral`` was given."""
    return text[1:] if text.startswith("'") else text


def written(value: Any) -> Any:
    """Return a value as a cell holds it: numbers stay numbers, dates ISO, all else neutral text."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return value.astimezone(clock.JST).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    return neutral(UNPRINTABLE.sub("", str(value)))


def cells(table: Table) -> Iterator[list[Any]]:
    """Yield the cells of each row, and count them on the table."""
    table.count = 0
    for row in table.rows():
        table.count += 1
        yield [written(column.read(row)) for column in table.columns]


def in_cp932(text: str) -> tuple[str, int]:
    """Return a text that CP932 can write, and how many characters had to be replaced by 〓."""
    text = text.replace("〜", "～").replace("−", "－").replace("—", "―")
    try:
        text.encode("cp932")
    except UnicodeEncodeError:
        kept = [c if _fits(c) else MISSING for c in text]
        return "".join(kept), sum(a != b for a, b in zip(kept, text, strict=True))
    return text, 0


def _fits(letter: str) -> bool:
    try:
        letter.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def write_csv(table: Table, target: IO[bytes], *, encoding: str, heading: bool) -> None:
    """Write a table as CSV; the heading needs the count, so the rows go to disk first."""
    with TemporaryFile() as body:
        text = TextIOWrapper(body, encoding=encoding, newline="", write_through=True)
        writer = csv.writer(text)
        table.replaced = 0
        writer.writerow([str(c.label) if heading else c.code for c in table.columns])
        for row in cells(table):
            writer.writerow([_fitting(table, value, encoding) for value in row])
        body.seek(0)
        if encoding == "utf-8" and heading:
            target.write(b"\xef\xbb\xbf")
        if heading:
            _write_about(table, target, encoding)
        while chunk := body.read(1 << 16):
            target.write(chunk)
        text.detach()


def _write_about(table: Table, target: IO[bytes], encoding: str) -> None:
    head = TextIOWrapper(target, encoding=encoding, errors="replace", newline="")
    writer = csv.writer(head)
    for label, value in table.about():
        writer.writerow([label, in_cp932(value)[0] if encoding == "cp932" else value])
    writer.writerow([])
    head.flush()
    head.detach()


def _fitting(table: Table, value: Any, encoding: str) -> Any:
    if encoding != "cp932" or not isinstance(value, str):
        return value
    text, replaced = in_cp932(value)
    table.replaced += replaced
    return text


def write_xlsx(table: Table, target: IO[bytes]) -> None:
    """Write a workbook: the table on one sheet, what a reader must know of it on the other."""
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook(write_only=True)
    sheet = book.create_sheet(table.title[:31])
    sheet.freeze_panes = "B2"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[_letter(number)].width = column.width
    sheet.append([_text(sheet, str(c.label), Font(bold=True)) for c in table.columns])
    for row in cells(table):
        sheet.append([_text(sheet, v) if isinstance(v, str) else v for v in row])
    about = book.create_sheet(_("About the data"))
    about.column_dimensions["A"].width, about.column_dimensions["B"].width = 18, 60
    for label, value in table.about():
        about.append([_text(about, label), _text(about, value)])
    book.save(target)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    return get_column_letter(number)


def _text(sheet: Any, text: str, font: Any = None) -> Any:
    """Return a cell that holds a text and never a formula."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if font is not None:
        cell.font = font
    return cell


def metadata(table: Table, url: str) -> dict[str, Any]:
    """Return what a machine must know of the bare table: columns, filter, as of, source, count."""
    return {
        "title": table.title,
        "as_of": clock.now().astimezone(clock.JST).isoformat(timespec="seconds"),
        "simulated": clock.is_simulated(),
        "filters": [{"label": label, "value": value} for label, value in table.filters],
        "source": table.source,
        "table": url,
        "encoding": "UTF-8",
        "rows": sum(1 for _row in table.rows()),
        "columns": [{"name": c.code, "label": str(c.label)} for c in table.columns],
        "neutralised": "A leading ' stands before = + - @ (and full-width), tab, line ends and '.",
    }


def file_of(table: Table, form: str, *, url: str = "") -> IO[bytes]:
    """Return a table as an open file on disk; KeyError for an unknown format."""
    made = TemporaryFile()  # noqa: SIM115 – whoever reads it closes it
    if form == "xlsx":
        write_xlsx(table, made)
    elif form == "metadata":
        text = json.dumps(metadata(table, url), ensure_ascii=False, indent=1)
        made.write(text.encode())
    else:
        encoding = {"csv": "utf-8", "cp932": "cp932", "table": "utf-8"}[form]
        write_csv(table, made, encoding=encoding, heading=form != "table")
    made.seek(0)
    return made


def response(table: Table, form: str, *, url: str = "") -> FileResponse:
    """Return a table as a download; KeyError for an unknown format."""
    charset = "; charset=Shift_JIS" if form == "cp932" else "; charset=utf-8"
    ending = {"xlsx": "xlsx", "metadata": "metadata.json"}.get(form, "csv")
    answer = FileResponse(
        file_of(table, form, url=url),
        as_attachment=True,
        filename=f"{table.name}-{clock.today().isoformat()}.{ending}",
        content_type=TYPES.get(form, f"text/csv{charset}"),
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def links(page: str, params: Any) -> dict[str, Any]:
    """Return the addresses of the current view as files, for the foot of a list."""
    query = params.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    links = []
    for form, label in FORMATS.items():
        query["format"] = form
        url = f"{reverse('console:export', args=[page])}?{query.urlencode()}"
        links.append({"label": label, "url": url})
    return {"export_links": links}
