"""Check digits of the two public numbers the console asks for.

The local-government code (全国地方公共団体コード) has five digits and a check digit with the
weights 6, 5, 4, 3, 2 modulo 11 (総務省). The corporate number (法人番号) has a check digit
before twelve digits, modulo 9 (法人番号の指定等に関する省令, 426M60000040070, article 2).
Both are text: the first digit may be 0.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MUNICIPALITY_CODE_LENGTH = 6
CORPORATE_NUMBER_LENGTH = 13
PREFECTURES = range(1, 48)


def is_ascii_digits(value: str) -> bool:
    """Tell whether `value` holds half-width digits only (so neither １ nor ²)."""
    return value.isascii() and value.isdigit()


def municipality_check_digit(body: str) -> str:
    """Return the sixth digit for the five digits of a local-government code."""
    weighted = sum(int(digit) * weight for digit, weight in zip(body, (6, 5, 4, 3, 2), strict=True))
    return str((11 - weighted % 11) % 10)


def corporate_check_digit(body: str) -> str:
    """Return the leading digit for the twelve digits that follow it in a corporate number."""
    weighted = sum(
        int(digit) * (1 if place % 2 else 2) for place, digit in enumerate(reversed(body), start=1)
    )
    return str(9 - weighted % 9)


def with_check_digit(body: str) -> str:
    """Return the six-digit code for a five-digit one, as statistics and map files carry it."""
    return body + municipality_check_digit(body)


def validate_municipality_code(value: str) -> None:
    """Refuse a local-government code that is malformed or mistyped, naming the remedy."""
    if len(value) == MUNICIPALITY_CODE_LENGTH - 1 and is_ascii_digits(value):
        raise ValidationError(
            _(
                "The municipality code “%(value)s” has five digits. Enter six digits, "
                "with the check digit at the end."
            ),
            code="missing_check_digit",
            params={"value": value},
        )
    if len(value) != MUNICIPALITY_CODE_LENGTH or not is_ascii_digits(value):
        raise ValidationError(
            _("The municipality code “%(value)s” is not six half-width digits. Enter six digits."),
            code="malformed",
            params={"value": value},
        )
    if int(value[:2]) not in PREFECTURES:
        raise ValidationError(
            _(
                "The municipality code “%(value)s” begins with %(prefecture)s, which is no "
                "prefecture. The first two digits go from 01 to 47."
            ),
            code="unknown_prefecture",
            params={"value": value, "prefecture": value[:2]},
        )
    if municipality_check_digit(value[:5]) != value[5]:
        raise ValidationError(
            _(
                "The municipality code “%(value)s” does not match its check digit. "
                "Look for a mistyped digit in the official list of codes."
            ),
            code="wrong_check_digit",
            params={"value": value},
        )


def validate_corporate_number(value: str) -> None:
    """Refuse a corporate number that is malformed or mistyped, naming the remedy."""
    if len(value) != CORPORATE_NUMBER_LENGTH or not is_ascii_digits(value):
        raise ValidationError(
            _(
                "The corporate number “%(value)s” is not thirteen half-width digits. "
                "Enter thirteen digits without hyphens."
            ),
            code="malformed",
            params={"value": value},
        )
    if corporate_check_digit(value[1:]) != value[0]:
        raise ValidationError(
            _(
                "The corporate number “%(value)s” does not match its check digit. "
                "Look for a mistyped digit on the corporate number publication site."
            ),
            code="wrong_check_digit",
            params={"value": value},
        )
