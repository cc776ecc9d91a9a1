"""Companies, applications, determinations, exemptions and reports."""

from applications.models.appeal import Appeal
from applications.models.application import Application, PlanRevision
from applications.models.company import Company
from applications.models.concern import ApplicationText, Concern
from applications.models.consultation import Consultation
from applications.models.delay import DelayNotice
from applications.models.disclosure import DisclosureRequest, SecretMark
from applications.models.dispatch import Dispatch, Sending
from applications.models.duties import Assignment, InterestDeclaration
from applications.models.exemption import Condition, Exemption, Suspension
from applications.models.finder import ExemptionText
from applications.models.findings import Finding
from applications.models.handover import Handover, HandoverLine
from applications.models.incident import Incident
from applications.models.later import ChangeRequest, Reissue, Succession
from applications.models.ledger import (
    CarriedAnswer,
    FactMark,
    FactUse,
    FactValue,
    ReuseConsent,
)
from applications.models.letters import DeliveryConsent, Letter
from applications.models.looks import LastLook
from applications.models.measure import Determination, RequestedMeasure
from applications.models.overlays import Clarification, Opinion, OpinionVersion
from applications.models.papers import CoApplicant, Statement
from applications.models.people import CompanyMember, Invitation, PowerOfAttorney
from applications.models.phrases import StandardPhrase
from applications.models.proposal import Proposal, ProposalLine, Stamp
from applications.models.public_notice import PublicNotice
from applications.models.report import Report, ReportFigure
from applications.models.retention import DisposalBatch, DisposalItem, RetentionExtension
from applications.models.support import SupportRequest

__all__ = [
    "Appeal",
    "Application",
    "ApplicationText",
    "Assignment",
    "CarriedAnswer",
    "ChangeRequest",
    "Clarification",
    "CoApplicant",
    "Company",
    "CompanyMember",
    "Concern",
    "Condition",
    "Consultation",
    "DelayNotice",
    "DeliveryConsent",
    "Determination",
    "DisclosureRequest",
    "Dispatch",
    "DisposalBatch",
    "DisposalItem",
    "Exemption",
    "ExemptionText",
    "FactMark",
    "FactUse",
    "FactValue",
    "Finding",
    "Handover",
    "HandoverLine",
    "Incident",
    "InterestDeclaration",
    "Invitation",
    "LastLook",
    "Letter",
    "Opinion",
    "OpinionVersion",
    "PlanRevision",
    "PowerOfAttorney",
    "Proposal",
    "ProposalLine",
    "PublicNotice",
    "Reissue",
    "Report",
    "ReportFigure",
    "RequestedMeasure",
    "RetentionExtension",
    "ReuseConsent",
    "SecretMark",
    "Sending",
    "Stamp",
    "StandardPhrase",
    "Statement",
    "Succession",
    "SupportRequest",
    "Suspension",
]
