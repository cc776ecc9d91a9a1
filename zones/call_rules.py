"""What must hold before a step on a call, on a mandate, or on what an operator prepared."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule
from zones.models.organisations import OrganisationKind
from zones.plan_rules import signer_did_not_prepare
from zones.rules import has_reasons

__all__ = ["has_reasons", "signer_did_not_prepare"]
WINDOW_DAYS = 14


@rule(_("The zone is not designated, or has ended, or is being closed."))
def zone_is_open(call: Any) -> bool:
    """Only a designated zone that goes on looks for participants."""
    return call.zone.is_open() and not call.zone.is_winding_down()


@rule(_("“Until” lies before “From”: choose a later day."), needs="inputs")
def window_is_ordered(_call: Any, inputs: dict[str, Any]) -> bool:
    """A window closes after it opens."""
    first, last = inputs.get("opens_on"), inputs.get("closes_on")
    return first is not None and last is not None and last >= first


@rule(_("The call is not written yet: prepare it first."))
def is_written(call: Any) -> bool:
    """Nothing empty is announced."""
    return bool(call.title and call.criteria and call.opens_on and call.closes_on)


@rule(_("The window must last at least two weeks from today: prepare a later last day."))
def window_leaves_two_weeks(call: Any) -> bool:
    """House rule: whoever did not know of it before can still join (参入を妨げない)."""
    if call.closes_on is None:
        return True
    first = max(call.opens_on or clock.today(), clock.today())
    return call.closes_on >= first + timedelta(days=WINDOW_DAYS)


@rule(_("The window is still open: the outcome waits for its last day."))
def window_is_over(call: Any) -> bool:
    """Nobody is chosen while others may still join."""
    return call.closes_on is not None and call.closes_on < clock.today()


@rule(_("There are entries that have not been judged yet."))
def every_entry_is_judged(call: Any) -> bool:
    """Everybody who joined learns an outcome."""
    return not call.entries.filter(status="received").exists()


@rule(_("More are chosen than there are places."))
def no_more_than_the_places(call: Any) -> bool:
    """The number of places was announced."""
    return call.entries.filter(status="chosen").count() <= call.capacity


@rule(_("Choose an operator: an organisation without power of disposition."), needs="inputs")
def is_an_operator(_mandate: Any, inputs: dict[str, Any]) -> bool:
    """Only an organisation of the kind operator is entrusted."""
    chosen = inputs.get("operator")
    return chosen is not None and chosen.kind == OrganisationKind.OPERATOR


@rule(_("Choose at least one task."), needs="inputs")
def names_tasks(_mandate: Any, inputs: dict[str, Any]) -> bool:
    """A mandate says what it is about."""
    return bool(inputs.get("tasks"))


@rule(_("“Until” lies before “From”: choose a later day."), needs="inputs")
def period_is_ordered(_mandate: Any, inputs: dict[str, Any]) -> bool:
    """A mandate ends after it begins."""
    first, last = inputs.get("valid_from"), inputs.get("valid_until")
    return first is not None and last is not None and last >= first


@rule(_("The mandate is not written yet: prepare it first."))
def mandate_is_written(mandate: Any) -> bool:
    """Nothing empty is signed."""
    return bool(mandate.tasks and mandate.contract and mandate.valid_until)


@rule(_("This task is not entrusted to you today."), needs="inputs")
def task_is_entrusted(preparation: Any, inputs: dict[str, Any]) -> bool:
    """An operator prepares what its mandate names, while it holds."""
    mandate = preparation.mandate
    return mandate.is_in_force() and inputs.get("task") in mandate.tasks


@rule(_("The text is empty: write what was checked or what is proposed."), needs="inputs")
def has_text(_preparation: Any, inputs: dict[str, Any]) -> bool:
    """What is prepared can be read."""
    return bool(str(inputs.get("text", "")).strip() and str(inputs.get("subject", "")).strip())
