"""The record of a case in one document: consultation, messages, corrections, opinions, determinations.

In the order in which they happened, minority opinions included. What the reader may not know is not
in it: an undisclosed determination, notes, and for the applicant the opinions before disclosure.
The document holds codes and texts, no labels, so that its hash is the same in every language.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from applications.consulting.scope import APPLICATION, CONSULTATION
from applications.models import Application
from applications.office.scope import sees_determination
from applications.workflow import ApplicationStatus, MeasureStatus, OpinionStatus
from casework.models import Message
from casework.models.thread import OUTSIDE
from zones.roles import offices_of

SCHEMA = "dejima.record/1"


@dataclass(frozen=True)
class Reader:
    """For whom the record is made: ``user`` from an office (``offices`` set), or the applicant."""

    user: Any
    is_office: bool
    with_notes: bool = False

    def sees(self, measure: Any) -> bool:
        """Tell whether the reader may know how a measure was determined."""
        if self.is_office:
            return sees_determination(measure, self.user)
        return measure.status == MeasureStatus.DISCLOSED


def record_of(application: Application, reader: Reader) -> dict[str, Any]:
    """Return the record as plain data; ``application`` comes from ``for_page()``."""
    entries = sorted(_entries(application, reader), key=lambda e: (e["at"], e["kind"], e["key"]))
    return {
        "schema": SCHEMA,
        "reader": "office" if reader.is_office else "applicant",
        "notes": reader.with_notes,
        "number": application.number,
        "title": application.title,
        "company": application.company.name,
        "zone": application.zone.slug,
        "procedure": application.procedure_id,
        "entries": entries,
    }


def canonical(record: dict[str, Any]) -> str:
    """Return a record as canonical JSON (keys sorted, UTF-8, no spaces)."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(record: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON."""
    return hashlib.sha256(canonical(record).encode()).hexdigest()


def _entry(kind: str, key: int, at: datetime, who: str, **more: Any) -> dict[str, Any]:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"kind": kind, "key": key, "at": moment, "who": who, **more}


def _entries(application: Application, reader: Reader) -> Iterator[dict[str, Any]]:
    yield from _filing(application)
    yield from _messages(application, reader)
    yield from _corrections(application)
    if reader.is_office or application.status == ApplicationStatus.DISCLOSED:
        yield from _opinions(application)
    for measure in application.measures.all():
        if reader.sees(measure) and measure.determination is not None:
            yield _determination(measure)


def _filing(application: Application) -> Iterator[dict[str, Any]]:
    who = application.company.name
    for consultation in application.consultations.all():
        yield _entry(
            "consultation",
            consultation.pk,
            consultation.opened_at,
            who,
            title=consultation.subject,
            number=consultation.number,
        )
    if application.arrived_at:
        yield _entry("arrived", application.pk, application.arrived_at, who)
    if application.withdrawn_at:
        yield _entry("withdrawn", application.pk, application.withdrawn_at, who)


def _messages(application: Application, reader: Reader) -> Iterator[dict[str, Any]]:
    asked = [c.pk for c in application.consultations.all()]
    found = Message.objects.filter(case_type=APPLICATION, case_id=application.pk)
    found |= Message.objects.filter(case_type=CONSULTATION, case_id__in=asked)
    found = found.readable_in(offices_of(reader.user)) if reader.with_notes else found.outside()
    for m in found.order_by("pk"):
        kind = "guidance" if m.is_guidance else "message" if m.side in OUTSIDE else "note"
        more = {
            name: value for name in ("purpose", "officer", "power") if (value := getattr(m, name))
        }
        if m.spoken_on:
            more["spoken_on"] = m.spoken_on.isoformat()
        yield _entry(
            kind,
            m.pk,
            m.at,
            m.author_name,
            organisation=m.organisation,
            side=m.side,
            text=m.body,
            files=m.attachments,
            **more,
        )


def _corrections(application: Application) -> Iterator[dict[str, Any]]:
    office = application.examining_office.name if application.examining_office else ""
    for c in application.clarifications.all():
        yield _entry(
            "correction_requested",
            c.pk,
            c.requested_at,
            office,
            text=c.message,
            fields=c.fields,
            reason=c.reason_code,
            due_on=c.due_on.isoformat(),
        )
        if c.answered_at:
            changes = [
                {"fact": f.key, "before": before, "after": after}
                for f, before, after in c.changes()
            ]
            yield _entry(
                "correction_answered",
                c.pk,
                c.answered_at,
                application.company.name,
                changes=changes,
            )


def _opinions(application: Application) -> Iterator[dict[str, Any]]:
    given = [o for o in application.opinions.all() if o.status == OpinionStatus.GIVEN]
    views = Counter(o.view for o in given)
    for o in given:
        yield _entry(
            "opinion",
            o.pk,
            o.given_at,
            o.given_by_name,
            organisation=o.organisation.name,
            view=o.view,
            is_minority=views[o.view] * 2 < len(given),
            text=o.text,
            reasons=o.reason_codes,
        )


def _determination(measure: Any) -> dict[str, Any]:
    d = measure.determination
    return _entry(
        "determination",
        d.pk,
        d.signed_at,
        d.signer_name,
        organisation=d.signer_office,
        title=str(measure),
        outcome=d.outcome,
        text=d.text_granted,
        reasons=d.reason_codes,
        reasons_text=d.reasons,
        criteria=d.criteria,
        basis=d.basis,
        disclosed_at=measure.disclosed_at.astimezone(UTC).isoformat(timespec="microseconds")
        if measure.disclosed_at
        else None,
    )
