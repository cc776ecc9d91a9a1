"""Reading and writing the reference tables the same way every time."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO


class CompileError(Exception):
    """A source table does not hold what it must; the message says which and why."""


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a UTF-8 CSV file with a header as a list of rows; codes stay text."""
    if not path.is_file():
        raise CompileError(f"{path} is missing: give the folder that holds data/")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(stream: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write a header and rows with \\n line ends; returns the number of rows."""
    writer = csv.DictWriter(stream, columns, lineterminator="\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow(row)
        count += 1
    return count


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> int:
    """Write a CSV file and return its number of rows. Same rows give the same bytes."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        return write_rows(stream, columns, rows)
