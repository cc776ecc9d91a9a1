"""Reads what people type: full-width digits, commas, Japanese dates.

Every reader takes text and returns a value, or raises ValidationError that names the remedy.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from casework.calendar import ERAS

WESTERN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
ERA = re.compile(
    r"([^\d\s.]{1,2})\s*(\d{1,2}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
)
FIRST_YEAR = {key: begins.year for begins, name, letter in ERAS for key in (name, letter)}
MAX_WHOLE = 10**15
PLACES = 4
DEGREE_PLACES = 6


def plain(text: str) -> str:
    """Return text with full-width letters and digits made half-width, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip()


def key_of(text: str) -> int:
    """Return the key of a record as sent by a browser; 0, which no record has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    if match := WESTERN.fullmatch(text):
        year, month, day = (int(part) for part in match.groups())
        return year, month, day
    match = ERA.fullmatch(text)
    if match is None or match[1].upper() not in FIRST_YEAR:
        return None
    year = 1 if match[2] == "元" else int(match[2])
    return FIRST_YEAR[match[1].upper()] + year - 1, int(match[3]), int(match[4])


def read_date(text: str) -> date:
    """Return the day that a text names: 2027-04-01, 2027/4/1, 2027年4月1日, 令和9年4月1日, R9.4.1."""
    parts = _year_month_day(plain(text))
    try:
        if parts is not None:
            return date(*parts)
    except ValueError:
        pass
    raise ValidationError(
        _("“%(text)s” is not a date. Enter it like 2027-04-01 or 令和9年4月1日.") % {"text": text},
        code="date",
    )


def _number(text: str) -> Decimal | None:
    digits = plain(text).replace(",", "").replace(" ", "").removesuffix("円").removesuffix("%")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def read_whole_number(text: str) -> int:
    """Return a number of things or yen: not negative, no decimals, at most 10^15."""
    value = _number(text)
    if value is None or value < 0 or value != value.to_integral_value() or value > MAX_WHOLE:
        raise ValidationError(
            _("“%(text)s” is not a whole number of 0 or more. Enter digits only, like 12000000.")
            % {"text": text},
            code="number",
        )
    return int(value)


def read_figure(text: str) -> Decimal:
    """Return a figure: not negative, at most four decimals and 10^15."""
    value = _number(text)
    if value is None or not 0 <= value <= MAX_WHOLE or value != round(value, PLACES):
        raise ValidationError(
            _(
                "“%(text)s” is not a number of 0 or more with at most four decimals. Enter digits, like 1,234.5."
            )
            % {"text": text},
            code="figure",
        )
    return value


def read_degrees(text: str, lowest: int, highest: int) -> str:
    """Return a latitude or longitude as decimal degrees with at most six decimals."""
    value = _number(text)
    if value is None or not lowest <= value <= highest or value != round(value, DEGREE_PLACES):
        raise ValidationError(
            _(
                "“%(text)s” is not a place in Japan. Enter degrees between %(lowest)d and %(highest)d, like %(example)s."
            )
            % {
                "text": text,
                "lowest": lowest,
                "highest": highest,
                "example": f"{lowest + 13}.4048",
            },
            code="degrees",
        )
    return f"{value.normalize():f}"


def read_choice(text: str, choices: Mapping[str, Any], label: str) -> str:
    """Return the code of a choice."""
    if text not in choices:
        raise ValidationError(
            _("Choose one of the answers to “%(label)s”.") % {"label": label}, code="choice"
        )
    return text


def read_corporate_number(text: str) -> str:
    """Return thirteen half-width digits; their check digit is for the validator."""
    return re.sub(r"[\s‐‑–—−ー-]", "", plain(text))
