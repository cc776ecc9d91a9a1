"""What each step of an application, and of what hangs on it, tells whom."""

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
from casework import clock
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def received(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Receipt to the company, and the new case to the examining office."""
    return [
        Draft(
            "application.received",
            _("[Received] %(title)s") % title_of(application),
            _(
                "Your application to %(zone)s has arrived. The receipt shows its number, the time of arrival and the hash of every file."
            )
            % title_of(application),
            company_people(application.company, application),
            case_link(application),
        ),
        Draft(
            "application.new",
            _("[To do] New application: %(title)s") % title_of(application),
            _("An application to %(zone)s has arrived. Start the examination without delay.")
            % title_of(application),
            office_people(application.competent_office_id, *OFFICE_ROLES),
            office_link(application),
        ),
    ]


def examination_started(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns who examines."""
    return [
        Draft(
            "application.examining",
            _("[Notice] Examination has started: %(title)s") % title_of(application),
            _("The examination of your application %(number)s has started.")
            % title_of(application),
            company_people(application.company, application),
            case_link(application),
        )
    ]


def clarification_requested(application: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns what to correct, until when."""
    due = inputs.get("due_on")
    values = {**title_of(application), "due": f"{due.month}/{due.day}" if due else "–"}
    return [
        Draft(
            "clarification.requested",
            _("[Action by %(due)s] Correction needed: %(title)s") % values,
            inputs.get("message", "") or _("The office asks for a correction of named fields."),
            company_people(application.company, application),
            case_link(application),
        )
    ]


def clarification_answered(clarification: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examiner learns that the answer is in."""
    application = clarification.application
    return [
        Draft(
            "clarification.answered",
            _("[To do] Correction answered: %(title)s") % title_of(application),
            _("The applicant has answered the correction request of application %(number)s.")
            % title_of(application),
            (application.examiner,) if application.examiner else (),
            office_link(application),
        )
    ]


def opinions_asked(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Every office concerned is asked at once."""
    drafts = []
    for office in application.offices_to_consult():
        due = application.opinion_due_on(clock.today())
        values = {**title_of(application), "due": f"{due.month}/{due.day}", "date": wareki(due)}
        drafts.append(
            Draft(
                "opinion.asked",
                _("[Action by %(due)s] Opinion asked: %(title)s") % values,
                _("Please give the opinion of your office on application %(number)s by %(date)s.")
                % values,
                office_people(office.pk, OfficeRole.APPROVER, *OFFICE_ROLES),
                office_link(application),
            )
        )
    return drafts


def opinion_given(opinion: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examiner learns that an opinion is in."""
    application = opinion.application
    return [
        Draft(
            "opinion.given",
            _("[Notice] Opinion given: %(title)s") % title_of(application),
            _("%(office)s has given its opinion on application %(number)s.")
            % {**title_of(application), "office": opinion.organisation.name},
            (application.examiner,) if application.examiner else (),
            office_link(application),
        )
    ]


def determination_disclosed(measure: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns the determination; to those who did not opt in the letter goes by post."""
    application = measure.application
    return [
        Draft(
            "determination.disclosed",
            _("[Determination] %(title)s") % title_of(application),
            _(
                "The determination on your application %(number)s has been made. Read it with its reasons and the appeal notice."
            )
            % title_of(application),
            company_people(application.company, application),
            case_link(application),
        )
    ]


def withdrawn(application: Any, _actor: Any, inputs: Any) -> list[Draft]:
    """The examining office learns of the withdrawal, and of its reason where one is given."""
    body = _("The applicant has withdrawn application %(number)s.") % title_of(application)
    if reason := str((inputs or {}).get("reason", "")).strip():
        body += "\n\n" + _("Reason: %(reason)s") % {"reason": reason}
    return [
        Draft(
            "application.withdrawn",
            _("[Notice] Withdrawn: %(title)s") % title_of(application),
            body,
            office_people(application.examining_office_id, *OFFICE_ROLES),
            office_link(application),
        )
    ]
