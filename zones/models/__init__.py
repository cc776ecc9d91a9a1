"""Places, laws, zones, and who works where."""

from zones.models.calls import Call, ExpiryWarning, Mandate, Preparation
from zones.models.criteria import CriteriaVersion, Criterion
from zones.models.documents import DocumentNumber
from zones.models.intake import Intake
from zones.models.limits import SupportLimit
from zones.models.organisations import Membership, Organisation
from zones.models.oversight import Demand, Revocation
from zones.models.plan import Consent, HearingOpinion, ZoneChange
from zones.models.plans import MunicipalPlan
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
    "Call",
    "Consent",
    "CriteriaVersion",
    "Criterion",
    "DataSource",
    "Demand",
    "DocumentNumber",
    "ExpiryWarning",
    "HearingOpinion",
    "Intake",
    "Law",
    "LegalBasis",
    "Mandate",
    "Membership",
    "MunicipalPlan",
    "Municipality",
    "Organisation",
    "Prefecture",
    "Preparation",
    "Procedure",
    "Revocation",
    "SpecialMeasure",
    "SupportInstrument",
    "SupportLimit",
    "Zone",
    "ZoneChange",
    "ZonePolicy",
]
