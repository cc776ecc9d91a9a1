"""What each step of a consultation, and each message on a case, tells whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, company_people, office_people, title_of
from casework.calendar import wareki
from casework.models.thread import Side
from casework.outbox import Draft
from casework.threads import still_listening
from zones.models.organisations import OfficeRole


def _words(consultation: Any) -> dict[str, Any]:
    return {
        "subject": consultation.subject,
        "number": consultation.number,
        "office": consultation.office.name,
        "date": wareki(consultation.due_on) if consultation.due_on else "",
        "due": f"{consultation.due_on.month}/{consultation.due_on.day}"
        if consultation.due_on
        else "",
    }


def askers(consultation: Any) -> tuple[Any, ...]:
    """Return those who ask: who files for the company, else the person."""
    if consultation.company_id:
        return company_people(consultation.company)
    return (consultation.asked_by,)


def advisers(consultation: Any) -> tuple[Any, ...]:
    """Return those who answer for the office that is asked."""
    return office_people(consultation.office_id, OfficeRole.APPROVER, *OFFICE_ROLES)


def opened(consultation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns what is asked, until when; the asker that it has arrived."""
    words = _words(consultation)
    return [
        Draft(
            "consultation.opened",
            _("[Action by %(due)s] Consultation: %(subject)s") % words,
            _("A consultation has come in. Please answer by %(date)s.") % words,
            advisers(consultation),
            consultation.get_absolute_url(),
        ),
        Draft(
            "consultation.received",
            _("[Received] Consultation: %(subject)s") % words,
            _("%(office)s has received your question %(number)s and answers by %(date)s.") % words,
            askers(consultation),
            consultation.company_url(),
        ),
    ]


def answered(consultation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The asker learns that there is an answer; its text stays on the page."""
    words = _words(consultation)
    return [
        Draft(
            "consultation.answered",
            _("[Notice] Answer to your consultation: %(subject)s") % words,
            _("%(office)s has answered your question %(number)s. Read the answer on the page.")
            % words,
            still_listening(consultation, Side.OFFICE, askers(consultation)),
            consultation.company_url(),
        )
    ]


def asked_again(consultation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns that an answer is due again."""
    words = _words(consultation)
    return [
        Draft(
            "consultation.asked_again",
            _("[To do] Another question: %(subject)s") % words,
            _("There is a new message on consultation %(number)s. Please answer it.") % words,
            still_listening(consultation, Side.APPLICANT, advisers(consultation)),
            consultation.get_absolute_url(),
        )
    ]


def passed_on(consultation: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The new office learns what is asked, the asker who answers now."""
    office = inputs.get("office") or consultation.office
    words = {**_words(consultation), "office": office.name}
    return [
        Draft(
            "consultation.opened",
            _("[Action by %(due)s] Consultation: %(subject)s") % words,
            _("A consultation was passed on to your office. Please answer by %(date)s.") % words,
            office_people(office.pk, OfficeRole.APPROVER, *OFFICE_ROLES),
            consultation.get_absolute_url(),
        ),
        Draft(
            "consultation.passed_on",
            _("[Notice] Another office answers: %(subject)s") % words,
            _("Your question %(number)s was passed on to %(office)s.") % words,
            askers(consultation),
            consultation.company_url(),
        ),
    ]


def withdrawn(consultation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns that no answer is needed."""
    words = _words(consultation)
    return [
        Draft(
            "consultation.withdrawn",
            _("[Notice] Consultation withdrawn: %(subject)s") % words,
            _("Consultation %(number)s was withdrawn. No answer is needed.") % words,
            advisers(consultation),
            consultation.get_absolute_url(),
        )
    ]


def message_written(application: Any, message: Any) -> list[Draft]:
    """The other side of an application learns that something was written, never what."""
    words = {**title_of(application), "who": message.organisation or message.author_name}
    if message.side == Side.OFFICE:
        people, link = company_people(application.company), f"{application.company_url()}messages/"
    elif message.side == Side.APPLICANT:
        people, link = _handlers(application), f"{application.get_absolute_url()}messages/"
    else:
        return []
    return [
        Draft(
            "message.written",
            _("[Notice] New message: %(title)s") % words,
            _("%(who)s has written on application %(number)s. Read it on the page.") % words,
            people,
            link,
        )
    ]


def _handlers(application: Any) -> tuple[Any, ...]:
    """Return the examiner, or everybody who may examine while there is none."""
    if application.examiner_id:
        return (application.examiner,)
    return office_people(application.competent_office_id, *OFFICE_ROLES)
