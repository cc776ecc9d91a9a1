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
    taken = _proposals(application)
    more = ({"support": asked} if asked else {}) | ({"standard": taken} if taken else {})
    return more | {
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


def _proposals(application: Any) -> list[list[Any]]:
    uses = application.measures.filter(standard_use__isnull=False).select_related(
        "standard_use__standard"
    )
    found = (measure.standard_use for measure in uses.order_by("position", "pk"))
    return [
        [u.standard.slug, u.standard.number, u.conditions, u.indicators, u.evaluation]
        for u in found
    ]


def content_sha256(application: Any) -> str:
    """Return the SHA-256 of the content as canonical JSON."""
    return hashlib.sha256(canonical(content_of(application)).encode()).hexdigest()
