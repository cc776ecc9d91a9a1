"""What must hold of a company's facts before an application is filed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.ledger.reading import unanswered
from casework.rules import rule


@rule(
    _(
        "Facts of the company are not settled for this application: one is contested or missing, or "
        "the company has not consented to reuse. Open “Facts of the company” in the draft."
    )
)
def company_facts_are_settled(application: Any) -> bool:
    """Nothing contested is used silently, and nothing is reused without consent."""
    return not unanswered(application)
