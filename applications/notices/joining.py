"""Who is told of entries to calls, of proposals of companies, and of winding down."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole

ALL = (OfficeRole.APPROVER, *OFFICE_ROLES)


def _mine() -> str:
    return reverse("apply_joining")


def entry_received(entry: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company has it in writing; the office learns that one more joined."""
    call = entry.call
    named = {"call": call.title, "company": entry.company.name, "until": wareki(call.closes_on)}
    return [
        Draft(
            "call.received",
            _("[Received] You have joined: %(call)s") % named,
            _("Your entry was received. It is judged after %(until)s.") % named,
            company_people(entry.company),
            _mine(),
        ),
        Draft(
            "call.joined",
            _("[Notice] %(company)s has joined: %(call)s") % named,
            _("Entries are judged after %(until)s.") % named,
            office_people(call.zone.lead_id, *ALL),
            call.get_absolute_url(),
        ),
    ]


def outcome(entry: Any) -> list[Draft]:
    """The company learns its own outcome when it is published."""
    named = {"call": entry.call.title}
    subject = _("[Determination] Outcome of the call: %(call)s") % named
    body = _("The outcome of “%(call)s” is published. Your own reasons are on your page.") % named
    return [Draft("call.outcome", subject, body, company_people(entry.company), _mine())]


def proposal_submitted(proposal: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The town learns by when to answer."""
    office = inputs.get("office") or proposal.office
    due = proposal.due_on
    named = {
        "company": proposal.company.name,
        "due": f"{due.month}/{due.day}" if due else "",
        "day": wareki(due) if due else "",
    }
    if office is None:
        return []
    subject = _("[Action by %(due)s] A company proposes a plan: %(company)s") % named
    body = _("Please answer by %(day)s whether the plan is adopted, with the reasons.") % named
    link = reverse("console:zone_proposals")
    return [Draft("zone_proposal.submitted", subject, body, office_people(office.pk, *ALL), link)]


def proposal_answered(proposal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns the answer; the reasons stand on its page."""
    named = {"office": proposal.office.name, "title": proposal.title}
    subject = _("[Determination] Answer to your proposal: %(title)s") % named
    body = _("%(office)s has answered your proposal. The reasons are on your page.") % named
    told = company_people(proposal.company)
    return [Draft("zone_proposal.answered", subject, body, told, _mine())]


def wind_down_asked(wind_down: Any) -> list[Draft]:
    """The holder learns that the zone closes and that a plan is asked."""
    exemption, zone = wind_down.exemption, wind_down.exemption.zone
    named = {
        "zone": zone.name,
        "number": exemption.public_number,
        "day": wareki(zone.closes_on),
        "plan": zone.closing_plan,
    }
    subject = _("[Important] %(zone)s closes: plan the end of %(number)s") % named
    body = _("%(zone)s closes on %(day)s. Submit how your trial ends by then.\n\n%(plan)s") % named
    return [Draft("wind_down.asked", subject, body, company_people(exemption.holder), _mine())]


def wind_down_planned(wind_down: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town learns of the plan."""
    exemption = wind_down.exemption
    named = {"number": exemption.public_number}
    subject = _("[To do] Plan to wind down: %(number)s") % named
    body = _("The holder of %(number)s has submitted the plan to wind down.") % named
    told = office_people(exemption.zone.lead_id, *ALL)
    return [Draft("wind_down.planned", subject, body, told, reverse("console:zone_proposals"))]
