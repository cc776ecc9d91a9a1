"""The hash that proves which plan arrived."""

import hashlib
import json
from typing import Any


def plan_sha256(plan: dict[str, Any]) -> str:
    """Return the SHA-256 of a plan as canonical JSON (keys sorted, UTF-8, no spaces)."""
    text = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
