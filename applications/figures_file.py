"""Figures of a report read from a file: one row a figure, or one column an indicator, or daily rows.

Counts of several rows are added up; percentages and other shares are given once. All or nothing: one
wrong cell, and nothing is taken over; every wrong cell is named.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.apply.reading import plain, read_date, read_figure
from casework.sheets import Row, Sheet, folded, read_sheet

VALUES = ("値", "数値", "実績", "value")
INDICATORS = ("指標", "指標番号", "項目", "indicator", "code")
DAYS = ("日付", "年月日", "実施日", "日", "date", "day")
NOT_ADDED = ("%", "点", "円/人", "日", "倍")
UNITS = ("円", "人", "件", "回", "台", "世帯", "時間", "日", "便", "点", "%")
EMPTY = {"", "-", "ー", "－", "―", "‐", "n/a"}
TOTALS = ("合計", "計", "小計", "総計", "月計", "累計", "total")
NEGATIVE = ("▲", "△", "-", "−", "－")


@dataclass
class Found:
    """What a file says: a figure for each indicator, from how many rows; or what is wrong with it."""

    figures: dict[str, Decimal] = field(default_factory=dict)
    rows: dict[str, list[int]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    passed_over: int = 0

    def take(self, code: str, value: Decimal, row: int) -> None:
        """Add a figure to its indicator."""
        self.figures[code] = self.figures.get(code, Decimal(0)) + value
        self.rows.setdefault(code, []).append(row)


class Reader:
    """Reads a sheet for one report: its indicators (code, name, unit) and its period."""

    def __init__(self, indicators: list[dict[str, str]], start: date, end: date) -> None:
        self.indicators = {one["code"]: one for one in indicators}
        self.names = {folded(one[key]).casefold(): one["code"] for one in indicators for key in one}
        self.start, self.end = start, end
        self.found = Found()

    def code_of(self, text: str) -> str:
        """Return the indicator that a text names by code or name; "" when it names none."""
        name = folded(text).casefold()
        known = self.names.get(name, "")
        return known or self.names.get(name.partition("(")[0], "")

    def is_header(self, cells: list[str]) -> bool:
        """Tell whether a row names columns: indicator and value, or indicators themselves."""
        lowered = [cell.casefold() for cell in cells]
        is_long = self._column(lowered, INDICATORS) >= 0 and self._column(lowered, VALUES) >= 0
        return is_long or any(self.code_of(cell) for cell in cells if cell)

    @staticmethod
    def _column(header: list[str], names: tuple[str, ...]) -> int:
        return next((n for n, cell in enumerate(header) if cell in names), -1)

    def read(self, sheet: Sheet) -> Found:
        """Return the figures of a sheet."""
        header = [cell.casefold() for cell in sheet.header]
        names = [n for n, cell in enumerate(header) if cell in INDICATORS]
        value, day = self._column(header, VALUES), self._column(header, DAYS)
        wide = {n: code for n, cell in enumerate(sheet.header) if (code := self.code_of(cell))}
        for row in sheet.rows:
            if day >= 0 and not self._is_inside(sheet, row, day):
                continue
            if names and value >= 0:
                self._long(sheet, row, names, value)
            else:
                for column, code in wide.items():
                    self._take(sheet, row, column, code)
        self._check()
        return self.found

    def _is_inside(self, sheet: Sheet, row: Row, column: int) -> bool:
        text = row.cell(column)
        try:
            day = read_date(text)
        except ValidationError as why:
            if folded(text).casefold() in TOTALS:
                self.found.passed_over += 1
            else:
                self._wrong(sheet, row, column, why)
            return False
        if not self.start <= day <= self.end:
            self.found.errors.append(
                _("%(place)s: %(day)s is outside the period of this report. Take the row out.")
                % {"place": sheet.place(row, column), "day": text}
            )
            return False
        return True

    def _long(self, sheet: Sheet, row: Row, names: list[int], value: int) -> None:
        code = next((code for n in names if (code := self.code_of(row.cell(n)))), "")
        if code:
            self._take(sheet, row, value, code)
        elif row.cell(value) in EMPTY or any(
            folded(row.cell(n)).casefold() in TOTALS for n in names
        ):
            self.found.passed_over += 1
        else:
            self.found.errors.append(
                _("%(place)s: “%(text)s” is no indicator of this report. Use one of: %(codes)s.")
                % {
                    "place": sheet.place(row, names[0]),
                    "text": row.cell(names[0]),
                    "codes": "、".join(self.indicators),
                }
            )

    def _take(self, sheet: Sheet, row: Row, column: int, code: str) -> None:
        text = plain(row.cell(column))
        if text.casefold() in EMPTY:
            self.found.passed_over += 1
            return
        own = plain(self.indicators[code]["unit"])
        for unit in (own, *UNITS):
            text = text.removesuffix(unit).strip() if unit else text
        if text.startswith(NEGATIVE) and any(mark.isdigit() for mark in text):
            self._negative(sheet, row, column, code)
            return
        try:
            value = read_figure(text)
        except ValidationError as why:
            self._wrong(sheet, row, column, why)
            return
        if self.indicators[code]["unit"] in NOT_ADDED and code in self.found.figures:
            self.found.errors.append(
                _("%(place)s: “%(name)s” is given twice and cannot be added up. Leave one row.")
                % {"place": sheet.place(row, column), "name": self.indicators[code]["name"]}
            )
            return
        self.found.take(code, value, row.number)

    def _negative(self, sheet: Sheet, row: Row, column: int, code: str) -> None:
        self.found.errors.append(
            _("%(place)s: “%(text)s” is negative. “%(name)s” is 0 or more; correct the cell.")
            % {
                "place": sheet.place(row, column),
                "text": row.cell(column),
                "name": self.indicators[code]["name"],
            }
        )

    def _wrong(self, sheet: Sheet, row: Row, column: int, why: ValidationError) -> None:
        self.found.errors.append(f"{sheet.place(row, column)}: {' '.join(why.messages)}")

    def _check(self) -> None:
        for code, value in self.found.figures.items():
            if self.indicators[code]["unit"] == "%" and value > 100:
                self.found.errors.append(
                    _("“%(name)s” is more than 100 %%. Correct it in the file.")
                    % {"name": self.indicators[code]["name"]}
                )
        if not self.found.figures and not self.found.errors:
            self.found.errors.append(_("The file holds no figure. Fill in the template."))


def read_figures(upload: Any, indicators: list[dict[str, str]], start: date, end: date) -> Found:
    """Return the figures in a file for a report. Raises ValidationError where there is no table."""
    reader = Reader(indicators, start, end)
    return reader.read(read_sheet(upload, reader.is_header))
