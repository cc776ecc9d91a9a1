"""The state machines of this app: states and steps, nothing else."""

from applications.workflow.application import ApplicationStatus, ApplicationWorkflow
from applications.workflow.consultation import ConsultationStatus, ConsultationWorkflow
from applications.workflow.duties import DutySteps
from applications.workflow.exemption import ExemptionStatus, ExemptionWorkflow
from applications.workflow.findings import FindingSteps
from applications.workflow.measure import MeasureStatus, MeasureWorkflow
from applications.workflow.overlays import (
    ClarificationStatus,
    ClarificationWorkflow,
    OpinionStatus,
    OpinionWorkflow,
)
from applications.workflow.people import (
    InvitationStatus,
    InvitationWorkflow,
    MemberStatus,
    MemberWorkflow,
)
from applications.workflow.powers import PowerStatus, PowerWorkflow
from applications.workflow.report import ReportStatus, ReportWorkflow

__all__ = [
    "ApplicationStatus",
    "ApplicationWorkflow",
    "ClarificationStatus",
    "ClarificationWorkflow",
    "ConsultationStatus",
    "ConsultationWorkflow",
    "DutySteps",
    "ExemptionStatus",
    "ExemptionWorkflow",
    "FindingSteps",
    "InvitationStatus",
    "InvitationWorkflow",
    "MeasureStatus",
    "MeasureWorkflow",
    "MemberStatus",
    "MemberWorkflow",
    "OpinionStatus",
    "OpinionWorkflow",
    "PowerStatus",
    "PowerWorkflow",
    "ReportStatus",
    "ReportWorkflow",
]
