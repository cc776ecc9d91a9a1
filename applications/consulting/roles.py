"""Who asks, and who advises."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import CompanyRole, company_roles
from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole

FILING = {CompanyRole.OWNER, CompanyRole.FILER}
WRITING = (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


@role("asker", _("Asker"))
def is_asker(consultation: Any, user: Any) -> bool:
    """The user asked, or may file for the company that asks."""
    if consultation.company_id is None:
        return consultation.asked_by_id == getattr(user, "pk", None)
    return bool(company_roles(user, consultation.company_id) & FILING)


@role("adviser", _("Adviser"))
def is_adviser(consultation: Any, user: Any) -> bool:
    """The user works, not only reads, in the office that is asked."""
    return zone_roles.holds(user, consultation.office_id, *WRITING)
