"""Residents, their registrations, and what they consented to."""

# Roles and models of zones need each other; this order works whichever app Django loads first.
import zones.models  # noqa: F401, I001

from digitalresidents.models.activity import ActivityProof
from digitalresidents.models.consent import ConsentRecord, PurposeNotice
from digitalresidents.models.registration import Registration, TierPeriod
from digitalresidents.models.resident import Resident
from digitalresidents.models.scheme import ResidentScheme

__all__ = [
    "ActivityProof",
    "ConsentRecord",
    "PurposeNotice",
    "Registration",
    "Resident",
    "ResidentScheme",
    "TierPeriod",
]
