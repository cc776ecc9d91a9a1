"""Writing and verifying the audit trail."""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from casework import clock
from casework.actors import identity_of
from casework.fsm import Case
from casework.hooks import qualify_actor
from casework.models.audit import AuditEntry, DailyHead

PERSON_FREE = (bool, int, float, date, datetime, type(None))


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def recordable(inputs: dict[str, Any], record: Iterable[str]) -> dict[str, Any]:
    """Return what of a step's inputs may stand in the chain.

    Codes named in ``record``, numbers and dates are copied; records of the database by their key;
    anything else (free text, files) only as a SHA-256, so that no personal text enters the chain.
    """
    kept: dict[str, Any] = {}
    for name, value in sorted(inputs.items()):
        if isinstance(value, models.Model):
            kept[name] = f"{value._meta.label_lower}:{value.pk}"
        elif name in record or isinstance(value, PERSON_FREE):
            kept[name] = value
        elif value not in ("", [], {}, ()):
            kept[name] = {"sha256": _digest(value)}
    return json.loads(json.dumps(kept, cls=DjangoJSONEncoder))


def append(
    case: Case,
    *,
    step: str,
    source: str,
    actor: Any,
    role: str,
    basis: str,
    inputs: dict[str, Any] | None = None,
    record: Iterable[str] = (),
) -> AuditEntry:
    """Append one entry to the chain of a case whose row is locked by the caller."""
    identity = identity_of(actor, case)
    organisation = identity.organisation
    if capacity := qualify_actor.first(actor, case, role):
        organisation = f"{organisation}（{capacity}）".removeprefix("（")[:150]
    last = (
        AuditEntry.objects.filter(case_type=case.case_type, case_id=case.pk)
        .order_by("-seq")
        .values_list("seq", "hash")
        .first()
    ) or (0, "")
    entry = AuditEntry(
        case_type=case.case_type,
        case_id=case.pk,
        seq=last[0] + 1,
        step=step,
        source=source,
        target=case.status,
        actor_kind=identity.kind,
        actor_ref="" if identity.kind != "person" else str(actor.pk),
        actor_name=identity.name,
        actor_role=role,
        actor_organisation=organisation,
        zone=case.zone_code,
        basis=basis,
        data=recordable(inputs or {}, record),
        at=clock.now(),
        simulated=clock.is_simulated(),
        previous_hash=last[1],
    )
    entry.hash = entry.computed_hash()
    entry.save(force_insert=True)
    return entry


def trail(case: Case) -> models.QuerySet[AuditEntry]:
    """Return the entries of a case in their order."""
    return AuditEntry.objects.filter(case_type=case.case_type, case_id=case.pk).order_by("seq")


def broken_entries(entries: Iterable[AuditEntry]) -> Iterator[tuple[AuditEntry, str]]:
    """Yield each entry whose chain is broken, with what is wrong; entries ordered by case and seq."""
    case, seq, previous = None, 0, ""
    for entry in entries:
        key = (entry.case_type, entry.case_id)
        if key != case:
            case, seq, previous = key, 0, ""
        if entry.seq != seq + 1:
            yield entry, "missing entry before it"
        elif entry.previous_hash != previous:
            yield entry, "does not follow the entry before it"
        elif entry.hash != entry.computed_hash():
            yield entry, "content differs from its hash"
        seq, previous = entry.seq, entry.hash


def _head_digest(previous: str, salt: str, hashes: Iterable[str]) -> str:
    digest = hashlib.sha256(f"{previous}:{salt}".encode())
    for one in hashes:
        digest.update(one.encode())
    return digest.hexdigest()


def _entries_of(day: date, after: int, upto: int | None = None) -> models.QuerySet[AuditEntry]:
    entries = AuditEntry.objects.filter(pk__gt=after)
    if upto is not None:
        return entries.filter(pk__lte=upto).order_by("pk")
    end = datetime.combine(day + timedelta(days=1), time(), clock.JST)
    return entries.filter(at__lt=end).order_by("pk")


def make_daily_head(day: date) -> DailyHead:
    """Make, or return, the head over all entries up to the end of a day."""
    if head := DailyHead.objects.filter(day=day).first():
        return head
    previous = DailyHead.objects.filter(day__lt=day).order_by("-day").first()
    after = previous.last_entry if previous else 0
    rows = list(_entries_of(day, after).values_list("pk", "hash"))
    salt = secrets.token_hex(32)
    digest = _head_digest(previous.digest if previous else "", salt, (h for _pk, h in rows))
    return DailyHead.objects.create(
        day=day,
        last_entry=rows[-1][0] if rows else after,
        salt=salt,
        digest=digest,
        made_at=clock.now(),
    )


def broken_heads() -> Iterator[DailyHead]:
    """Yield each daily head that its entries no longer give."""
    previous, after = "", 0
    for head in DailyHead.objects.order_by("day"):
        hashes = _entries_of(head.day, after, head.last_entry).values_list("hash", flat=True)
        if _head_digest(previous, head.salt, hashes) != head.digest:
            yield head
        previous, after = head.digest, head.last_entry
