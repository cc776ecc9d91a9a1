"""The evaluation plan: what is fixed before the trial, and the hash that freezes it."""

import hashlib
import json
from typing import Any


def plan_of(review: Any) -> dict[str, Any]:
    """Return the content of a plan as it stands: plain text and codes, in a fixed form."""
    indicators = review.indicators.order_by("code") if review.pk else ()
    return {
        "question": review.question.strip(),
        "indicators": [
            {"code": one.code, "name": one.name, "definition_version": one.definition_version}
            for one in indicators
        ],
        "baseline": review.baseline.strip(),
        "comparison": review.comparison.strip(),
        "method": review.method.strip(),
        "threshold": review.threshold.strip(),
    }


def digest(content: Any) -> str:
    """Return the SHA-256 of a content as canonical JSON (sorted keys, no spaces, UTF-8)."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
