"""What companies and offices are told about marks and requests for disclosure; never who requested."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import case_link, company_people, office_people, title_of
from applications.roles import EXAMINERS
from casework.calendar import wareki
from casework.outbox import Draft


def mark_decided(mark: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns how the office decided on its mark."""
    application = mark.application
    return [
        Draft(
            "mark.decided",
            _("[Notice] Decision on a mark of secrecy: %(title)s") % title_of(application),
            inputs.get("reasons", "") or _("The office has decided on what you marked as secret."),
            company_people(application.company),
            f"/apply/applications/{application.pk}/secrets/",
        )
    ]


def opinion_asked(request: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company is asked before something about it is disclosed."""
    due = inputs.get("due_on")
    words = {**title_of(request.application), "due": wareki(due) if due else "–"}
    return [
        Draft(
            "disclosure.asked",
            _("[Action by %(due)s] Opinion on disclosure: %(title)s") % words,
            _(
                "Somebody has requested the disclosure of your application %(number)s. Say by %(due)s whether you object, and why."
            )
            % words,
            company_people(request.application.company),
            f"/apply/disclosure/{request.pk}/steps/give_opinion/",
        )
    ]


def opinion_given(request: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office learns that the opinion is in."""
    words = {**title_of(request.application), "number": request.number}
    return [
        Draft(
            "disclosure.opinion",
            _("[To do] Opinion on disclosure given: %(number)s") % words,
            _("The applicant has given its opinion on the request %(number)s.") % words,
            office_people(request.organisation_id, *EXAMINERS),
            f"/console/disclosure/{request.pk}/",
        )
    ]


def disclosure_decided(request: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """A company that objected learns at once what will be disclosed, and from when."""
    if not request.opposes:
        return []
    reasons = inputs.get("reasons", "")
    return [
        Draft(
            "disclosure.decided",
            _("[Important] Disclosure despite your objection: %(title)s")
            % title_of(request.application),
            _(
                "It was decided to disclose parts of your application %(number)s. The disclosure takes place after two weeks at the earliest; until then you may lodge an appeal or go to court."
            )
            % title_of(request.application)
            + (f"\n\n{reasons}" if reasons else ""),
            company_people(request.application.company),
            case_link(request.application),
        )
    ]
