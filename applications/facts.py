"""Every fact that the console ever asks of a company, registered once.

Forms are composed of facts. Two questions for one fact cannot be registered (同じ情報を二度聞かない).
The eight items of a plan are those of 産業競争力強化法 第8条の2第3項.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

PLAN_SCHEMA = 1


class Kind(StrEnum):
    """What sort of answer a fact has."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    MONEY = "money"
    NUMBER = "number"
    CORPORATE_NUMBER = "corporate_number"


class Owner(StrEnum):
    """To what a fact belongs: the company (reused everywhere) or one plan."""

    COMPANY = "company"
    PLAN = "plan"


@dataclass(frozen=True)
class Fact:
    """One fact: what it is called, why it is asked, on which basis, and how long it is kept."""

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


_facts: dict[str, Fact] = {}
KEEP_PLAN = "特例の効力が終わった後5年"
KEEP_COMPANY = "最後の申請の完結後5年"


def register(fact: Fact) -> Fact:
    """Add a fact; ValueError when its key or its question exists already, or a field is empty."""
    if fact.key in _facts:
        raise ValueError(f"The fact {fact.key!r} is registered already.")
    if any(str(f.label) == str(fact.label) and f.owner == fact.owner for f in _facts.values()):
        raise ValueError(f"Another fact already asks “{fact.label}”.")
    if not (fact.purpose and fact.basis and fact.retention):
        raise ValueError(f"The fact {fact.key!r} needs purpose, basis and retention.")
    _facts[fact.key] = fact
    return fact


def get(key: str) -> Fact:
    """Return a fact; KeyError for an unknown one."""
    return _facts[key]


def facts(owner: Owner | None = None, *, item: int | None = None) -> Iterator[Fact]:
    """Yield facts in their order of registration."""
    for fact in _facts.values():
        if (owner is None or fact.owner == owner) and (item is None or fact.item == item):
            yield fact


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


def _company(key: str, label: Any, kind: Kind, purpose: Any, **more: Any) -> Fact:
    return register(
        Fact(
            key,
            label,
            Owner.COMPANY,
            kind,
            purpose,
            "産業競争力強化法 第8条の2第1項",
            KEEP_COMPANY,
            **more,
        )
    )


def _plan(
    item: int, key: str, label: Any, purpose: Any, kind: Kind = Kind.LONG_TEXT, **more: Any
) -> Fact:
    basis = f"産業競争力強化法 第8条の2第3項第{'一二三四五六七八'[item - 1]}号"
    return register(
        Fact(key, label, Owner.PLAN, kind, purpose, basis, KEEP_PLAN, item=item, **more)
    )


_company(
    "corporate_number",
    _("Corporate number"),
    Kind.CORPORATE_NUMBER,
    _("Tells the applicant apart"),
    help=_("13 digits. The check digit is verified."),
    fetched_from="gBizINFO",
)
_company(
    "company_name",
    _("Name of the company"),
    Kind.TEXT,
    _("Names the applicant"),
    fetched_from="gBizINFO",
)
_company(
    "company_address", _("Head office"), Kind.TEXT, _("Address of notices"), fetched_from="gBizINFO"
)
_company(
    "representative",
    _("Representative"),
    Kind.TEXT,
    _("Who answers for the application"),
    fetched_from="gBizINFO",
)
_company("contact_name", _("Person in charge"), Kind.TEXT, _("Whom the office asks"))
_company("contact_phone", _("Telephone"), Kind.TEXT, _("Whom the office asks"), required=False)

_plan(
    1,
    "goal",
    _("What the trial is to show"),
    _("Judges whether the trial fits the basic policy"),
    example=_(
        "Whether deliveries by drone can serve 120 households within 30 minutes without accidents"
    ),
)
_plan(2, "technology", _("New technology or business"), _("Judges what is new"))
_plan(2, "method", _("How the trial is done"), _("Judges whether it will run smoothly"))
_plan(
    2,
    "regulatory_analysis",
    _("How the rule will be analysed"),
    _("A trial must analyse the rule itself"),
)
_plan(3, "starts_on", _("First day"), _("Limits the trial in time"), Kind.DATE)
_plan(3, "ends_on", _("Last day"), _("Limits the trial in time"), Kind.DATE)
_plan(
    3,
    "place",
    _("Place of the trial"),
    _("Limits the trial in space"),
    help=_("Name the district, road or building."),
)
_plan(4, "participants", _("Who takes part"), _("Limits who is affected"))
_plan(
    4,
    "consent_method",
    _("How consent is obtained"),
    _("Consent includes people whose rights may be harmed"),
    help=_("Say also how people who may be affected are asked, and how they can leave."),
)
_plan(5, "funds", _("Amount needed (yen)"), _("Judges whether it will run smoothly"), Kind.MONEY)
_plan(5, "funding", _("How the funds are raised"), _("Judges whether it will run smoothly"))
_plan(6, "provisions", _("Laws and articles concerned"), _("Finds the ministers concerned"))
_plan(
    7,
    "safeguards",
    _("What replaces the rule's protection"),
    _("A measure needs safety of its own"),
)
_plan(
    8, "other", _("Anything else"), _("Leaves room for what the items do not cover"), required=False
)


def missing(plan: dict[str, Any], item: int | None = None) -> list[Fact]:
    """Return the required facts of a plan (or of one item) that have no answer."""
    return [
        fact
        for fact in facts(Owner.PLAN, item=item)
        if fact.required and plan.get(fact.key) in (None, "", [])
    ]
