"""Everything held about a person, as a document that a machine reads: format, its schema, its making.

The schema (JSON Schema 2020-12) is public; an export of this version validates against it for ever.
Values are as stored: dates by ISO 8601, codes of the state machines, municipalities by their
local-government code. Basis: 個人情報の保護に関する法律 第76条 (disclosure to the person).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils import translation

from casework import clock
from digitalresidents.fields import FIELDS, Entry, held_about, label_of
from digitalresidents.models import Registration

FORMAT = "dejima-resident"
VERSION = 1
DAY = {"type": ["string", "null"], "format": "date"}
TEXT = {"type": "string"}


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _rows(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": _closed(**properties)}


PERIOD = {"tier": {"enum": ["basic", "premium"]}, "starts_on": DAY, "ends_on": DAY, "origin": TEXT}
CONSENT = {
    "purpose": TEXT,
    "notice_version": {"type": "integer"},
    "action": {"enum": ["given", "withdrawn"]},
    "at": {"type": "string", "format": "date-time"},
    "assisted": {"type": "boolean"},
}
ACTIVITY = {
    "kind": TEXT,
    "activity_on": DAY,
    "description": TEXT,
    "status": TEXT,
    "reasons": TEXT,
    "reported_at": {"type": "string", "format": "date-time"},
}
FIELD = {
    "field": TEXT,
    "label": TEXT,
    "value": {"type": ["string", "null"]},
    "purpose": TEXT,
    "basis": TEXT,
    "retention": TEXT,
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of an export."""
    registration = _closed(
        zone=_closed(slug=TEXT, name=TEXT),
        fields={"type": "array", "items": _closed(**FIELD)},
        periods=_rows(**PERIOD),
        consents=_rows(**CONSENT),
        activities=_rows(**ACTIVITY),
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "デジタル住民について保有する情報",
        **_closed(
            format={"const": FORMAT},
            version={"const": VERSION},
            exported_at={"type": "string", "format": "date-time"},
            person={"type": "array", "items": _closed(**FIELD)},
            registrations={"type": "array", "items": registration},
            derived=_rows(field=TEXT, label=TEXT, purpose=TEXT, retention=TEXT),
        ),
    }


def export(user: Any) -> dict[str, Any] | None:
    """Return all that is held about an account's person, None when nothing is; words in Japanese.

    ``derived`` names what is stored besides and made from the rest, or by the console to name the
    person by a pseudonym: its values would betray how the trail names people.
    """
    found = list(
        Registration.objects.of(user)
        .select_related("resident__residence_prefecture", "resident__residence_municipality")
        .prefetch_related("consents__notice", "activities")
    )
    resident = found[0].resident if found else None
    if resident is None:
        return None
    with translation.override("ja"):
        return {
            "format": FORMAT,
            "version": VERSION,
            "exported_at": clock.now().astimezone(clock.JST).isoformat(),
            "person": _fields(resident),
            "registrations": [_registration(own) for own in found],
            "derived": _derived(resident) + _derived(found[0]),
        }


def _fields(record: Any) -> list[dict[str, Any]]:
    return [
        {"field": name, "value": _plain(getattr(record, name)), **_why(record, name, entry)}
        for name, entry in FIELDS[type(record).__name__].items()
        if entry.shown
    ]


def _why(record: Any, name: str, entry: Entry) -> dict[str, str]:
    return {
        "label": str(label_of(type(record), name)),
        "purpose": str(entry.purpose),
        "basis": entry.basis,
        "retention": str(entry.retention),
    }


def _derived(record: Any) -> list[dict[str, str]]:
    return [
        {
            "field": f"{type(record).__name__}.{name}",
            "label": str(label_of(type(record), name)),
            "purpose": str(entry.purpose),
            "retention": str(entry.retention),
        }
        for name, entry in FIELDS[type(record).__name__].items()
        if not entry.shown
    ]


def _plain(value: Any) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value.pk if hasattr(value, "pk") else value)


def _registration(own: Registration) -> dict[str, Any]:
    return {
        "zone": {"slug": own.zone.slug, "name": own.zone.name},
        "fields": _fields(own),
        "periods": [{name: _raw(row, name) for name in PERIOD} for row in own.periods.all()],
        "consents": [
            {
                **{name: _raw(row, name) for name in CONSENT if name != "notice_version"},
                "notice_version": row.notice.version,
            }
            for row in own.consents.all()
        ],
        "activities": [
            {name: _raw(row, name) for name in ACTIVITY} for row in own.activities.all()
        ],
    }


def _raw(row: Any, name: str) -> Any:
    value = getattr(row, name)
    return value.isoformat() if isinstance(value, date | datetime) else value


def printed(user: Any) -> dict[str, Any] | None:
    """Return the context of the readable document: the same records in words; None when nothing is held."""
    found = list(
        Registration.objects.of(user).prefetch_related("consents__notice", "activities", "periods")
    )
    resident = found[0].resident if found else None
    if resident is None:
        return None
    return {
        "name": resident.name,
        "today": clock.today(),
        "person": list(held_about(resident)),
        "registrations": [(own, list(held_about(own))) for own in found],
        "derived": _derived(resident) + _derived(found[0]),
    }
