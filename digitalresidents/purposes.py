"""The purpose notices that ship with the console; a town changes one by adding a version."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

NOTICES = Path(__file__).parent / "data" / "purpose_notices.csv"


def load_notices(model: Any) -> int:
    """Add the notices of ``data/purpose_notices.csv`` that ``model`` (PurposeNotice) lacks; count them.

    A version that exists is never changed: people consented to its words.
    """
    added = 0
    with NOTICES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _notice, is_new = model.objects.get_or_create(
                purpose=row["purpose"],
                version=int(row["version"]),
                defaults={
                    "effective_on": date.fromisoformat(row["effective_on"]),
                    "needs_consent": row["needs_consent"] == "yes",
                    "basis": row["basis"],
                    "text": row["text"],
                },
            )
            added += is_new
    return added
