"""Places, laws, zones, and who works where."""

from zones.models.criteria import CriteriaVersion, Criterion
from zones.models.documents import DocumentNumber
from zones.models.intake import Intake
from zones.models.organisations import Membership, Organisation
from zones.models.policy import ZonePolicy
from zones.models.procedures import LegalBasis, Procedure
from zones.models.reference import (
    Boundary,
    DataSource,
    Law,
    Municipality,
    Prefecture,
    SpecialMeasure,
)
from zones.models.staffing import Appointment
from zones.models.support import SupportInstrument
from zones.models.zone import Zone

__all__ = [
    "Appointment",
    "Boundary",
    "CriteriaVersion",
    "Criterion",
    "DataSource",
    "DocumentNumber",
    "Intake",
    "Law",
    "LegalBasis",
    "Membership",
    "Municipality",
    "Organisation",
    "Prefecture",
    "Procedure",
    "SpecialMeasure",
    "SupportInstrument",
    "Zone",
    "ZonePolicy",
]
