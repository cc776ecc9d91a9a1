"""What the offices learn of a company's facts."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, office_link, office_people, title_of
from casework.outbox import Draft


def fact_contested(application: Any, value: Any, mark: Any) -> list[Draft]:
    """The examining office learns that the applicant contests a fact on which the case rests."""
    fact = value.fact
    values = {
        **title_of(application),
        "fact": fact.label if fact else value.key,
        "reason": mark.reason,
    }
    return [
        Draft(
            "fact.contested",
            _("[Notice] A fact is contested: %(title)s") % values,
            _(
                "The applicant of %(number)s says that “%(fact)s” is not right:\n\n%(reason)s\n\n"
                "It is marked on the page of the case."
            )
            % values,
            office_people(application.examining_office_id, *OFFICE_ROLES),
            office_link(application),
        )
    ]
