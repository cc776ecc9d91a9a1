"""Form checks by the machine: hints to the examiner that never decide anything.

Each says ok, look here, or cannot tell. No step asks for a result; none is closed by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from zones.codes import validate_corporate_number


class Hint(models.TextChoices):
    """What a check says."""

    OK = "ok", pgettext_lazy("form check", "In order")
    LOOK = "look", pgettext_lazy("form check", "Look here")
    UNKNOWN = "unknown", pgettext_lazy("form check", "Cannot tell")


@dataclass(frozen=True)
class Check:
    """The result of one check, with the facts to which it belongs."""

    code: str
    label: str
    hint: Hint
    text: str
    facts: tuple[str, ...] = ()


Test = Callable[[Any], tuple[Hint, str]]
_tests: list[tuple[str, Callable[[], str], tuple[str, ...], Test]] = []


def check(label: Callable[[], str], *facts: str) -> Callable[[Test], Test]:
    """Register a check of an application under the function's name."""

    def add(test: Test) -> Test:
        _tests.append((test.__name__, label, facts, test))
        return test

    return add


def checks_of(application: Any) -> list[Check]:
    """Run every check on the plan as it stands."""
    found = []
    for code, label, facts, test in _tests:
        hint, text = test(application)
        found.append(Check(code, label(), hint, text, facts))
    return found


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _yen(value: Any) -> int | None:
    text = str(value or "").replace(",", "").strip()
    return int(text) if text.isdecimal() else None


def _rows(plan: dict[str, Any], key: str) -> list[dict[str, Any]]:
    rows = plan.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


@check(lambda: _("Corporate number"))
def corporate_number(application: Any) -> tuple[Hint, str]:
    """The check digit of the applicant's number is right."""
    number = application.company.corporate_number
    if not number:
        return Hint.UNKNOWN, _("No corporate number is given.")
    try:
        validate_corporate_number(number)
    except ValidationError:
        return Hint.LOOK, _("The check digit of %(number)s is wrong.") % {"number": number}
    return Hint.OK, _("The check digit of %(number)s is right.") % {"number": number}


@check(lambda: _("Order of the period"), "starts_on", "ends_on")
def period_order(application: Any) -> tuple[Hint, str]:
    """The last day does not lie before the first."""
    start, end = (_day(application.plan.get(key)) for key in ("starts_on", "ends_on"))
    if start is None or end is None:
        return Hint.UNKNOWN, _("The first or the last day cannot be read.")
    if start > end:
        return Hint.LOOK, _("The last day lies before the first day.")
    return Hint.OK, _("%(days)d days, the first and the last included.") % {
        "days": (end - start).days + 1
    }


@check(lambda: _("Period and zone"), "starts_on", "ends_on")
def period_within_zone(application: Any) -> tuple[Hint, str]:
    """The trial lies within the days of its zone."""
    start, end = (_day(application.plan.get(key)) for key in ("starts_on", "ends_on"))
    zone = application.zone
    if start is None or end is None:
        return Hint.UNKNOWN, _("The first or the last day cannot be read.")
    if zone.designated_on and start < zone.designated_on:
        return Hint.LOOK, _("The first day lies before the designation of the zone.")
    if zone.expires_on is None:
        return Hint.UNKNOWN, _("The zone has no end date to compare with.")
    if end > zone.expires_on:
        return Hint.LOOK, _("The last day lies after the end of the zone (%(day)s).") % {
            "day": zone.expires_on.isoformat()
        }
    return Hint.OK, _("The trial ends with the zone at the latest.")


@check(lambda: _("Start after the usual decision"), "starts_on")
def start_leaves_time(application: Any) -> tuple[Hint, str]:
    """The first day is not before the end of the processing period."""
    start, reading = _day(application.plan.get("starts_on")), application.clock()
    if start is None or reading is None:
        return Hint.UNKNOWN, _("The first or the last day cannot be read.")
    if start < reading.due:
        return Hint.LOOK, _("The first day lies before the end of the processing period.")
    return Hint.OK, _("The first day lies after the end of the processing period.")


@check(lambda: _("Sum of the funds"), "funds", "funding")
def funds_add_up(application: Any) -> tuple[Hint, str]:
    """The sources add up to the amount needed, where they are given in rows."""
    needed = _yen(application.plan.get("funds"))
    rows = _rows(application.plan, "funding_sources") or _rows(application.plan, "funding")
    amounts = [_yen(row.get("amount")) for row in rows]
    if needed is None or not amounts or None in amounts:
        return Hint.UNKNOWN, _("The sources are not given as amounts that can be added.")
    total = sum(amount for amount in amounts if amount is not None)
    words = {"total": f"{total:,}", "needed": f"{needed:,}"}
    if total != needed:
        return Hint.LOOK, _("The sources add up to %(total)s yen, %(needed)s are needed.") % words
    return Hint.OK, _("The sources add up to %(total)s yen, as needed.") % words


@check(lambda: _("Place and zone"), "place", "sites")
def place_in_zone(application: Any) -> tuple[Hint, str]:
    """A place names a municipality of the zone; another one is worth a look."""
    own = {town.code: town.name for town in application.zone.municipalities.all()}
    sites = _rows(application.plan, "sites")
    codes = {str(site.get("municipality", "")) for site in sites} - {""}
    if foreign := codes - set(own) - set(own.values()):
        return Hint.LOOK, _("Outside the zone: %(names)s") % {"names": "、".join(sorted(foreign))}
    if codes:
        return Hint.OK, _("Every site lies in a municipality of the zone.")
    text = str(application.plan.get("place", ""))
    if named := [name for name in own.values() if name in text]:
        return Hint.OK, _("Names %(names)s.") % {"names": "、".join(sorted(named))}
    return Hint.UNKNOWN, _("The text names no municipality of the zone.")


MINORS = (
    "未成年",
    "児童",
    "生徒",
    "小学",
    "中学",
    "高校",
    "子ども",
    "こども",
    "子供",
    "園児",
    "学童",
)
GUARDIANS = ("保護者", "親権者", "法定代理人")


def _text_of(plan: dict[str, Any], *keys: str) -> str:
    return " ".join(str(plan.get(key, "")) for key in keys)


@check(lambda: _("Consent for minors"), "participants", "consent_method")
def minors_have_guardians(application: Any) -> tuple[Hint, str]:
    """Where minors are named, so is the consent of who has custody."""
    plan = application.plan
    if plan.get("minors") == "no":
        return Hint.OK, _("The plan says that no minors take part.")
    if plan.get("minors") == "yes" and str(plan.get("guardian_consent", "")).strip():
        return Hint.OK, _("Minors are named, and so is the consent of who has custody.")
    if plan.get("minors") == "yes":
        return Hint.LOOK, _("Minors are named, but nobody who consents for them.")
    consent = _text_of(plan, "consent_method", "guardian_consent", "participant_groups")
    if not any(word in _text_of(plan, "participants", "participant_groups") for word in MINORS):
        return Hint.UNKNOWN, _("The plan names no minors; whether some take part is not said.")
    if any(word in consent for word in GUARDIANS):
        return Hint.OK, _("Minors are named, and so is the consent of who has custody.")
    return Hint.LOOK, _("Minors are named, but nobody who consents for them.")


@check(lambda: _("Provisions and measures"), "provisions")
def provisions_name_the_laws(application: Any) -> tuple[Hint, str]:
    """Every law from which a measure departs is named in item 6."""
    text = str(application.plan.get("provisions", ""))
    missing = list(_missing_laws(application, text))
    if not text:
        return Hint.UNKNOWN, _("Item 6 is empty.")
    if missing:
        return Hint.LOOK, _("Item 6 does not name: %(names)s") % {"names": "、".join(missing)}
    return Hint.OK, _("Item 6 names the law of every measure.")


def _missing_laws(application: Any, text: str) -> Iterator[str]:
    for title in dict.fromkeys(measure.law_title for measure in application.measures.all()):
        if title not in text:
            yield title
