"""For whom a person acts: as a member of a company, or as an agent with a power of attorney.

Everything is read once per user object, in one query. Whether a power is in force is computed from its
dates when it is asked, so that one that ended yesterday opens nothing today, whether or not a job ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, Value
from django.utils.translation import pgettext_lazy

from casework import clock


class CompanyRole(models.TextChoices):
    """What a person may do for a company."""

    OWNER = "owner", pgettext_lazy("company role", "Account owner")
    FILER = "filer", pgettext_lazy("company role", "May file")
    READER = "reader", pgettext_lazy("company role", "May read")


FILING = frozenset({CompanyRole.OWNER.value, CompanyRole.FILER.value})


class Act(models.TextChoices):
    """What an agent may be empowered to do; taking back needs a power that says so."""

    DRAFT = "draft", pgettext_lazy("act of an agent", "Prepare applications")
    FILE = "file", pgettext_lazy("act of an agent", "File applications")
    ANSWER = "answer", pgettext_lazy("act of an agent", "Answer corrections")
    NOTICES = "notices", pgettext_lazy("act of an agent", "Receive notices")
    REPORT = "report", pgettext_lazy("act of an agent", "Notify and report on a trial")
    APPEAL = "appeal", pgettext_lazy("act of an agent", "Appeal")
    WITHDRAW = "withdraw", pgettext_lazy("act of an agent", "Withdraw and give up")


class Verification(models.TextChoices):
    """How it was verified that a person acts for the company."""

    NONE = "", pgettext_lazy("verification", "Not verified")
    GBIZID_PRIME = "gbizid_prime", pgettext_lazy("verification", "gBizID Prime")
    GBIZID_MEMBER = "gbizid_member", pgettext_lazy("verification", "gBizID Member")
    GBIZID_ENTRY = "gbizid_entry", pgettext_lazy("verification", "gBizID Entry")
    INVITATION = "invitation", pgettext_lazy("verification", "Invited by the owner")
    RECEIPT = "receipt", pgettext_lazy("verification", "Code on the receipt")


@dataclass(frozen=True)
class Power:
    """A power of attorney as its agent holds it; a limit that is None is no limit."""

    key: int
    company_id: int
    acts: frozenset[str]
    zone_id: int | None
    procedure_id: int | None
    application_id: int | None
    valid_from: date
    valid_until: date

    def in_force(self, on: date | None = None) -> bool:
        """Tell whether the power holds on a day (today); its first and last day count."""
        return self.valid_from <= (on or clock.today()) <= self.valid_until

    def covers(self, company_id: int, application: Any) -> bool:
        """Tell whether the power reaches an application, and what hangs on it."""
        return company_id == self.company_id and all(
            limit is None or limit == found
            for limit, found in (
                (self.application_id, application.pk),
                (self.zone_id, application.zone_id),
                (self.procedure_id, application.procedure_id),
            )
        )

    def condition(self, company: str, prefix: str) -> Q:
        """Return the condition for what the power reaches; ``prefix`` leads to the application."""
        limits = {
            "pk": self.application_id,
            "zone": self.zone_id,
            "procedure": self.procedure_id,
        }
        found = {f"{prefix}{name}": value for name, value in limits.items() if value is not None}
        return Q(**{company: self.company_id}, **found)


@dataclass(frozen=True)
class Standing:
    """A person's place in companies: roles and verifications as a member, powers as an agent."""

    roles: dict[int, set[str]] = field(default_factory=dict)
    verified: dict[int, str] = field(default_factory=dict)
    powers: tuple[Power, ...] = ()


def _rows(user: Any) -> Any:
    powers = apps.get_model("applications", "PowerOfAttorney").objects.filter(
        agent=user, status="accepted"
    )
    members = apps.get_model("applications", "CompanyMember").objects.filter(user=user)
    nothing, day = models.BigIntegerField(), models.DateField()
    return (
        powers.annotate(role=Value(""), verified_by=Value(""))
        .order_by()
        .values_list(
            "company_id",
            "role",
            "verified_by",
            "pk",
            "acts",
            "zone_id",
            "procedure_id",
            "application_id",
            "valid_from",
            "valid_until",
        )
        .union(
            members.annotate(
                acts=Value([], models.JSONField()),
                **{name: Value(None, nothing) for name in ("on_zone", "on_procedure", "on_case")},
                **{name: Value(None, day) for name in ("first_day", "last_day")},
            )
            .order_by()
            .values_list(
                "company_id",
                "role",
                "verified_by",
                "pk",
                "acts",
                "on_zone",
                "on_procedure",
                "on_case",
                "first_day",
                "last_day",
            ),
            all=True,
        )
    )


def standing_of(user: Any) -> Standing:
    """Return a person's place in companies, read once per user object."""
    if getattr(user, "pk", None) is None:
        return Standing()
    held = user.__dict__.get("_companies")
    if held is None:
        roles: dict[int, set[str]] = {}
        verified: dict[int, str] = {}
        powers: list[Power] = []
        for company, role, how, key, acts, *limits in _rows(user):
            if role:
                roles.setdefault(company, set()).add(role)
                verified[company] = how
            else:
                powers.append(Power(key, company, frozenset(acts), *limits))
        held = user.__dict__["_companies"] = Standing(roles, verified, tuple(powers))
    return held


def forget(user: Any) -> None:
    """Read memberships and powers anew at the next question."""
    user.__dict__.pop("_companies", None)


def companies_of(user: Any) -> set[int]:
    """Return the keys of the companies of which the user is a member."""
    return set(standing_of(user).roles)


def company_roles(user: Any, company_id: int) -> set[str]:
    """Return the user's roles as a member of a company."""
    return standing_of(user).roles.get(company_id, set())


def powers_of(user: Any, on: date | None = None) -> Iterator[Power]:
    """Yield the powers of attorney that the user holds in force on a day (today)."""
    return (power for power in standing_of(user).powers if power.in_force(on))


def represented_by(user: Any) -> set[int]:
    """Return the keys of the companies for which the user is an agent today."""
    return {power.company_id for power in powers_of(user)}


def own_side(user: Any) -> set[int]:
    """Return the keys of the companies on whose side the user stands, as a member or an agent."""
    return companies_of(user) | represented_by(user)


def is_involved(user: Any, company_id: int) -> bool:
    """Tell whether the user stands on the company's side, and so cannot judge its cases."""
    return company_id in own_side(user)


def filing_companies(user: Any) -> set[int]:
    """Return the keys of the companies for which the user files as a member."""
    return {company for company, roles in standing_of(user).roles.items() if roles & FILING}


def may(user: Any, act: str, *, company_id: int, application: Any) -> bool:
    """Tell whether the user may do an act for a company on an application, or on what hangs on it."""
    if company_roles(user, company_id) & FILING:
        return True
    return any(act in p.acts and p.covers(company_id, application) for p in powers_of(user))


def reach(user: Any, *, company: str = "company", prefix: str = "", act: str | None = None) -> Q:
    """Return the condition for the cases on which the user may do an act (None: that they may read).

    ``company`` names the path to the company, ``prefix`` the path to the application.
    """
    members = companies_of(user) if act is None else filing_companies(user)
    condition = Q(**{f"{company}__in": members})
    for power in powers_of(user):
        if act is None or act in power.acts:
            condition |= power.condition(company, prefix)
    return condition
