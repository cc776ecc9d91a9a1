"""Until when, to whom and against whom a disposition may be contested (教示)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from casework.calendar import add_legal_months, next_business_day
from zones.models.organisations import OrganisationKind

REVIEW_MONTHS = 3  # 行政不服審査法 第18条第1項
SUIT_MONTHS = 6  # 行政事件訴訟法 第14条第1項
LATEST_MONTHS = 12  # 行政不服審査法 第18条第2項、行政事件訴訟法 第14条第2項
NOTICE_DAYS = 14  # 民法 第98条第3項、行政手続法 第15条第4項


@dataclass(frozen=True)
class Periods:
    """The last days for an appeal and for a suit, counted from the day after ``known_on``."""

    known_on: date
    review_until: date
    suit_until: date
    latest: date


def periods(known_on: date) -> Periods:
    """Return the periods that follow from the day on which a letter became known.

    The first day is not counted (民法140); a period that ends on a closed day ends on the next open
    one (行政機関の休日に関する法律2条, 地方自治法4条の2第4項, 民事訴訟法95条3項).
    """
    return Periods(
        known_on,
        next_business_day(add_legal_months(known_on, REVIEW_MONTHS)),
        next_business_day(add_legal_months(known_on, SUIT_MONTHS)),
        next_business_day(add_legal_months(known_on, LATEST_MONTHS)),
    )


def review_authority(authority: Any) -> str:
    """Return to whom the request for review goes: the head of an authority without a superior (ACA 4)."""
    return authority.head_title or authority.name


def defendant(authority: Any) -> tuple[str, str]:
    """Return (defendant, who represents it) of a suit for annulment (行政事件訴訟法11条)."""
    if authority.kind == OrganisationKind.MUNICIPALITY:
        town = authority.municipality.name if authority.municipality else authority.name
        return town, authority.head_title or _("its mayor")
    if authority.kind == OrganisationKind.PREFECTURE:
        return authority.name, authority.head_title or _("its governor")
    return _("the State"), _("the Minister of Justice")


def service_day(posted_on: date) -> date:
    """Return the day on which a notice posted on a day takes effect: after two full weeks."""
    return posted_on + timedelta(days=NOTICE_DAYS)
