"""Whom a notice reaches, and the words that every notice about a case shares."""

from typing import Any

from django.contrib.auth import get_user_model

from applications.membership import Act, CompanyRole
from zones.models.organisations import Membership, OfficeRole

OFFICE_ROLES = (OfficeRole.EXAMINER, OfficeRole.ADMINISTRATOR)


def company_people(company: Any, application: Any = None) -> tuple[Any, ...]:
    """Return those who file for a company, and its agents who receive notices on an application.

    Without an application, agents whose power is limited to a part of the company's cases are left out.
    """
    members = company.members.filter(role__in=[CompanyRole.OWNER, CompanyRole.FILER])
    own = [m.user for m in members.select_related("user").order_by("pk")]
    powers = company.powers.in_force().select_related("agent").order_by("pk")
    if application is None:
        powers = powers.filter(zone=None, procedure=None, application=None)
    else:
        powers = powers.reaching(application)
    agents = [power.agent for power in powers if Act.NOTICES in power.acts]
    return tuple(dict.fromkeys([*own, *agents]))


def office_people(organisation_id: int | None, *roles: str) -> tuple[Any, ...]:
    """Return the people who hold one of the roles in an office today."""
    held = Membership.objects.current().filter(organisation_id=organisation_id, role__in=roles)
    users = get_user_model().objects.filter(pk__in=held.values("user"))
    return tuple(users.order_by("pk"))


def case_link(application: Any) -> str:
    """Return the company's page of an application."""
    return f"/apply/applications/{application.pk}/"


def office_link(application: Any) -> str:
    """Return the office's page of an application."""
    return f"/console/applications/{application.pk}/"


def title_of(application: Any) -> dict[str, Any]:
    """Return the words by which notices name an application."""
    return {
        "number": application.number or "",
        "title": application.title,
        "zone": application.zone.name,
    }
