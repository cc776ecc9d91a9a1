"""Companies, applications, determinations, exemptions and reports."""

from applications.models.appeal import Appeal
from applications.models.application import Application, PlanRevision
from applications.models.binding import Binding, Edition, Site
from applications.models.bridge import Bridge
from applications.models.company import Company
from applications.models.concern import ApplicationText, Concern
from applications.models.conditions import Condition, ConditionCheck
from applications.models.consultation import Consultation
from applications.models.costs import ApplicantHours, CostEntry, Donation, HourlyRate, WorkLog
from applications.models.delay import DelayNotice
from applications.models.disclosure import DisclosureRequest, SecretMark
from applications.models.dispatch import Dispatch, Sending
from applications.models.duties import Assignment, InterestDeclaration
from applications.models.exemption import Exemption, Suspension
from applications.models.finder import ExemptionText
from applications.models.findings import Finding
from applications.models.handover import Handover, HandoverLine
from applications.models.hearing import Hearing, Inspection
from applications.models.incident import Incident
from applications.models.joining import CallEntry, WindDown, ZoneProposal
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
from applications.models.order import Order
from applications.models.overlap import Overlap
from applications.models.overlays import Clarification, Opinion, OpinionVersion
from applications.models.papers import CoApplicant, Statement
from applications.models.people import CompanyMember, Invitation, PowerOfAttorney
from applications.models.phrases import StandardPhrase
from applications.models.proposal import Proposal, ProposalLine, Stamp
from applications.models.public_notice import PublicNotice
from applications.models.report import Report, ReportFigure
from applications.models.retention import DisposalBatch, DisposalItem, RetentionExtension
from applications.models.standard import StandardMeasure, StandardOffer, StandardUse
from applications.models.support import SupportRequest
from applications.models.support_case import Balance, SupportCase, SupportEntry
from applications.models.tokens import ApiToken

__all__ = [
    "ApiToken",
    "Appeal",
    "ApplicantHours",
    "Application",
    "ApplicationText",
    "Assignment",
    "Balance",
    "Binding",
    "Bridge",
    "CallEntry",
    "CarriedAnswer",
    "ChangeRequest",
    "Clarification",
    "CoApplicant",
    "Company",
    "CompanyMember",
    "Concern",
    "Condition",
    "ConditionCheck",
    "Consultation",
    "CostEntry",
    "DelayNotice",
    "DeliveryConsent",
    "Determination",
    "DisclosureRequest",
    "Dispatch",
    "DisposalBatch",
    "DisposalItem",
    "Donation",
    "Edition",
    "Exemption",
    "ExemptionText",
    "FactMark",
    "FactUse",
    "FactValue",
    "Finding",
    "Handover",
    "HandoverLine",
    "Hearing",
    "HourlyRate",
    "Incident",
    "Inspection",
    "InterestDeclaration",
    "Invitation",
    "LastLook",
    "Letter",
    "Opinion",
    "OpinionVersion",
    "Order",
    "Overlap",
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
    "Site",
    "Stamp",
    "StandardMeasure",
    "StandardOffer",
    "StandardPhrase",
    "StandardUse",
    "Statement",
    "Succession",
    "SupportCase",
    "SupportEntry",
    "SupportRequest",
    "Suspension",
    "WindDown",
    "WorkLog",
    "ZoneProposal",
]
