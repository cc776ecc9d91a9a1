"""What each step of an appeal tells whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, company_people, office_people, title_of
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def _link(appeal: Any, side: str) -> str:
    if appeal.pk is None:
        return ""
    return f"/apply/appeals/{appeal.pk}/" if side == "company" else f"/console/appeals/{appeal.pk}/"


def _draft(appeal: Any, code: str, subject: str, body: str, to: Any, side: str) -> Draft:
    words = title_of(appeal.application)
    return Draft(f"appeal.{code}", subject % words, body % words, to, _link(appeal, side))


def _company(appeal: Any, code: str, subject: str, body: str) -> Draft:
    people = company_people(appeal.application.company)
    return _draft(appeal, code, subject, body, people, "company")


def _office(appeal: Any, code: str, subject: str, body: str, *roles: str) -> Draft:
    people = office_people(appeal.reviewing_office_id, *roles)
    return _draft(appeal, code, subject, body, people, "office")


def lodged(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The reviewing office learns of the appeal; the company gets a confirmation."""
    return [
        _office(
            appeal,
            "lodged",
            _("[To do] Appeal lodged: %(title)s"),
            _("An appeal about application %(number)s was lodged. Name a review officer."),
            OfficeRole.APPROVER,
        ),
        _company(
            appeal,
            "received",
            _("[Received] Appeal: %(title)s"),
            _("Your appeal about application %(number)s has arrived."),
        ),
    ]


def correction_ordered(appeal: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns what to correct."""
    body = str(inputs.get("message", "")).replace("%", "%%")
    return [_company(appeal, "correction", _("[To do] Correct the appeal: %(title)s"), body)]


def corrected(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The reviewing office learns that the appeal is corrected."""
    return [
        _office(
            appeal,
            "corrected",
            _("[To do] Appeal corrected: %(title)s"),
            _("The appeal about application %(number)s was corrected."),
            OfficeRole.APPROVER,
        )
    ]


def designated(appeal: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Officer, deciding office and company learn who reviews (9条1項)."""
    officer = inputs.get("officer")
    subject = _("[Notice] Review officer named: %(title)s")
    body = _("The review officer for the appeal about application %(number)s was named.")
    return [
        _company(appeal, "officer", subject, body),
        _draft(appeal, "officer", subject, body, (officer,) if officer else (), "office"),
        _office(
            appeal,
            "defence",
            _("[To do] Statement of defence: %(title)s"),
            _("Submit the statement of defence in the appeal about application %(number)s."),
            *OFFICE_ROLES,
        ),
    ]


def defended(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company may reply."""
    return [
        _company(
            appeal,
            "defended",
            _("[To do] You may reply: %(title)s"),
            _("The statement of defence is in. Reply within three weeks if you wish."),
        )
    ]


def _to_officer(appeal: Any, code: str, subject: str, body: str) -> Draft:
    return _draft(appeal, code, subject, body, (appeal.officer,), "office")


def replied(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The review officer learns that the reply is in."""
    return [
        _to_officer(
            appeal,
            "replied",
            _("[To do] Reply received: %(title)s"),
            _("The reply in the appeal about application %(number)s is in. Close the hearing."),
        )
    ]


def concluded(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The reviewing office may rule."""
    return [
        _office(
            appeal,
            "concluded",
            _("[To do] Rule on the appeal: %(title)s"),
            _("The review officer's opinion on application %(number)s is in."),
            OfficeRole.APPROVER,
        )
    ]


def ruled(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns the ruling; the letter serves it."""
    return [
        _company(
            appeal,
            "ruled",
            _("[Ruling] %(title)s"),
            _("Your appeal about application %(number)s was ruled on. Read the ruling."),
        )
    ]


def withdrawn(appeal: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The reviewing office learns of the withdrawal."""
    return [
        _office(
            appeal,
            "withdrawn",
            _("[Notice] Appeal withdrawn: %(title)s"),
            _("The appeal about application %(number)s was withdrawn."),
            OfficeRole.APPROVER,
        )
    ]
