"""Models that every case shares."""

from casework.models.audit import AuditEntry, DailyHead
from casework.models.files import StoredFile
from casework.models.notices import Notice, Recipient
from casework.models.schedule import ScheduledRun
from casework.models.users import User

__all__ = [
    "AuditEntry",
    "DailyHead",
    "Notice",
    "Recipient",
    "ScheduledRun",
    "StoredFile",
    "User",
]
