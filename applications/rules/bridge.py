"""What must hold before an exemption continues beyond its period."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.rules.exemption import has_reasons
from casework import clock
from casework.calendar import add_legal_months
from casework.rules import rule

__all__ = ["has_reasons"]
MOST_MONTHS = 12
CARRIED = ("running", "suspended", "completed")


def latest_end(exemption: Any) -> date:
    """Return the last day to which a bridge may carry: twelve legal months, and never past the zone."""
    ends: list[date] = [add_legal_months(exemption.ends_on, MOST_MONTHS)]
    if exemption.zone.expires_on:
        ends.append(exemption.zone.expires_on)
    return min(ends)


@rule(_("Write which revision of the law you ask for, and why."), needs="inputs")
def asks_with_reasons(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """A request names its object and its reasons."""
    return all(str(inputs.get(name, "")).strip() for name in ("request", "reason"))


@rule(_("A revision of the law has been asked for already, or the exemption was continued once."))
def asks_for_the_first_time(exemption: Any) -> bool:
    """One request waits at a time, and an exemption is bridged once."""
    rows = exemption.bridges.all()
    return not any(b.status == "requested" or b.until is not None for b in rows)


@rule(_("An exemption that has ended early cannot continue."))
def exemption_can_continue(bridge: Any) -> bool:
    """What runs, stands still or has just reached its last day may be carried on."""
    return bridge.exemption.status in CARRIED and bridge.exemption.ended_on is None


@rule(_("Name the legal basis, and say why the continuation is safe."), needs="inputs")
def names_basis_and_safety(_bridge: Any, inputs: dict[str, Any]) -> bool:
    """A continuation is reasoned in public."""
    return all(str(inputs.get(name, "")).strip() for name in ("basis", "why_safe"))


@rule(
    _(
        "Give the day on which the continuation ends: after the last day of the exemption, not in the past, "
        "at most twelve months later, and not after the end of the zone."
    ),
    needs="inputs",
)
def bridge_has_an_end(bridge: Any, inputs: dict[str, Any]) -> bool:
    """A bridge ends on a day of its own."""
    until, exemption = inputs.get("until"), bridge.exemption
    return (
        until is not None
        and until > exemption.ends_on
        and clock.today() <= until <= latest_end(exemption)
    )


@rule(_("The continuation is over already."))
def bridge_stands(bridge: Any) -> bool:
    """A verdict ends a bridge that still carries, or will."""
    return bridge.until is not None and clock.today() <= bridge.until


@rule(_("Write what was decided on the law."), needs="inputs")
def says_what_was_decided(_bridge: Any, inputs: dict[str, Any]) -> bool:
    """The verdict stands in public."""
    return bool(str(inputs.get("conclusion", "")).strip())
