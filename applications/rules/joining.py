"""What must hold before a company joins a call, proposes a plan, or winds down."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.rules import rule
from zones.models.calls import CallPhase
from zones.models.organisations import OrganisationKind
from zones.rules import has_reasons

__all__ = ["has_reasons"]


@rule(_("The window of this call is not open today: nobody can join."))
def call_is_open(entry: Any) -> bool:
    """Both ends of the window are part of it; before and after nobody joins."""
    return entry.call.phase() is CallPhase.OPEN


@rule(_("Write how you would take part."), needs="inputs")
def has_a_plan(_case: Any, inputs: dict[str, Any]) -> bool:
    """An entry, or a plan to wind down, says something."""
    return bool(str(inputs.get("plan", "")).strip())


@rule(_("Entries are judged after the window has closed and before the outcome is published."))
def call_waits_for_its_outcome(entry: Any) -> bool:
    """Nobody is judged while others may still join."""
    return entry.call.phase() is CallPhase.JUDGING


@rule(_("Choose a municipality to which you propose."), needs="inputs")
def office_is_a_town(_proposal: Any, inputs: dict[str, Any]) -> bool:
    """A plan is proposed to a local public body."""
    office = inputs.get("office")
    kinds = (OrganisationKind.MUNICIPALITY, OrganisationKind.PREFECTURE)
    return office is not None and office.kind in kinds


@rule(_("Write what is proposed, with its title."), needs="inputs")
def says_what_is_proposed(_proposal: Any, inputs: dict[str, Any]) -> bool:
    """The law asks for the draft of a plan with the proposal (4条5項)."""
    return all(str(inputs.get(name, "")).strip() for name in ("title", "text"))


@rule(
    _("The trial must end by the day on which the zone closes: choose an earlier day."),
    needs="inputs",
)
def ends_before_the_zone(wind_down: Any, inputs: dict[str, Any]) -> bool:
    """Nothing runs in a zone that is closed."""
    day, closes = inputs.get("ends_on"), wind_down.exemption.zone.closes_on
    return day is not None and (closes is None or day <= closes)
