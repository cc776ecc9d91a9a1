"""What must hold before an incident is reported, and before its steps."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_incident import Severity
from casework import clock
from casework.rules import rule


@rule(_("Say how badly people were harmed."), needs="inputs")
def severity_is_known(_incident: Any, inputs: dict[str, Any]) -> bool:
    """The rule of suspension depends on it."""
    return inputs.get("severity") in Severity.values


@rule(
    _("It cannot have happened in the future, nor before the exemption was granted."),
    needs="inputs",
)
def happened_in_its_time(exemption: Any, inputs: dict[str, Any]) -> bool:
    """What is reported is a fact that has happened; after the end, too, an exemption is answered for."""
    happened = inputs.get("happened_at")
    if happened is None or happened > clock.now():
        return False
    return happened.astimezone(clock.JST).date() >= exemption.granted_on


@rule(
    _(
        "The number of people harmed does not fit the harm: nobody hurt is 0, any injury at least 1."
    ),
    needs="inputs",
)
def number_fits_the_harm(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """Severity and number say the same."""
    return (inputs.get("severity") == Severity.NONE) == (not inputs.get("harmed"))


@rule(_("Say what happened."), needs="inputs")
def says_what_happened(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """A report without a fact cannot be followed up."""
    return bool(str(inputs.get("text", "")).strip())


@rule(_("Write what was learned."), needs="inputs")
def names_the_lesson(_incident: Any, inputs: dict[str, Any]) -> bool:
    """A closed incident teaches the next zone."""
    return bool(str(inputs.get("lesson", "")).strip())


@rule(_("The console suspends only after an incident with death or serious injury."), needs="actor")
def console_suspends_only_after_harm(exemption: Any, actor: Any) -> bool:
    """No discretion is left to the console: without a grave incident that is open, it suspends nothing."""
    return getattr(actor, "pk", None) is not None or exemption.incidents.grave().exists()


@rule(_("Acknowledge the incident first because of which the exemption was suspended."))
def its_incident_is_acknowledged(exemption: Any) -> bool:
    """Nobody resumes what they have not looked into."""
    return not exemption.suspensions.filter(ends_on=None, incident__status="reported").exists()


REPORTING = (severity_is_known, happened_in_its_time, number_fits_the_harm, says_what_happened)
