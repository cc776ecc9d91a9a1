"""The package for the archives (移管): the whole file as data, its stored files, and a list of hashes."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder

from applications.retention.erasing import CaseFile
from casework import clock, files
from casework.audit import trail
from casework.models import StoredFile

SLOT = "archive"


def _json(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder, default=str)
    return text.encode()


def parts_of(case_file: CaseFile) -> dict[str, bytes]:
    """Return the package by name: what the case is, what it says, its trail, its files, the hashes."""
    application = case_file.application
    about = {
        "number": application.number,
        "title": application.title,
        "zone": application.zone.name,
        "company": application.company.name,
        "procedure": application.procedure.name,
        "status": application.status,
        "arrived_at": application.arrived_at,
        "disclosed_at": application.disclosed_at,
        "withdrawn_at": application.withdrawn_at,
    }
    entries = [
        {"seq": e.seq, "step": e.step, "actor": e.actor_name, "at": e.at, "hash": e.hash}
        for e in trail(application)
    ]
    found = {
        "about.json": _json(about),
        "content.json": _json(case_file.contents),
        "trail.json": _json(entries),
    }
    for number, stored in enumerate(case_file.files(), start=1):
        if not stored.is_quarantined:
            with stored.content.open("rb") as content:
                found[f"files/{number:03d}-{stored.name.replace('/', '_')}"] = content.read()
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in found.items()}
    return {**found, "sha256.json": _json(listed)}


def pack(case_file: CaseFile, batch: Any, actor: Any) -> StoredFile:
    """Store the package on the proposal; it stays until the archives have confirmed its receipt."""
    moment = clock.now().astimezone(clock.JST).timetuple()[:6]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in parts_of(case_file).items():
            archive.writestr(ZipInfo(name, moment), data, ZIP_DEFLATED)
    return files.store_made(
        batch,
        buffer.getvalue(),
        name=f"{case_file.application.number}.zip",
        media_type="application/zip",
        slot=SLOT,
        actor=actor,
    )
