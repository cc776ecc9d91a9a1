"""Who keeps, and who disposes of, case files."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.roles import EXAMINERS
from casework.rules import role
from zones.models.organisations import OfficeRole
from zones.roles import holds

APPROVERS = (OfficeRole.APPROVER, OfficeRole.ADMINISTRATOR)


def keeper_of(case: Any) -> int | None:
    """Return the key of the office that keeps a file: the one that examined; of a batch its own."""
    office = getattr(case, "office_id", None)
    return office or getattr(case, "examining_office_id", None)


@role("records_manager", _("Records manager"))
def is_records_manager(case: Any, user: Any) -> bool:
    """The user examines or administers for the office that keeps the file (文書管理担当者)."""
    return holds(user, keeper_of(case), *EXAMINERS)


@role("disposal_approver", _("Approver of disposals"))
def is_disposal_approver(case: Any, user: Any) -> bool:
    """The user signs for, or administers, the office that keeps the file (文書管理者)."""
    return holds(user, keeper_of(case), *APPROVERS)
