"""The cards of a draft's overview page, in the order in which they are read.

A card brings its own context and its own template; the page itself knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from applications.apply import carry, moving, overview, support
from applications.apply.statement import papers_card
from applications.consulting.sections import before_card
from applications.standards.company_views import standard_card

Context = Callable[[Any, Any], dict[str, Any]]


@dataclass(frozen=True)
class Card:
    """One card: what ``context`` (application, user) returns is given to ``template``.

    Besides, a template may read ``application`` and ``may_file`` (the person may change the draft).
    A context names the keys that only its card uses.
    """

    code: str
    template: str
    context: Context | None = None


CARDS: list[Card] = [
    Card("form", "applications/apply/cards/form.html", moving.form_card),
    Card("company", "applications/apply/cards/company.html", carry.company_card),
    Card("items", "applications/apply/cards/items.html", overview.items_card),
    Card("measures", "applications/apply/cards/measures.html", overview.measures_card),
    Card("standard", "applications/standards/card.html", standard_card),
    Card("support", "applications/apply/cards/support.html", support.support_card),
    Card("files", "applications/apply/cards/files.html", overview.files_card),
    Card("papers", "applications/apply/cards/papers.html", papers_card),
    Card("before", "applications/consulting/card.html", before_card),
    Card("filing", "applications/apply/cards/filing.html", overview.filing_card),
]


def templates() -> list[str]:
    """Return the templates in order."""
    return [card.template for card in CARDS]


def contexts(application: Any, user: Any) -> dict[str, Any]:
    """Return what all cards bring for one person."""
    found: dict[str, Any] = {}
    for card in CARDS:
        if card.context is not None:
            found |= card.context(application, user)
    return found
