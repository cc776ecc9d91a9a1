"""Reads what gBizID tells of a person. Names of claims differ by its version: each has alternatives.

Compare the names and the codes of types with the system guide of the service when connecting.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from applications.apply.reading import read_corporate_number
from zones.codes import validate_corporate_number

PROVIDER = "gbizid"


class AccountType(StrEnum):
    """The three kinds of account; an unknown one counts as the weakest."""

    PRIME = "prime"
    MEMBER = "member"
    ENTRY = "entry"


TYPES = {
    "1": AccountType.ENTRY,
    "2": AccountType.PRIME,
    "3": AccountType.MEMBER,
    **{kind.value: kind for kind in AccountType},
}
NAMES = {
    "type": ("account_type",),
    "corporate_number": ("corporate_number", "corp_number"),
    "company": ("corp_name", "company_name", "organization_name"),
    "address": ("corp_address", "address"),
    "representative": ("president_name", "representative_name"),
    "person": ("user_name", "name"),
}


@dataclass(frozen=True)
class Claims:
    """What one sign-in tells; ``corporate_number`` is empty for sole proprietors."""

    type: AccountType
    corporate_number: str = ""
    company: str = ""
    address: str = ""
    representative: str = ""
    person: str = ""
    email: str = ""


def _text(userinfo: dict[str, Any], name: str) -> str:
    found = (userinfo.get(key) for key in NAMES[name])
    return next(
        (str(value).strip() for value in found if value and not isinstance(value, dict)), ""
    )


def read_type(userinfo: dict[str, Any]) -> AccountType:
    """Return the type of an account; what is unknown counts as Entry."""
    return TYPES.get(_text(userinfo, "type").lower(), AccountType.ENTRY)


def read_person(userinfo: dict[str, Any]) -> str:
    """Return the person's name; empty when it was not told."""
    return _text(userinfo, "person")


def read_claims(userinfo: dict[str, Any]) -> Claims:
    """Return what a userinfo answer tells; ValidationError for a number that no company can have."""
    number = read_corporate_number(_text(userinfo, "corporate_number"))
    if number:
        try:
            validate_corporate_number(number)
        except ValidationError as error:
            raise ValidationError(
                _(
                    "gBizID sent a corporate number that is not valid (%(number)s). "
                    "Have the record of your gBizID corrected, then sign in again."
                )
                % {"number": number},
                code="corporate_number",
            ) from error
    others = {name: _text(userinfo, name) for name in ("company", "address", "representative")}
    return Claims(
        type=read_type(userinfo),
        corporate_number=number,
        person=read_person(userinfo),
        email=str(userinfo.get("email") or "").strip().lower(),
        **others,
    )
