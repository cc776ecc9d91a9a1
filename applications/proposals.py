"""The content of a determination before it is one: canonical, hashed, and read back."""

import hashlib
import json
from datetime import date
from typing import Any

DATES = ("starts_on", "ends_on")


def content_of(inputs: dict[str, Any]) -> dict[str, Any]:
    """Return the inputs of ``determine`` as plain JSON: dates in ISO form, absent and empty alike."""
    content = json.loads(json.dumps(inputs, default=_plain, ensure_ascii=False))
    return {key: value for key, value in content.items() if value not in (None, "", [])}


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a content as canonical JSON (keys sorted, UTF-8, no spaces)."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def inputs_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return a content as the inputs of ``determine``."""
    inputs = {"reason_codes": [], "reasons": "", "text_granted": "", "conditions": [], **content}
    for name in DATES:
        inputs[name] = date.fromisoformat(content[name]) if content.get(name) else None
    return inputs
