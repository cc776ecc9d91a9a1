"""What was fetched from gBizINFO, on its way through the person's page: signed, so that only what
the register said is kept as its word."""

from typing import Any

from django.core import signing

from applications.gbizinfo import Record
from applications.ledger.codes import Source

SALT = "applications.gbizinfo"
MAX_AGE_SECONDS = 1800


def sign(record: Record, user: Any) -> str:
    """Return a record as a signed text for a hidden field; it holds for half an hour and one person."""
    content = [user.pk, record.number, record.values, record.updated_on, record.closed_on]
    return signing.dumps(content, salt=SALT, compress=True)


def read(token: str, user: Any) -> Record | None:
    """Return the record of a signed text; None when it is forged, too old or another person's."""
    try:
        owner, *content = signing.loads(token, salt=SALT, max_age=MAX_AGE_SECONDS)
    except signing.BadSignature:
        return None
    return Record(*content) if owner == user.pk else None


def source_of(record: Record) -> dict[str, Any]:
    """Return the source of a record's values as the ledger keeps it."""
    return {
        "source": Source.GBIZINFO,
        "source_detail": record.endpoint,
        "as_of": record.as_of,
    }
