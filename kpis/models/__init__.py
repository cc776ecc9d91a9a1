"""Indicators, observations, and evidence reviews."""

from kpis.models.indicators import Indicator, Target
from kpis.models.observations import Observation, PreparedFigure, Snapshot
from kpis.models.reviews import (
    Citation,
    EvidenceReview,
    HarmClaim,
    ReviewComment,
    Verdict,
)

__all__ = [
    "Citation",
    "EvidenceReview",
    "HarmClaim",
    "Indicator",
    "Observation",
    "PreparedFigure",
    "ReviewComment",
    "Snapshot",
    "Target",
    "Verdict",
]
