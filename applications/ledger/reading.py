"""What is held of a company now, where each value is from, and whether an application may rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from applications import facts
from applications.facts import Fact, Owner
from applications.ledger import reuse
from applications.ledger.codes import Source

COLUMNS = {"company_name": "name", "company_address": "address", "company_kana": "kana"}
WITHOUT_COLUMN = frozenset({"established_on", "capital", "employees"})


def column_of(key: str) -> str:
    """Return the column of Company that holds the current reading of a fact; empty when none does."""
    return "" if key in WITHOUT_COLUMN else COLUMNS.get(key, key)


class Standing(StrEnum):
    """Whether an application may rest on what is held of one fact."""

    GIVEN = "given"
    REUSED = "reused"
    FETCHED = "fetched"
    NO_CONSENT = "no_consent"
    CONTESTED = "contested"
    MISSING = "missing"


OPEN_QUESTIONS = frozenset({Standing.NO_CONSENT, Standing.CONTESTED, Standing.MISSING})


@dataclass(frozen=True)
class Held:
    """A fact with the value held (None: nothing is held) and how it stands for an application."""

    fact: Fact
    row: Any
    standing: Standing

    @property
    def value(self) -> Any:
        """Return the value; empty when nothing is held."""
        return "" if self.row is None else self.row.value

    @property
    def must_be_asked(self) -> bool:
        """Tell whether the application has to ask."""
        return self.standing in OPEN_QUESTIONS


def current(company: Any, *keys: str) -> dict[str, Any]:
    """Return key → the value that no other has followed, with its marks; two queries."""
    rows = company.fact_values.filter(superseded_by=None).prefetch_related("marks")
    if keys:
        rows = rows.filter(key__in=keys)
    return {row.key: row for row in rows.select_related("application__zone")}


def company_facts(*, asked: bool = False) -> list[Fact]:
    """Return the facts of a company; ``asked`` True leaves out those that are only fetched."""
    return [fact for fact in facts.facts(Owner.COMPANY) if fact.asked or not asked]


def carried_facts() -> list[Fact]:
    """Return the facts of a plan whose answers are offered to the next plan."""
    return [fact for fact in facts.facts(Owner.PLAN) if fact.carried]


def used_before(company: Any, application: Any) -> dict[str, int | None]:
    """Return key → the value that the last filing before this application used."""
    uses = company.fact_uses.exclude(application=application).order_by("pk")
    return dict(uses.values_list("key", "value_id"))


def held_for(application: Any) -> list[Held]:
    """Return every asked fact of the company as it stands for one application; four queries."""
    company = application.company
    rows, used = current(company), used_before(company, application)
    consents = reuse.is_consented(company)
    return [
        Held(
            fact,
            row := rows.get(fact.key),
            _standing(row, application, used.get(fact.key), consents=consents)
            if row is not None and row.value != ""
            else _standing_without(fact, row, company),
        )
        for fact in company_facts(asked=True)
    ]


def _standing(row: Any, application: Any, last_used: int | None, *, consents: bool) -> Standing:
    if row.is_contested:
        return Standing.CONTESTED
    if row.application_id == application.pk:
        return Standing.GIVEN
    if row.pk != last_used:
        return Standing.GIVEN if row.source == Source.APPLICANT else Standing.FETCHED
    return Standing.REUSED if consents else Standing.NO_CONSENT


def _standing_without(fact: Fact, row: Any, company: Any) -> Standing:
    # A company older than the ledger has its values in its columns only.
    older = row is None and getattr(company, column_of(fact.key), "")
    return Standing.GIVEN if older or not fact.required else Standing.MISSING


def unanswered(application: Any) -> list[Held]:
    """Return the facts of the company that this application has to ask."""
    return [held for held in held_for(application) if held.must_be_asked]
