"""What a fact is, and the registry of the facts that belong to a company.

Forms are composed of facts. Two questions for one fact cannot be registered (同じ情報を二度聞かない).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.facts.conditions import Condition, Operator


class Kind(StrEnum):
    """What sort of answer a fact has."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    DEGREES = "degrees"
    CHOICE = "choice"
    CORPORATE_NUMBER = "corporate_number"
    GROUP = "group"


class Owner(StrEnum):
    """To what a fact belongs: the company (reused everywhere) or one plan."""

    COMPANY = "company"
    PLAN = "plan"


YES_NO = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))
MOST_ROWS = 50


@dataclass(frozen=True)
class Fact:
    """One fact: what it is called, why it is asked, on which basis, and how long it is kept.

    ``fetched_from`` is the field of gBizINFO's record that answers it. ``asked`` False: never asked,
    only fetched. ``carried``: the answer to one plan is offered to the company's next plan.
    ``choices`` are the (code, label) of a CHOICE. ``columns`` are what each row of a GROUP says;
    their conditions name sibling columns. A fact is asked only if all of ``shown_if`` hold, and
    required if ``required`` or when all of ``required_if`` (not empty) hold.
    """

    key: str
    label: Any
    owner: Owner
    kind: Kind
    purpose: Any
    basis: str
    retention: str
    item: int = 0
    required: bool = True
    help: Any = ""
    example: Any = ""
    fetched_from: str = ""
    asked: bool = True
    carried: bool = False
    choices: tuple[tuple[str, Any], ...] = ()
    columns: tuple[Fact, ...] = ()
    shown_if: tuple[Condition, ...] = ()
    required_if: tuple[Condition, ...] = ()
    row_label: Any = ""
    lowest: int | None = None
    highest: int | None = None

    def column(self, key: str) -> Fact:
        """Return a column of a group; KeyError for an unknown one."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    def label_of(self, code: str) -> Any:
        """Return the label of a choice; what is not a choice stands for itself."""
        return dict(self.choices).get(code, code)


_facts: dict[str, Fact] = {}
KEEP_PLAN = "特例の効力が終わった後5年"
KEEP_COMPANY = "最後の申請の完結後5年"


def check(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts that can be asked together, groups with their columns.

    ValueError when two ask the same, when purpose, basis or retention is empty, when a group has no
    columns or a choice no codes, or when a condition names what is not asked before it.
    """
    seen: dict[str, Fact] = {}
    for fact in facts:
        if fact.key in seen:
            raise ValueError(f"The fact {fact.key!r} is registered already.")
        if any(str(f.label) == str(fact.label) and f.owner == fact.owner for f in seen.values()):
            raise ValueError(f"Another fact already asks “{fact.label}”.")
        if not (fact.purpose and fact.basis and fact.retention):
            raise ValueError(f"The fact {fact.key!r} needs purpose, basis and retention.")
        if (fact.kind == Kind.GROUP) != bool(fact.columns):
            raise ValueError(f"The group {fact.key!r} needs columns, and nothing else has any.")
        if (fact.kind == Kind.CHOICE) != bool(fact.choices):
            raise ValueError(f"The choice {fact.key!r} needs codes, and nothing else has any.")
        for condition in (*fact.shown_if, *fact.required_if):
            _check_condition(fact, condition, seen)
        check(fact.columns)
        seen[fact.key] = fact
    return tuple(seen.values())


def _check_condition(fact: Fact, condition: Condition, before: dict[str, Fact]) -> None:
    other = before.get(condition.fact)
    if other is None:
        raise ValueError(f"{fact.key!r} depends on {condition.fact!r}, which is not asked before.")
    if condition.operator == Operator.ANSWERED:
        return
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    if not set(values) <= {code for code, _label in other.choices}:
        raise ValueError(f"{condition.code!r} compares with what {other.key!r} cannot answer.")


def register(fact: Fact) -> Fact:
    """Add a fact of a company; ValueError when it cannot be asked together with the others."""
    check([*_facts.values(), fact])
    fetched = [
        f.key for f in _facts.values() if f.fetched_from and f.fetched_from == fact.fetched_from
    ]
    if fetched:
        raise ValueError(f"{fetched[0]!r} is already fetched from {fact.fetched_from!r}.")
    _facts[fact.key] = fact
    return fact


def company_facts() -> tuple[Fact, ...]:
    """Return the facts of a company in their order of registration."""
    return tuple(_facts.values())


ITEMS: dict[int, Any] = {
    1: _("Goal of the trial"),
    2: _("Content of the trial"),
    3: _("Period and place"),
    4: _("Participants and their consent"),
    5: _("Funds and how they are raised"),
    6: _("Provisions of law concerned"),
    7: _("Special measure requested"),
    8: _("Other matters"),
}


def plan_fact(
    item: int, key: str, label: Any, purpose: Any, kind: Kind = Kind.LONG_TEXT, **more: Any
) -> Fact:
    """Return a fact of one of the eight items of 産業競争力強化法 第8条の2第3項."""
    basis = f"産業競争力強化法 第8条の2第3項第{'一二三四五六七八'[item - 1]}号"
    return Fact(key, label, Owner.PLAN, kind, purpose, basis, KEEP_PLAN, item=item, **more)
