"""Further parts of the company's page of a filed application, in the order in which they are read.

A part brings its own context and its own template; the page itself knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from applications.appeals import sections as appeals
from applications.apply.delays import delay_part
from applications.consulting.sections import on_company_page
from applications.later import sections as later
from applications.letters import sections as letters
from applications.office.company_facts import company_facts
from applications.standards.company_views import standard_part
from applications.support.parts import company_part

Context = Callable[[Any, Any], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One part of the page: what ``context`` (application, user) returns is given to ``template``.

    ``column`` is ``main`` or ``aside``. The context must name the keys that only this part
    uses; a part that shows nothing returns what its template tests for.
    """

    code: str
    template: str
    column: str = "main"
    context: Context | None = None


SECTIONS: list[Section] = [
    Section("secrets", "applications/apply/includes/secrets_link.html", "aside"),
    Section("standard", "applications/standards/section.html", context=standard_part),
    Section("delays", "applications/apply/includes/delays.html", context=delay_part),
    Section(
        "letters", "applications/letters/company_section.html", context=letters.company_context
    ),
    Section("company_facts", "applications/office/company_facts.html", "aside", company_facts),
    Section("later", "applications/later/company_section.html", context=later.company_context),
    Section(
        "appeals", "applications/appeals/company_section.html", context=appeals.company_context
    ),
    Section("support", "applications/support/company_section.html", context=company_part),
    Section("messages", "applications/consulting/section_company.html", "aside", on_company_page),
]


def templates(column: str) -> list[str]:
    """Return the templates of one column, in order."""
    return [section.template for section in SECTIONS if section.column == column]


def contexts(application: Any, user: Any) -> dict[str, Any]:
    """Return what all parts bring for one person."""
    found: dict[str, Any] = {}
    for section in SECTIONS:
        if section.context is not None:
            found |= section.context(application, user)
    return found
