"""Companies, applications, determinations, exemptions and reports."""

from applications.models.application import Application, PlanRevision
from applications.models.company import Company, CompanyMember
from applications.models.exemption import Condition, Exemption, Suspension
from applications.models.measure import Determination, RequestedMeasure
from applications.models.overlays import Clarification, Opinion
from applications.models.report import Report, ReportFigure

__all__ = [
    "Application",
    "Clarification",
    "Company",
    "CompanyMember",
    "Condition",
    "Determination",
    "Exemption",
    "Opinion",
    "PlanRevision",
    "Report",
    "ReportFigure",
    "RequestedMeasure",
    "Suspension",
]
