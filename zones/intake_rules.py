"""What must hold before a zone takes, or stops taking, applications under a procedure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule
from zones.models.criteria import CriteriaVersion


@rule(_("The zone is not designated, or has ended: it can take no applications."))
def zone_is_open(intake: Any) -> bool:
    """Only a designated zone takes applications."""
    return intake.zone.is_open()


@rule(_("The procedure's legal basis has expired: nothing more can be asked under it."))
def basis_is_in_force(intake: Any) -> bool:
    """A programme that has ended takes no new applications."""
    ends = intake.procedure.legal_basis.expires_on
    return ends is None or ends >= clock.today()


@rule(
    _(
        "No criteria are in force for this procedure: publish them first, so that applicants know how they are judged."
    )
)
def criteria_are_published(intake: Any) -> bool:
    """Criteria are made public before anybody applies (行政手続法5条3項)."""
    found = CriteriaVersion.objects.in_force(intake.procedure_id, intake.zone.lead_id)
    return found is not None


@rule(_("“Until” lies before “From”: choose a later day."), needs="inputs")
def period_is_ordered(_intake: Any, inputs: dict[str, Any]) -> bool:
    """A period ends after it begins."""
    first, last = inputs.get("accepts_from"), inputs.get("accepts_until")
    return first is not None and (last is None or last >= first)


@rule(
    _("“Until” lies in the past: choose today or a later day, or close the intake."),
    needs="inputs",
)
def last_day_is_to_come(_intake: Any, inputs: dict[str, Any]) -> bool:
    """Who ends an intake closes it, and says why."""
    last = inputs.get("accepts_until")
    return last is None or last >= clock.today()


@rule(
    _("“Until” lies after the end of the zone: choose a day on which the zone still exists."),
    needs="inputs",
)
def period_lies_in_the_zones(intake: Any, inputs: dict[str, Any]) -> bool:
    """Nothing is taken after the zone has ended."""
    last, ends = inputs.get("accepts_until"), intake.zone.expires_on
    return last is None or ends is None or last <= ends


@rule(_("Say why: applicants read it."), needs="inputs")
def has_reasons(_intake: Any, inputs: dict[str, Any]) -> bool:
    """A pause or an end states its reasons."""
    return bool(str(inputs.get("reasons", "")).strip())
