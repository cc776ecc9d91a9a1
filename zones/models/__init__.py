"""Places, laws, zones, and who works where."""

from zones.models.organisations import Membership, Organisation
from zones.models.procedures import LegalBasis, Procedure
from zones.models.reference import (
    Boundary,
    DataSource,
    Law,
    Municipality,
    Prefecture,
    SpecialMeasure,
)
from zones.models.zone import Zone

__all__ = [
    "Boundary",
    "DataSource",
    "Law",
    "LegalBasis",
    "Membership",
    "Municipality",
    "Organisation",
    "Prefecture",
    "Procedure",
    "SpecialMeasure",
    "Zone",
]
