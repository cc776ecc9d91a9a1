"""Who may do what to an application, a requested measure, an exemption and a report."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes import Channel
from applications.membership import FILING, CompanyRole, company_roles, own_side
from applications.powers import acts_as_agent
from casework.rules import role
from zones import roles as zone_roles
from zones.models.organisations import OfficeRole, current_memberships

EXAMINERS = (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


def application_of(case: Any) -> Any:
    """Return the application behind a case: the case itself, or what it hangs on."""
    return getattr(case, "application", case)


@role("filer", _("Applicant"))
def is_filer(case: Any, user: Any) -> bool:
    """The user may file for the company that applies, or is its agent; the power says for what."""
    application = application_of(case)
    company_id = application.company_id
    return bool(company_roles(user, company_id) & FILING) or acts_as_agent(
        user, company_id, application
    )


@role("holder", _("Holder of the exemption"))
def is_holder(case: Any, user: Any) -> bool:
    """The user may act for the company that holds the exemption, or is its agent."""
    exemption = getattr(case, "exemption", case)
    if company_roles(user, exemption.holder_id) & FILING:
        return True
    return exemption.holder_id in own_side(user) and acts_as_agent(
        user, exemption.holder_id, exemption.application
    )


@role("company_owner", _("Account owner of the company"))
def is_company_owner(case: Any, user: Any) -> bool:
    """The user owns the company's account: its people and its agents are theirs to name."""
    return CompanyRole.OWNER in company_roles(user, case.company_id)


@role("oneself", _("The person concerned"))
def is_oneself(case: Any, user: Any) -> bool:
    """The membership is the user's own."""
    return case.user_id is not None and case.user_id == user.pk


@role("invitee", _("Whoever holds the invitation"))
def is_invitee(_case: Any, user: Any) -> bool:
    """A person who is signed in; that the invitation is theirs shows the one-time link."""
    return getattr(user, "pk", None) is not None


@role("agent", _("Agent"))
def is_agent(case: Any, user: Any) -> bool:
    """The user is the agent whom the power of attorney names."""
    return case.agent_id is not None and case.agent_id == user.pk


@role("counter_clerk", _("Clerk at the counter"))
def is_counter_clerk(case: Any, user: Any) -> bool:
    """The user takes in paper for the zone's office; what a company writes online is not theirs."""
    zone = case.zone
    if getattr(case, "channel", "") == Channel.ONLINE:
        return False
    return zone is not None and zone_roles.holds(user, zone.lead_id, *EXAMINERS)


@role("examiner", _("Examiner"))
def is_examiner(case: Any, user: Any) -> bool:
    """The user examines for the office competent under the procedure."""
    return zone_roles.holds(user, application_of(case).examining_office_id, *EXAMINERS)


@role("assigner", _("Who assigns examiners"))
def is_assigner(case: Any, user: Any) -> bool:
    """The user administers, or signs for, the office that examines."""
    office = application_of(case).examining_office_id
    return zone_roles.holds(user, office, OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


@role("concerned", _("Official of an office concerned"))
def is_concerned(case: Any, user: Any) -> bool:
    """The user acts for an office that forwards, examines, determines or is asked."""
    application = application_of(case)
    acting = {m.organisation_id for m in current_memberships(user) if m.role != OfficeRole.VIEWER}
    if acting & {application.examining_office_id, application.zone.lead_id}:
        return True
    return any(m.authority_id in acting for m in application.measures.all()) or any(
        o.organisation_id in acting for o in application.opinions.all()
    )


@role("forwarder", _("Zone's office, forwarding"))
def is_forwarder(case: Any, user: Any) -> bool:
    """The user works for the zone's office, which forwards with its own view (副申)."""
    return zone_roles.holds(user, application_of(case).zone.lead_id, *EXAMINERS)


@role("authority", _("Authority of the measure"))
def is_authority(case: Any, user: Any) -> bool:
    """The user signs for the authority that determines this measure."""
    return zone_roles.holds(user, case.authority_id, OfficeRole.APPROVER)


@role("drafter", _("Drafter of a proposal"))
def is_drafter(case: Any, user: Any) -> bool:
    """The user examines for the office that examines, or for the authority that will determine."""
    offices = (case.application.examining_office_id, case.measure.authority_id)
    return any(zone_roles.holds(user, office, *EXAMINERS) for office in offices)


@role("on_the_line", _("Somebody on a line of the proposal"))
def is_on_the_line(case: Any, user: Any) -> bool:
    """The user works in an office on a line that agrees or countersigns, and is meant where named."""
    return any(
        line.kind != "decide"
        and line.person_id in (None, user.pk)
        and zone_roles.holds(user, line.organisation_id, OfficeRole.APPROVER, *EXAMINERS)
        for line in case.lines.all()
    )


@role("proposal_authority", _("Approver of the authority"))
def is_proposal_authority(case: Any, user: Any) -> bool:
    """The user signs for the authority that will determine the measure."""
    return zone_roles.holds(user, case.measure.authority_id, OfficeRole.APPROVER)


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


@role("disclosure_officer", _("Officer for disclosure"))
def is_disclosure_officer(case: Any, user: Any) -> bool:
    """The user handles requests for disclosure in the office that received this one."""
    return zone_roles.holds(user, case.organisation_id, *EXAMINERS)


@role("disclosure_approver", _("Approver of disclosure"))
def is_disclosure_approver(case: Any, user: Any) -> bool:
    """The user signs for the office that received the request."""
    return zone_roles.holds(user, case.organisation_id, OfficeRole.APPROVER)


@role("joint_applicant", _("Joint applicant"))
def is_joint_applicant(case: Any, user: Any) -> bool:
    """The user may file for the company that is invited to apply jointly."""
    filing = {CompanyRole.OWNER, CompanyRole.FILER}
    return case.company_id is not None and bool(company_roles(user, case.company_id) & filing)


def acts_for_company(user: Any) -> set[int]:
    """Return the keys of the companies for which the user may read cases."""
    return own_side(user)


zone_roles.OFFICE_ROLES |= {
    "examiner": EXAMINERS,
    "forwarder": EXAMINERS,
    "report_examiner": EXAMINERS,
    "assigner": (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER),
    "authority": (OfficeRole.APPROVER,),
    "exemption_authority": (OfficeRole.APPROVER,),
    "consulted": (OfficeRole.APPROVER, *EXAMINERS),
}
