"""What a notice of delay and the steps of an opinion tell whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import (
    OFFICE_ROLES,
    case_link,
    company_people,
    office_link,
    office_people,
    title_of,
)
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def delay_told(delay: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The applicant learns the reasons, and the day on which an answer is expected."""
    application, expected = delay.application, inputs.get("expected_on")
    lines = [inputs.get("reasons", "")]
    if expected:
        lines.append(_("Expected by: %(date)s") % {"date": wareki(expected)})
    return [
        Draft(
            "delay.told",
            _("[Notice] Delay and its reasons: %(title)s") % title_of(application),
            "\n".join(lines),
            company_people(application.company),
            case_link(application),
        )
    ]


def opinion_extended(opinion: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The office asked and the applicant learn of the new day and why."""
    until, words = inputs.get("due_on"), title_of(opinion.application)
    words |= {
        "date": wareki(until) if until else "–",
        "office": opinion.organisation.name,
        "reason": inputs.get("reason", ""),
    }
    subject = _("[Notice] Period for an opinion extended: %(title)s") % words
    body = _("%(office)s: until %(date)s. Reason: %(reason)s") % words
    application = opinion.application
    return [
        Draft(
            "opinion.extended",
            subject,
            body,
            office_people(opinion.organisation_id, OfficeRole.APPROVER, *OFFICE_ROLES),
            office_link(application),
        ),
        Draft(
            "opinion.extended",
            subject,
            body,
            company_people(application.company),
            case_link(application),
        ),
    ]


def committee_asked(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The committee receives the authority's statement (見解書)."""
    words = title_of(application)
    return [
        Draft(
            "committee.asked",
            _("[To do] Opinion of the committee asked: %(title)s") % words,
            _("The authority has put application %(number)s to the committee with its statement.")
            % words,
            office_people(office.pk, OfficeRole.APPROVER, *OFFICE_ROLES),
            office_link(application),
        )
        for office in application.committees()
    ]
