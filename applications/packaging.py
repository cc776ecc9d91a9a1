"""The package handed to whoever requested disclosure: the redacted copy, the files disclosed, a list of hashes."""

import hashlib
import json
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.template.loader import render_to_string

from applications import redaction
from casework import clock, files
from casework.models import StoredFile

SLOT = "package"


def contents_of(request: Any) -> dict[str, bytes]:
    """Return the package's parts by name; what is withheld is in none of them."""
    copy = redaction.copy_of(request.application, request.withheld)
    context = {"application": request.application, "copy": copy, "request_record": request}
    page = render_to_string("applications/office/package.html", context)
    parts = {"application.html": page.encode()}
    for number, row in enumerate(copy["files"], start=1):
        stored = row.get("stored")
        if stored is not None and not stored.is_quarantined:
            with stored.content.open("rb") as content:
                parts[f"files/{number:02d}-{stored.name}"] = content.read()
    listed = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    parts["sha256.json"] = json.dumps(listed, ensure_ascii=False, indent=1).encode()
    return parts


def make_package(request: Any, actor: Any) -> StoredFile:
    """Store the package on the request."""
    moment = clock.now().astimezone(clock.JST).timetuple()[:6]
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in contents_of(request).items():
            archive.writestr(ZipInfo(name, moment), data, ZIP_DEFLATED)
    return files.store_made(
        request,
        buffer.getvalue(),
        name=f"{request.number}.zip",
        media_type="application/zip",
        slot=SLOT,
        actor=actor,
    )
