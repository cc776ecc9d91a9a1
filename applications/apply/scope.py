"""What a person may see and change under /apply/: the cases of their companies, nothing else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from applications import membership
from applications.membership import FILING, Act, companies_of, company_roles, represented_by
from applications.models import Application, Clarification, Company, Exemption, Report
from applications.powers import refusal


def filing_companies(user: Any) -> list[int]:
    """Return the keys of the companies for which the user files as a member."""
    return sorted(membership.filing_companies(user))


def may_file(user: Any, company_id: int) -> bool:
    """Tell whether the user files for the company as a member; agents are asked per act and case."""
    return bool(company_roles(user, company_id) & FILING)


def require_filer(user: Any, company_id: int) -> None:
    """Raise PermissionDenied unless the user files for the company as a member."""
    if not may_file(user, company_id):
        raise PermissionDenied


def may(user: Any, act: str, application: Application) -> bool:
    """Tell whether the user may do an act on an application, as a member or as an agent."""
    return membership.may(user, act, company_id=application.company_id, application=application)


def require(user: Any, act: str, application: Application) -> None:
    """Raise PermissionDenied, with the reason for an agent, unless the user may do an act."""
    if not may(user, act, application):
        agent = application.company_id in represented_by(user)
        raise PermissionDenied(refusal(act) if agent else "")


def drafting_companies(user: Any) -> set[int]:
    """Return the companies for which the user may begin an application somewhere."""
    agent = {
        power.company_id
        for power in membership.powers_of(user)
        if Act.DRAFT in power.acts and power.application_id is None
    }
    return membership.filing_companies(user) | agent


def companies(user: Any) -> QuerySet[Company]:
    """Return the companies of which the user is a member."""
    return Company.objects.filter(pk__in=companies_of(user)).order_by("name", "pk")


def applications(user: Any, *, disposed: bool = False) -> QuerySet[Application]:
    """Return the applications of the user's companies, and those that the user's powers reach; those
    whose files were disposed of only where asked for."""
    found = Application.objects.of_companies(user)
    return found if disposed else found.filter(disposed_at=None)


def clarifications(user: Any) -> QuerySet[Clarification]:
    """Return the correction requests on the user's side."""
    inside = membership.reach(user, company="application__company", prefix="application__")
    return Clarification.objects.filter(inside).select_related(
        "application__company", "application__zone", "application__examiner"
    )


def exemptions(user: Any) -> QuerySet[Exemption]:
    """Return the exemptions on the user's side."""
    return Exemption.objects.filter(
        membership.reach(user, company="holder", prefix="application__")
    )


def reports(user: Any) -> QuerySet[Report]:
    """Return the reports on the exemptions on the user's side."""
    inside = membership.reach(user, company="exemption__holder", prefix="exemption__application__")
    return Report.objects.filter(inside).select_related(
        "exemption__zone", "exemption__holder", "exemption__application__procedure"
    )


def application_for(user: Any, pk: int) -> Application:
    """Return an application of the user's companies, else 404."""
    return get_object_or_404(
        applications(user).select_related("zone", "company", "procedure"), pk=pk
    )


def application_to_edit(user: Any, pk: int) -> Application:
    """Return an application that the user may write: 404, or PermissionDenied."""
    application = application_for(user, pk)
    require(user, Act.DRAFT, application)
    return application
