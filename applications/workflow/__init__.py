"""The state machines of this app: states and steps, nothing else."""

from applications.workflow.application import ApplicationStatus, ApplicationWorkflow
from applications.workflow.exemption import ExemptionStatus, ExemptionWorkflow
from applications.workflow.measure import MeasureStatus, MeasureWorkflow
from applications.workflow.overlays import (
    ClarificationStatus,
    ClarificationWorkflow,
    OpinionStatus,
    OpinionWorkflow,
)
from applications.workflow.report import ReportStatus, ReportWorkflow

__all__ = [
    "ApplicationStatus",
    "ApplicationWorkflow",
    "ClarificationStatus",
    "ClarificationWorkflow",
    "ExemptionStatus",
    "ExemptionWorkflow",
    "MeasureStatus",
    "MeasureWorkflow",
    "OpinionStatus",
    "OpinionWorkflow",
    "ReportStatus",
    "ReportWorkflow",
]
