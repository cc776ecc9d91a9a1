"""What changes, copies and successions tell whom."""

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
from casework.outbox import Draft


def _to_office(case: Any, code: str, subject: str, body: str, office: Any) -> Draft:
    words = title_of(case.application)
    people = office_people(office, *OFFICE_ROLES)
    return Draft(code, subject % words, body % words, people, office_link(case.application))


def _to_company(case: Any, code: str, subject: str, body: str, company: Any = None) -> Draft:
    application = case.application
    people = company_people(company or application.company)
    return Draft(code, subject % title_of(application), body, people, case_link(application))


def change_proposed(change: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examining office learns of the proposal."""
    return [
        _to_office(
            change,
            "change.proposed",
            _("[To do] Change proposed: %(title)s"),
            _("The applicant proposes a change of application %(number)s. Accept or decline it."),
            change.application.examining_office_id,
        )
    ]


def change_answered(change: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns the answer, with the reason when it is declined."""
    body = inputs.get("answer") or _("Your change has become part of the application.")
    return [_to_company(change, "change.answered", _("[Notice] Your change: %(title)s"), body)]


def copy_requested(reissue: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office whose letter it is learns of the request."""
    return [
        _to_office(
            reissue,
            "reissue.requested",
            _("[To do] Copy requested: %(title)s"),
            _("A copy of a letter about application %(number)s is requested."),
            reissue.letter.office_id,
        )
    ]


def copy_answered(reissue: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns that the copy is issued, or why not."""
    body = inputs.get("answer") or _("The copy has been issued. It has a number of its own.")
    return [_to_company(reissue, "reissue.answered", _("[Notice] Your copy: %(title)s"), body)]


def succession_filed(succession: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The successor is asked to confirm."""
    words = title_of(succession.application)
    successor = inputs.get("successor")
    link = f"/apply/successions/{succession.pk}/" if succession.pk else ""
    return [
        Draft(
            "succession.filed",
            _("[To do] Confirm the succession: %(title)s") % words,
            _("A company names yours as its successor for application %(number)s.") % words,
            company_people(successor) if successor else (),
            link,
        )
    ]


def succession_confirmed(succession: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The examining office may record it."""
    return [
        _to_office(
            succession,
            "succession.confirmed",
            _("[To do] Record the succession: %(title)s"),
            _("Both companies agree on the succession of application %(number)s."),
            succession.application.examining_office_id,
        )
    ]


def succession_answered(succession: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Both companies learn the answer."""
    body = inputs.get("answer") or _("The office has recorded the succession.")
    subject = _("[Notice] Succession: %(title)s")
    return [
        _to_company(succession, "succession.answered", subject, body, side)
        for side in (succession.transferor, succession.successor)
    ]
