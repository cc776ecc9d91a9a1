"""How the trail names who acts for a company: a member by the company, an agent also by the principal."""

from typing import Any

from applications.membership import companies_of, powers_of, represented_by
from casework.actors import Identity

LONGEST = 150
# The trail is written in Japanese, whatever language the person reads.
TITLES = {"gyoseishoshi": "行政書士", "lawyer": "弁護士"}


def company_identity(actor: Any, case: Any) -> Identity | None:
    """Return the identity of a person on the company's side of a case; None for everybody else."""
    company, application = _company_of(case)
    if company is None:
        return None
    name = actor.get_full_name()
    if company.pk in companies_of(actor):
        return Identity(name, company.name)
    if company.pk not in represented_by(actor):
        return None
    covering = [
        power
        for power in powers_of(actor)
        if power.company_id == company.pk
        and (application is None or power.covers(company.pk, application))
    ]
    if not covering:
        return None
    power = company.powers.get(pk=covering[0].key)
    title = TITLES.get(power.qualification, "")
    office = f" {power.agent_office}" if power.agent_office else ""
    return Identity(
        f"{title} {power.agent_name}".strip(), f"代理人{office}（委任: {company.name}）"[:LONGEST]
    )


def _company_of(case: Any) -> tuple[Any, Any]:
    if hasattr(case, "company_id"):
        is_application = hasattr(case, "procedure_id") and hasattr(case, "plan")
        return case.company, case if is_application else None
    exemption = getattr(case, "exemption", case)
    if hasattr(exemption, "holder_id"):
        return exemption.holder, exemption.application
    application = getattr(case, "application", None)
    if application is None or not hasattr(application, "company_id"):
        return None, None
    return application.company, application
