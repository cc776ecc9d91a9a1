"""What must hold before a step of an exemption."""

import re
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import CheckResult, HearingOpinion
from casework import clock
from casework.rules import rule

HEARING_NOTICE_DAYS = 14
REVISION = re.compile(r"[0-9A-Z]{15}_[0-9]{8}_[0-9A-Z]{15}")


@rule(_("The period of the exemption is over."))
def has_not_ended(exemption: Any) -> bool:
    """The last day, also that of a bridge, counts to its end (23:59 JST)."""
    return clock.today() <= exemption.last_day()


@rule(_("The period of the exemption is not over yet."))
def period_is_over(exemption: Any) -> bool:
    """Only time ends a period; a bridge carries it on to a day of its own."""
    return clock.today() > exemption.last_day()


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


@rule(_("The presider has not handed in the report of the hearing yet."))
def hearing_is_reported(exemption: Any) -> bool:
    """The decision rests on minutes and report (行政手続法26条)."""
    return any(h.status == "reported" and h.decided_on is None for h in exemption.hearings.all())


def _report_says(exemption: Any, opinion: str) -> bool:
    return any(h.opinion == opinion and h.decided_on is None for h in exemption.hearings.all())


@rule(
    _("The report holds that the facts are not established: say why you depart from it."),
    needs="inputs",
)
def revocation_answers_the_report(exemption: Any, inputs: dict[str, Any]) -> bool:
    """Who revokes against the report says why (行政手続法26条)."""
    against = _report_says(exemption, HearingOpinion.NOT_GROUNDED)
    return not against or bool(str(inputs.get("departure") or "").strip())


@rule(
    _("The report holds that the facts are established: say why you depart from it."),
    needs="inputs",
)
def dismissal_answers_the_report(exemption: Any, inputs: dict[str, Any]) -> bool:
    """Who does not revoke against the report says why (行政手続法26条)."""
    against = _report_says(exemption, HearingOpinion.GROUNDED)
    return not against or bool(str(inputs.get("departure") or "").strip())


@rule(
    _("Report how many people whose rights may be harmed consented; the plan names such people."),
    needs="inputs",
)
def affected_people_consented(exemption: Any, inputs: dict[str, Any]) -> bool:
    """Consent includes people whose rights may be harmed (産業競争力強化法2条3項)."""
    binding = exemption.binding_or_none()
    named = binding is not None and any(row["may_be_harmed"] for row in binding.participants)
    return not named or (inputs.get("affected") or 0) >= 1


@rule(
    _(
        "Choose a condition that holds, the result, and write what was seen; the day is not in the future."
    ),
    needs="inputs",
)
def check_is_complete(exemption: Any, inputs: dict[str, Any]) -> bool:
    """Evidence says when, what and how it was seen."""
    condition, on = inputs.get("condition"), inputs.get("checked_on")
    return (
        condition is not None
        and condition.exemption_id == exemption.pk
        and on is not None
        and exemption.granted_on <= on <= clock.today()
        and condition.holds_on(on)
        and inputs.get("result") in CheckResult.values
        and bool(str(inputs.get("seen", "")).strip())
    )


@rule(
    _("Write the revision as e-Gov names it, as in 327AC0000000231_20260401_507AC0000000048."),
    needs="inputs",
)
def revision_is_named(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """The id of a revision: law, day of effect, amending law (法令API v2)."""
    return bool(REVISION.fullmatch(str(inputs.get("revision", ""))))
