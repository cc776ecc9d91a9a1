"""Models that every case shares."""

from casework.models.audit import AuditEntry, DailyHead
from casework.models.disposal import DisposalRecord, Erasure, Outcome
from casework.models.files import StoredFile
from casework.models.notices import Notice, NoticeChoice, Recipient
from casework.models.schedule import ScheduledRun
from casework.models.thread import Message, ReadMark
from casework.models.users import User
from casework.models.work import SavedView, WorkRow

__all__ = [
    "AuditEntry",
    "DailyHead",
    "DisposalRecord",
    "Erasure",
    "Message",
    "Notice",
    "NoticeChoice",
    "Outcome",
    "ReadMark",
    "Recipient",
    "SavedView",
    "ScheduledRun",
    "StoredFile",
    "User",
    "WorkRow",
]
