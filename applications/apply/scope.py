"""What a person may see and change under /apply/: the cases of their companies, nothing else."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from applications.membership import CompanyRole, companies_of, company_roles
from applications.models import Application, Clarification, Company, Exemption, Report

FILING = {CompanyRole.OWNER, CompanyRole.FILER}


def filing_companies(user: Any) -> list[int]:
    """Return the keys of the companies for which the user may file."""
    return sorted(pk for pk in companies_of(user) if company_roles(user, pk) & FILING)


def require_filer(user: Any, company_id: int) -> None:
    """Raise PermissionDenied unless the user may file for the company."""
    if not company_roles(user, company_id) & FILING:
        raise PermissionDenied


def may_file(user: Any, company_id: int) -> bool:
    """Tell whether the user may file for the company."""
    return bool(company_roles(user, company_id) & FILING)


def companies(user: Any) -> QuerySet[Company]:
    """Return the user's companies."""
    return Company.objects.visible_to(user).order_by("name", "pk")


def applications(user: Any) -> QuerySet[Application]:
    """Return the applications of the user's companies."""
    return Application.objects.of_companies(user)


def clarifications(user: Any) -> QuerySet[Clarification]:
    """Return the correction requests on the applications of the user's companies."""
    return Clarification.objects.filter(application__company__in=companies_of(user)).select_related(
        "application__company", "application__zone", "application__examiner"
    )


def exemptions(user: Any) -> QuerySet[Exemption]:
    """Return the exemptions that the user's companies hold."""
    return Exemption.objects.filter(holder__in=companies_of(user))


def reports(user: Any) -> QuerySet[Report]:
    """Return the reports on the exemptions that the user's companies hold."""
    return Report.objects.filter(exemption__holder__in=companies_of(user)).select_related(
        "exemption__zone", "exemption__holder", "exemption__application__procedure"
    )


def application_for(user: Any, pk: int) -> Application:
    """Return an application of the user's companies, else 404."""
    return get_object_or_404(
        applications(user).select_related("zone", "company", "procedure"), pk=pk
    )


def application_to_edit(user: Any, pk: int) -> Application:
    """Return an application of a company for which the user may file: 404, or PermissionDenied."""
    application = application_for(user, pk)
    require_filer(user, application.company_id)
    return application
