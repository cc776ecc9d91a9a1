"""What the ways of letters tell whom."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import case_link, company_people, title_of
from casework.outbox import Draft


def letter_sent(dispatch: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The company learns that a letter is on its way, so that it does not come back."""
    letter = dispatch.letter
    values = {
        **title_of(letter.application),
        "letter": str(letter),
        "tracking": inputs.get("tracking") or "－",
    }
    return [
        Draft(
            "letter.sent",
            _("[Notice] A letter is on its way: %(title)s") % values,
            _(
                "The letter “%(letter)s” was sent to your head office today.\n"
                "Tracking number: %(tracking)s\n"
                "It takes effect when it arrives; the period for an appeal runs from then."
            )
            % values,
            company_people(letter.company),
            case_link(letter.application),
        )
    ]
