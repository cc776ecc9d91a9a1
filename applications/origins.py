"""Where a standard measure comes from, and how that ended: read from the register, never typed.

An origin is a mapping of plain text and codes: ``kind`` (exemption or measure), ``zone``, ``number``,
``name``, ``authority``, ``started``, ``ended``, ``verdict`` (`OriginVerdict`), ``verdict_text``,
``verdict_on`` (ISO day or ""), ``reasons``, ``url``, ``source``, ``unverified``.
"""

from datetime import date
from typing import Any

from applications import hooks
from applications.codes_standard import EVALUATION_PARTS, OUTCOMES, OriginVerdict
from casework.calendar import wareki
from zones.source_words import law_text_source, said

Origin = dict[str, Any]


def design_of(exemption: Any) -> dict[str, Any] | None:
    """Return the design of the evaluation with which an exemption's measure came from a package.

    A mapping of ``EVALUATION_PARTS``, ``indicators`` (codes), ``name`` and ``zone`` of the origin and
    ``url`` of the package; None where the measure came from no package, or its design says nothing.
    """
    use = getattr(exemption.measure, "standard_use", None)
    if use is None or not (use.indicators or any(use.evaluation.values())):
        return None
    return {
        **{part: str(use.evaluation.get(part, "")) for part in EVALUATION_PARTS},
        "indicators": list(use.indicators),
        "name": use.standard.name,
        "zone": use.standard.shown_origin()["zone"],
        "url": use.standard.public_url(),
    }


def of_exemption(exemption: Any) -> Origin:
    """Return the origin in an exemption of this console, with the published verdict on it."""
    review = hooks.origin_review.first(exemption) or {}
    verdict = review.get("verdict") or OriginVerdict.NONE
    return {
        "kind": "exemption",
        "zone": exemption.zone.name,
        "number": exemption.public_number,
        "name": exemption.title,
        "authority": exemption.authority.name,
        "started": exemption.began_on.isoformat() if exemption.began_on else "",
        "ended": (exemption.ended_on or exemption.ends_on).isoformat(),
        "verdict": str(verdict),
        "verdict_text": review.get("number", ""),
        "verdict_on": review.get("decided_on", ""),
        "reasons": review.get("reasons", ""),
        "url": review.get("url") or f"/register/exemptions/{exemption.public_number}/",
        "source": "",
        "unverified": [],
    }


def of_measure(measure: Any) -> Origin:
    """Return the origin in a real measure of the reference data, with its true outcome and source."""
    verdict = OUTCOMES.get(measure.outcome, measure.outcome)
    on = measure.ended_on if measure.ended_precision == "day" else None
    return {
        "kind": "measure",
        "zone": measure.place_text,
        "number": measure.code,
        "name": measure.name,
        "authority": measure.get_authority_display(),
        "started": measure.started_text,
        "ended": measure.ended_text,
        "verdict": str(OriginVerdict(verdict)),
        "verdict_text": measure.outcome_note,
        "verdict_on": on.isoformat() if on else "",
        "reasons": "",
        "url": f"/register/measures/{measure.code}/",
        "source": measure.source_text,
        "unverified": list(measure.unverified_fields),
    }


def for_reader(origin: Origin) -> Origin:
    """Return an origin as it is read: Japanese days, no marks of the reviewers, its source in parts."""
    return {
        **origin,
        "zone": said(origin["zone"]),
        "started": _day(origin["started"]),
        "ended": _day(origin["ended"]),
        "sources": [
            law_text_source(part.strip()) for part in origin["source"].split(" ; ") if part.strip()
        ],
    }


def _day(text: str) -> str:
    """Return an ISO day as 令和8年11月23日; other words (2003, 2014-03) without the reviewers' marks."""
    try:
        return wareki(date.fromisoformat(text))
    except ValueError:
        return said(text)
