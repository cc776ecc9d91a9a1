"""What the offices learn of a company's facts."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.companies import owners_of
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


def fact_settled(
    application: Any, value: Any, is_corrected: bool, reason: str
) -> list[Draft]:  # fmt: skip
    """The company learns what the office found of the fact that it contested."""
    words = {
        **title_of(application),
        "fact": value.fact.label if value.fact else value.key,
        "reason": reason,
    }
    found = _("It was put right.") if is_corrected else _("It stays as it is.")
    return [
        Draft(
            "fact.settled",
            _("[Notice] “%(fact)s” has been settled: %(title)s") % words,
            found + "\n\n" + _("Reason: %(reason)s") % words,
            owners_of(application.company),
            f"/apply/company/{application.company_id}/facts/",
        )
    ]
