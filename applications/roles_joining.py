"""Who joins calls and makes proposals, and who answers these."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import FILING, company_roles
from casework.rules import role
from zones.models.organisations import OfficeRole
from zones.roles import holds


@role("joiner", _("Company"))
def is_joiner(case: Any, user: Any) -> bool:
    """The user files for the company as a member; a power of attorney does not reach this far."""
    return bool(company_roles(user, case.company_id) & FILING)


@role("proposal_office", _("Approver of the office to which it was proposed"))
def is_proposal_office(proposal: Any, user: Any) -> bool:
    """The user signs for the town to which the plan was proposed."""
    return holds(user, proposal.office_id, OfficeRole.APPROVER)
