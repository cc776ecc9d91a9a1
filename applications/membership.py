"""A person's place in companies, read once per user object."""

from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import pgettext_lazy


class CompanyRole(models.TextChoices):
    """What a person may do for a company."""

    OWNER = "owner", pgettext_lazy("company role", "Account owner")
    FILER = "filer", pgettext_lazy("company role", "May file")
    READER = "reader", pgettext_lazy("company role", "May read")


def _held(user: Any) -> dict[int, set[str]]:
    if getattr(user, "pk", None) is None:
        return {}
    held = user.__dict__.get("_companies")
    if held is None:
        member = apps.get_model("applications", "CompanyMember")
        held = {}
        for company, role in member.objects.filter(user=user).values_list("company_id", "role"):
            held.setdefault(company, set()).add(role)
        user.__dict__["_companies"] = held
    return held


def companies_of(user: Any) -> set[int]:
    """Return the keys of the user's companies."""
    return set(_held(user))


def company_roles(user: Any, company_id: int) -> set[str]:
    """Return the user's roles in a company."""
    return _held(user).get(company_id, set())


def forget(user: Any) -> None:
    """Read memberships anew at the next question."""
    user.__dict__.pop("_companies", None)
