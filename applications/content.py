"""The content of an application as one hash: what a signature or a confirmation is bound to."""

import hashlib
import json
from typing import Any

from applications import facts
from casework.files import files_of

# Parties that stand on the application; those who declined or were taken off do not.
STANDING = ("invited", "confirmed")


def canonical(value: Any) -> str:
    """Return a value as canonical JSON: keys sorted, UTF-8, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def content_of(application: Any) -> dict[str, Any]:
    """Return everything that is declared: parties, plan, measures, support, each file by its hash."""
    # Without requests the content is what it was before there were any: signatures keep holding.
    asked = sorted(application.support_requests.values_list("instrument_id", flat=True))
    return ({"support": asked} if asked else {}) | {
        "application": application.pk,
        "company": application.company.corporate_number,
        "zone": application.zone_id,
        "procedure": application.procedure_id,
        "title": application.title,
        "plan": facts.as_filed(application.plan, application.plan_schema),
        "measures": [
            [m.law_title, m.article, m.text_asked, m.authority_id]
            for m in application.measures.all()
        ],
        "files": [[f.slot, f.name, f.sha256] for f in files_of(application)],
        "parties": [
            [p.corporate_number, p.name, p.role, p.work]
            for p in application.co_applicants.all()
            if p.status in STANDING
        ],
    }


def content_sha256(application: Any) -> str:
    """Return the SHA-256 of the content as canonical JSON."""
    return hashlib.sha256(canonical(content_of(application)).encode()).hexdigest()
