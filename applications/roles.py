"""Who may do what to an application, a requested measure, an exemption and a report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import CompanyRole, companies_of, company_roles
from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole

EXAMINERS = (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


def application_of(case: Any) -> Any:
    """Return the application behind a case: the case itself, or what it hangs on."""
    return getattr(case, "application", case)


@role("filer", _("Applicant"))
def is_filer(case: Any, user: Any) -> bool:
    """The user may file for the company that applies."""
    filing = {CompanyRole.OWNER, CompanyRole.FILER}
    return bool(company_roles(user, application_of(case).company_id) & filing)


@role("holder", _("Holder of the exemption"))
def is_holder(case: Any, user: Any) -> bool:
    """The user may act for the company that holds the exemption."""
    exemption = getattr(case, "exemption", case)
    filing = {CompanyRole.OWNER, CompanyRole.FILER}
    return bool(company_roles(user, exemption.holder_id) & filing)


@role("examiner", _("Examiner"))
def is_examiner(case: Any, user: Any) -> bool:
    """The user examines for the office competent under the procedure."""
    return zone_roles.holds(user, application_of(case).examining_office_id, *EXAMINERS)


@role("forwarder", _("Zone's office, forwarding"))
def is_forwarder(case: Any, user: Any) -> bool:
    """The user works for the zone's office, which forwards with its own view (副申)."""
    return zone_roles.holds(user, application_of(case).zone.lead_id, *EXAMINERS)


@role("authority", _("Authority of the measure"))
def is_authority(case: Any, user: Any) -> bool:
    """The user signs for the authority that determines this measure."""
    return zone_roles.holds(user, case.authority_id, OfficeRole.APPROVER)


@role("exemption_authority", _("Authority of the exemption"))
def is_exemption_authority(case: Any, user: Any) -> bool:
    """The user signs for the authority that granted the exemption."""
    exemption = getattr(case, "exemption", case)
    return zone_roles.holds(user, exemption.authority_id, OfficeRole.APPROVER)


@role("consulted", _("Consulted office"))
def is_consulted(case: Any, user: Any) -> bool:
    """The user answers for the office whose opinion was asked."""
    return zone_roles.holds(user, case.organisation_id, OfficeRole.APPROVER, *EXAMINERS)


@role("report_examiner", _("Examiner of reports"))
def is_report_examiner(case: Any, user: Any) -> bool:
    """The user checks reports for the zone's office or the office that examined."""
    application = getattr(case, "exemption", case).application
    offices = (application.examining_office_id, application.zone.lead_id)
    return any(zone_roles.holds(user, office, *EXAMINERS) for office in offices)


def acts_for_company(user: Any) -> set[int]:
    """Return the keys of the companies for which the user may read cases."""
    return companies_of(user)
