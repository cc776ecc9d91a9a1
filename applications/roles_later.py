"""Who may do what after filing: letters, changes, successions, copies, appeals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import CompanyRole, company_roles
from applications.roles import EXAMINERS
from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole


@role("dispatcher", _("Office that sends the letter"))
def is_dispatcher(case: Any, user: Any) -> bool:
    """The user works in the office whose letter it is, as examiner or administrator."""
    return zone_roles.holds(user, case.letter.office_id, *EXAMINERS)


@role("publisher", _("Office that publishes the notice"))
def is_publisher(case: Any, user: Any) -> bool:
    """The user works in the office whose public notice it is, as examiner, administrator or approver."""
    return zone_roles.holds(user, case.office_id, OfficeRole.APPROVER, *EXAMINERS)


@role("reviewing_approver", _("Approver of the reviewing office"))
def is_reviewing_approver(case: Any, user: Any) -> bool:
    """The user signs for the office that rules on the appeal."""
    return zone_roles.holds(user, case.reviewing_office_id, OfficeRole.APPROVER)


@role("defender", _("Examiner of the deciding office"))
def is_defender(case: Any, user: Any) -> bool:
    """The user examines for the office that determined, or that examined the application."""
    offices = (case.reviewing_office_id, case.application.examining_office_id)
    return any(zone_roles.holds(user, office, *EXAMINERS) for office in offices)


@role("review_officer", _("Review officer"))
def is_review_officer(case: Any, user: Any) -> bool:
    """The user was named as the review officer (審理員) of this appeal, and still works there."""
    return case.officer_id == user.pk and case.reviewing_office_id in zone_roles.offices_of(user)


FILING = {CompanyRole.OWNER, CompanyRole.FILER}


@role("transferor", _("Company that hands over"))
def is_transferor(case: Any, user: Any) -> bool:
    """The user may file for the company whose place another takes."""
    side = case.transferor_id or case.application.company_id
    return bool(company_roles(user, side) & FILING)


@role("successor", _("Company that takes over"))
def is_successor(case: Any, user: Any) -> bool:
    """The user may file for the company that takes the other's place."""
    return bool(case.successor_id and company_roles(user, case.successor_id) & FILING)


@role("presider", _("Presider of the hearing"))
def is_presider(case: Any, user: Any) -> bool:
    """The user was named as the presider (主宰者) of this hearing, and still works for the authority."""
    return case.presider_id == user.pk and case.exemption.authority_id in zone_roles.offices_of(
        user
    )


@role("overlap_authority", _("Authority of either exemption"))
def is_overlap_authority(case: Any, user: Any) -> bool:
    """The user signs for the authority of one of the two exemptions that overlap."""
    offices = (case.exemption.authority_id, case.first.authority_id)
    return any(zone_roles.holds(user, office, OfficeRole.APPROVER) for office in offices)
