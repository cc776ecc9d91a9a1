"""The field registry: every stored field of the app with its purpose, basis and retention.

A field that is not here must not exist (個人情報保護法 第61条): a test compares this table with the
models. The page "what is held about me" and, later, 個人情報ファイル簿 are written from it.
個人番号 (My Number) is never collected (番号法 第9条・第20条).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

FORBIDDEN = re.compile(
    r"my_?num|mynumber|individual_?number|kojin_?bango|personal_?number|個人番号"
)

DUTY = "個人情報の保護に関する法律 第61条第1項"
ACCURACY = "個人情報の保護に関する法律 第65条"
CIVIL = "民法 第4条・第5条"
CONSENT = "個人情報の保護に関する法律 第69条第2項第1号"
SCHEME = "特区のデジタル住民要綱"

UNTIL_ERASED = _("Erased within 30 days after you leave the last zone, or a year after a lapse")
WITH_REGISTRATION = _("Erased within 30 days after you leave this zone, or a year after a lapse")
NAMELESS = _("Kept without a name, for counts and for the order of the ledger")
PERMANENT = _("Kept as long as the scheme exists; says nothing about a person")

REACH = _("To reach you about your registration")
KNOW = _("To know who is registered")
TWICE = _("To notice when one person is registered twice")
AGE = _("To notice when one person is registered twice, and whether a guardian must agree")
GUARDIAN = _("To know that a guardian agrees to a minor's registration")
SURE = _("To know how sure the office is of who you are; needed for premium")
ORIGIN = _("To see from where people belong to the zone; optional")
OUTSIDE = _("To see that premium is for people from outside; optional until then")
COUNT = _("To tell whether, and as what, a person was registered on a day")
HANDLE = _("To handle the registration and to answer for it")
LEDGER = _("To prove who may use what, since when and until when")
ACTIVITY = _("To judge whether an activity counts towards premium")
TRAIL = _("To name you by a pseudonym in the audit trail")
RULES = _("To run the scheme")


@dataclass(frozen=True)
class Entry:
    """Why a field is stored, on what basis, and for how long. ``shown`` on the person's own page."""

    purpose: Any
    basis: str
    retention: Any
    shown: bool = False


def _rows(purpose: Any, basis: str, retention: Any, *names: str) -> dict[str, Entry]:
    """Return entries; a name that begins with ``+`` is shown to the person."""
    return {n.lstrip("+"): Entry(purpose, basis, retention, n.startswith("+")) for n in names}


FIELDS: dict[str, dict[str, Entry]] = {
    "Resident": {
        **_rows(KNOW, DUTY, UNTIL_ERASED, "+name", "+kana", "user"),
        **_rows(TWICE, ACCURACY, UNTIL_ERASED, "name_folded", "kana_folded"),
        **_rows(AGE, f"{ACCURACY}・{CIVIL}", UNTIL_ERASED, "+birth_date"),
        **_rows(REACH, DUTY, UNTIL_ERASED, "+email"),
        **_rows(ORIGIN, DUTY, UNTIL_ERASED, "+residence_prefecture"),
        **_rows(OUTSIDE, SCHEME, UNTIL_ERASED, "+residence_municipality"),
        **_rows(GUARDIAN, CIVIL, UNTIL_ERASED, "+guardian_name", "+guardian_consented_on"),
        **_rows(SURE, SCHEME, UNTIL_ERASED, "+identity_document", "+identity_checked_on"),
        **_rows(SURE, SCHEME, NAMELESS, "+identity_level"),
        **_rows(TRAIL, DUTY, UNTIL_ERASED, "pseudonym_key"),
        **_rows(COUNT, DUTY, NAMELESS, "id", "+created_at", "erased_at"),
    },
    "Registration": {
        **_rows(KNOW, DUTY, WITH_REGISTRATION, "resident", "+number"),
        **_rows(COUNT, DUTY, NAMELESS, "id", "version", "zone", "+municipality", "+status"),
        **_rows(COUNT, DUTY, NAMELESS, "+registered_on", "+valid_until", "+premium_until"),
        **_rows(COUNT, DUTY, NAMELESS, "+applied_at", "+ended_on", "+channel"),
        **_rows(HANDLE, SCHEME, WITH_REGISTRATION, "+suspension_reasons", "+end_reasons"),
        **_rows(TWICE, ACCURACY, WITH_REGISTRATION, "duplicate_of"),
        **_rows(TRAIL, DUTY, WITH_REGISTRATION, "pseudonym_salt"),
    },
    "TierPeriod": _rows(
        COUNT,
        DUTY,
        NAMELESS,
        *("id", "registration", "zone", "tier", "origin", "starts_on", "ends_on", "planned_until"),
    ),
    "ConsentRecord": _rows(
        LEDGER,
        CONSENT,
        NAMELESS,
        *("id", "registration", "notice", "purpose", "action", "at", "assisted"),
    ),
    "ActivityProof": {
        **_rows(ACTIVITY, SCHEME, WITH_REGISTRATION, "description", "reasons"),
        **_rows(ACTIVITY, SCHEME, NAMELESS, "id", "version", "registration", "status", "kind"),
        **_rows(ACTIVITY, SCHEME, NAMELESS, "activity_on", "reported_at", "decided_at"),
    },
    "PurposeNotice": _rows(
        RULES,
        "個人情報の保護に関する法律 第62条",
        PERMANENT,
        *("id", "purpose", "version", "effective_on", "needs_consent", "text", "basis"),
    ),
    "ResidentScheme": _rows(
        RULES, SCHEME, PERMANENT, "id", "zone", "name", "basis", "opens_on", "closes_on", "contact"
    ),
}


LABELS: dict[str, Any] = {
    "Resident.name": _("Name of the person"),
    "Resident.user": _("Account by which you sign in"),
    "Resident.name_folded": _("Name, written for comparing"),
    "Resident.kana_folded": _("Name in kana, written for comparing"),
    "Resident.pseudonym_key": _("Key of the pseudonym"),
    "Registration.resident": _("Person of the registration"),
    "Registration.zone": _("Zone of the registration"),
    "Registration.duplicate_of": _("Registration that looks alike"),
    "Registration.pseudonym_salt": _("Key of the pseudonym in this zone"),
    "TierPeriod.registration": _("Registration"),
    "TierPeriod.zone": _("Zone of the registration"),
    "ConsentRecord.registration": _("Registration"),
    "ConsentRecord.notice": _("Version of the purpose notice"),
    "ActivityProof.registration": _("Registration"),
}


def label_of(model: Any, name: str) -> Any:
    """Return how a field is called where people read of it."""
    return LABELS.get(f"{model.__name__}.{name}") or model._meta.get_field(name).verbose_name


def _value(record: Any, name: str) -> Any:
    shown = getattr(record, f"get_{name}_display", None)
    return shown() if shown else getattr(record, name)


def held_about(record: Any) -> Iterator[dict[str, Any]]:
    """Yield label, value, purpose, basis and retention of each shown field that holds something."""
    for name, entry in FIELDS[type(record).__name__].items():
        if entry.shown and getattr(record, name) not in (None, ""):
            yield {
                "name": name,
                "label": label_of(type(record), name),
                "value": _value(record, name),
                "purpose": entry.purpose,
                "basis": entry.basis,
                "retention": entry.retention,
            }
