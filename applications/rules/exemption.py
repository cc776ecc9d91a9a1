"""What must hold before a step of an exemption."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule

HEARING_NOTICE_DAYS = 14


@rule(_("The period of the exemption is over."))
def has_not_ended(exemption: Any) -> bool:
    """The last day counts to its end (23:59 JST)."""
    return clock.today() <= exemption.ends_on


@rule(_("The period of the exemption is not over yet."))
def period_is_over(exemption: Any) -> bool:
    """Only time ends a period."""
    return clock.today() > exemption.ends_on


@rule(
    _("Report how many people consented and how many refused; at least one must have consented."),
    needs="inputs",
)
def consents_are_reported(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """The trial runs with people who consented."""
    return (inputs.get("consents") or 0) >= 1 and (inputs.get("refusals") or 0) >= 0


@rule(
    _("The trial begins within the period of the exemption, and not in the future."), needs="inputs"
)
def start_is_within_period(exemption: Any, inputs: dict[str, Any]) -> bool:
    """The beginning reported is a fact that has happened."""
    began = inputs.get("began_on")
    return began is not None and exemption.starts_on <= began <= min(
        exemption.ends_on, clock.today()
    )


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """What burdens somebody states its reasons."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Say what the cause was and what was done about it."), needs="inputs")
def names_cause_and_fix(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """A suspended trial resumes when cause and remedy are known."""
    return bool(inputs.get("cause", "").strip() and inputs.get("fix", "").strip())


@rule(
    _("Leave the holder at least two weeks before the hearing, and name its place."), needs="inputs"
)
def hearing_leaves_time(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """A fair period between notice and hearing (行政手続法15条); two weeks is a rule of the house."""
    on = inputs.get("hearing_on")
    earliest = clock.today() + timedelta(days=HEARING_NOTICE_DAYS)
    return on is not None and on >= earliest and bool(inputs.get("place", "").strip())


@rule(_("The hearing has not been held yet."))
def hearing_was_held(exemption: Any) -> bool:
    """No revocation before the day of the hearing."""
    return exemption.hearing_on is not None and clock.today() >= exemption.hearing_on
