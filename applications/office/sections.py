"""The parts of the office's page of an application, in the order in which they are read.

A part brings its own context and its own template; the page itself knows none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from applications.appeals import sections as appeals
from applications.consulting.sections import on_office_page
from applications.later import sections as later
from applications.letters import sections as letters
from applications.office import chain_section as chain
from applications.office import duties, findings, revisions
from applications.office.company_facts import company_facts
from applications.office.entry.section import paper_context
from applications.office.papers import papers
from applications.office.secrets_part import secrets_part
from applications.office.support_part import support_part
from applications.retention.sections import retention_part
from applications.standards.company_views import standard_part

Context = Callable[[Any, Any], dict[str, Any]]


@dataclass(frozen=True)
class Section:
    """One part of the page: what ``context`` (application, user) returns is given to ``template``.

    ``column`` is ``main``, ``aside`` or ``foot``. The context must name the keys that only this part
    uses; a part that shows nothing returns what its template tests for.
    """

    code: str
    template: str
    column: str = "main"
    context: Context | None = None


SECTIONS: list[Section] = [
    Section("measures", "applications/office/measures.html"),
    Section("standard", "applications/standards/section.html", "main", standard_part),
    Section("support", "applications/office/support.html", "main", support_part),
    Section("letters", "applications/letters/office_section.html", context=letters.office_context),
    Section("later", "applications/later/office_section.html", context=later.office_context),
    Section("appeals", "applications/appeals/office_section.html", context=appeals.office_context),
    Section("findings", "applications/office/findings.html", "main", findings.context),
    Section("clarifications", "applications/office/clarifications.html"),
    Section("opinions", "applications/office/opinions.html", context=chain.opinion_part),
    Section("delays", "applications/office/delays.html", context=chain.delay_part),
    Section("proposals", "applications/office/proposals.html", context=chain.proposal_part),
    Section("papers", "applications/office/papers.html", context=papers),
    Section("revisions", "applications/office/revisions_part.html", "main", revisions.context),
    Section("secrets", "applications/office/secrets.html", "foot", secrets_part),
    Section("plan", "applications/office/plan.html"),
    Section("files", "applications/office/files.html"),
    Section("stages", "applications/office/stages.html", "aside", chain.stage_part),
    Section("messages", "applications/consulting/section_office.html", "aside", on_office_page),
    Section("clock", "applications/office/clock.html", "aside"),
    Section("duties", "applications/office/duties.html", "aside", duties.context),
    Section("about", "applications/office/about.html", "aside"),
    Section("retention", "applications/retention/office_section.html", "aside", retention_part),
    Section("paper", "applications/office/paper.html", "aside", paper_context),
    Section("company_facts", "applications/office/company_facts.html", "aside", company_facts),
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
