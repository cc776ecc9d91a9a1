"""What must hold before a notice of delay is sent or dropped."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.rules.duties import actor_did_not_file as actor_did_not_file
from casework.rules import rule

ENDED = ("disclosed", "withdrawn")


@rule(_("State the reasons for the delay: the applicant has a right to them."), needs="inputs")
def states_the_reasons(_delay: Any, inputs: dict[str, Any]) -> bool:
    """A notice of delay has reasons."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("It is still late: the notice is due. Send it with the reasons."))
def is_no_longer_late(delay: Any) -> bool:
    """Only what has been answered meanwhile may go without a notice."""
    if delay.opinion_id is not None:
        return delay.opinion.status != "asked"
    return delay.application.status in ENDED
