"""What must hold before a power of attorney begins or ends."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import Act, CompanyRole, company_roles
from casework import clock
from casework.files import files_of
from casework.rules import rule

DOCUMENT = "power_of_attorney"


@rule(_("Choose at least one act that the agent may do."))
def names_acts(power: Any) -> bool:
    """A power says for what it is given."""
    return bool(power.acts) and set(power.acts) <= set(Act.values)


@rule(_("The last day lies before the first day. Correct one of the two."))
def period_runs_forwards(power: Any) -> bool:
    """The period runs forwards."""
    return bool(power.valid_from <= power.valid_until)


@rule(_("The period of the power of attorney is over: its last day has passed."))
def is_not_over(power: Any) -> bool:
    """A power that has ended cannot begin."""
    return bool(power.valid_until >= clock.today())


@rule(_("Add the scan of the signed power of attorney."))
def has_document(power: Any) -> bool:
    """What the office enters rests on a document."""
    return files_of(power).filter(slot=DOCUMENT).exists()


@rule(_("A power that the office enters holds for one zone of the office: choose the zone."))
def is_limited_to_a_zone(power: Any) -> bool:
    """An office enters powers for its own zones only."""
    return power.zone_id is not None


@rule(_("Somebody who belongs to the company does not need a power of attorney."), needs="actor")
def agent_is_not_the_company(power: Any, actor: Any) -> bool:
    """Nobody is their own agent."""
    return not company_roles(actor, power.company_id)


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_power: Any, inputs: dict[str, Any]) -> bool:
    """The other side can know why."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("The company granted this power online: the company itself revokes it."), needs="actor")
def clerk_only_ends_paper(power: Any, actor: Any) -> bool:
    """The office ends only what it entered, when the company says so in writing."""
    return power.is_entered or CompanyRole.OWNER in company_roles(actor, power.company_id)
