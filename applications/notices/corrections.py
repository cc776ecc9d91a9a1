"""What the end of a correction request tells whom."""

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
from casework.actors import SystemActor
from casework.outbox import Draft


def clarification_closed(clarification: Any, actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns that it can no longer answer; when time ended it, the office does, too.

    A request that goes with its withdrawn application is not worth a mail.
    """
    application, by_time = clarification.application, isinstance(actor, SystemActor)
    if by_time and not clarification.has_lapsed():
        return []
    values = title_of(application)
    drafts = [
        Draft(
            "clarification.closed",
            _("[Notice] Correction closed: %(title)s") % values,
            _(
                "The correction request of application %(number)s was closed without an answer. The examination goes on with what was filed."
            )
            % values,
            company_people(application.company),
            case_link(application),
        )
    ]
    if by_time:
        drafts.append(_to_office(application, values))
    return drafts


def _to_office(application: Any, values: dict[str, Any]) -> Draft:
    people = (
        (application.examiner,)
        if application.examiner
        else office_people(application.examining_office_id, *OFFICE_ROLES)
    )
    return Draft(
        "clarification.lapsed",
        _("[To do] Correction not answered: %(title)s") % values,
        _(
            "The applicant did not answer the correction request of application %(number)s in time. Go on with what was filed, or prepare a refusal (行政手続法 第7条)."
        )
        % values,
        people,
        office_link(application),
    )


def clarification_withdrawn(clarification: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns that it need not answer, and why."""
    application = clarification.application
    return [
        Draft(
            "clarification.withdrawn",
            _("[Notice] Correction withdrawn: %(title)s") % title_of(application),
            inputs.get("reasons") or _("You need not answer the correction request."),
            company_people(application.company),
            case_link(application),
        )
    ]
