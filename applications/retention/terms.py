"""Until when a case file is kept: computed from what happened and from the zone's policy, never stored.

The period begins on 1 April after the year in which the matter ended (公文書管理法施行令8条の起算日),
for a grant when the exemption's effect ended; it runs in whole years and ends on 31 March.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from casework.calendar import fiscal_year
from zones.policy import BY_NAME, policy_of


class RetentionClass(TextChoices):
    """Why a file is kept as long as it is."""

    OPEN = "open", pgettext_lazy("retention class", "Not closed")
    OTHER = "other", pgettext_lazy("retention class", "Refused, withdrawn or lapsed")
    GRANTED = "granted", pgettext_lazy("retention class", "Granted")
    APPEALED = "appealed", pgettext_lazy("retention class", "Ruled on in an appeal")


SETTING = {
    RetentionClass.OTHER: "retention_years_other",
    RetentionClass.GRANTED: "retention_years_granted",
    RetentionClass.APPEALED: "retention_years_appealed",
}


@dataclass(frozen=True)
class Term:
    """The retention of one file: its class, what ended when, how many years, and its last day."""

    code: str
    ended_on: date | None = None
    years: int = 0
    expires_on: date | None = None
    extended_until: date | None = None

    @property
    def label(self) -> Any:
        """Return what the class is called."""
        return RetentionClass(self.code).label

    @property
    def fiscal_year(self) -> int | None:
        """Return the 年度 in which the file may be disposed of."""
        return None if self.expires_on is None else fiscal_year(self.expires_on) + 1

    @property
    def basis(self) -> str:
        """Return the rule on which the period rests."""
        return BY_NAME[SETTING[RetentionClass(self.code)]].basis if self.years else ""

    def is_over(self, on: date) -> bool:
        """Tell whether the period has ended before a day."""
        return self.expires_on is not None and self.expires_on < on


def last_day(ended_on: date, years: int) -> date:
    """Return the last day of a period of years that begins on the 1 April after ``ended_on``."""
    return date(fiscal_year(ended_on) + 1 + years, 3, 31)


def years_of(zone: Any) -> dict[str, int]:
    """Return class → years under the zone's settings of today."""
    policy = policy_of(zone)
    return {code: getattr(policy, name) for code, name in SETTING.items()}


def term_of(application: Any) -> Term:
    """Return the retention of an application read ``with_retention``; the longest period counts."""
    if application.closed_on is None:
        return Term(RetentionClass.OPEN)
    years = years_of(application.zone)
    ends = {
        RetentionClass.APPEALED: application.ruled_on,
        RetentionClass.GRANTED: application.effect_ended_on,
    }
    if ends[RetentionClass.GRANTED] is None:
        ends[RetentionClass.OTHER] = application.closed_on
    found = [
        Term(code, ended, years[code], last_day(ended, years[code]))
        for code, ended in ends.items()
        if ended is not None
    ]
    longest = max(found, key=lambda term: term.expires_on or date.min)
    extended = application.extended_until
    if extended is None or longest.expires_on is None or extended <= longest.expires_on:
        return longest
    return Term(longest.code, longest.ended_on, longest.years, extended, extended)
