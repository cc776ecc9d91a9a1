"""What must hold before a measure is determined or disclosed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes import CRITERIA, GRANTED, Outcome, ReasonCode
from applications.membership import company_roles
from casework.rules import rule


@rule(_("The application is not under examination."))
def is_under_examination(measure: Any) -> bool:
    """Measures are determined while the application is examined or opinions are asked."""
    return measure.application.status in {"examining", "consulting", "decided"}


@rule(_("A correction is open: wait for its answer, or close it first."))
def has_no_open_clarification(measure: Any) -> bool:
    """Nothing is decided while the applicant still has to answer."""
    return not measure.application.clarifications.filter(status="open").exists()


@rule(_("Opinions are still awaited, or have not been asked. The procedure requires them."))
def opinions_are_in(measure: Any) -> bool:
    """Where the procedure asks for opinions, all that were asked are in."""
    application = measure.application
    if not application.procedure.needs_opinions:
        return True
    return (
        application.status != "examining"
        and not application.opinions.filter(status="asked").exists()
    )


@rule(_("You examined this application: somebody else has to determine it."), needs="actor")
def actor_did_not_examine(measure: Any, actor: Any) -> bool:
    """Nobody decides a case they examined, superusers included."""
    return measure.application.examiner_id != actor.pk


@rule(_("Somebody who belongs to the company cannot determine its application."), needs="actor")
def actor_did_not_file(measure: Any, actor: Any) -> bool:
    """Nobody decides their own case."""
    return not company_roles(actor, measure.application.company_id)


@rule(_("Judge every criterion with yes or no, and give the reason for each."), needs="inputs")
def judges_every_criterion(_measure: Any, inputs: dict[str, Any]) -> bool:
    """A disposition has written reasons per criterion (行政手続法8条)."""
    judged = {c.get("code"): c for c in inputs.get("criteria") or []}
    return set(judged) == set(CRITERIA) and all(
        isinstance(c.get("met"), bool) and str(c.get("reason", "")).strip() for c in judged.values()
    )


@rule(
    _("A refusal or a change needs at least one coded reason and the reasons in words."),
    needs="inputs",
)
def refusal_has_coded_reasons(_measure: Any, inputs: dict[str, Any]) -> bool:
    """What is cut or refused is countable by its reason."""
    codes = inputs.get("reason_codes") or []
    if not set(codes) <= set(ReasonCode.values):
        return False
    if inputs.get("outcome") == Outcome.AS_ASKED:
        return True
    return bool(codes and inputs.get("reasons", "").strip())


@rule(
    _("Write the text that is granted: it stands beside the text that was asked for."),
    needs="inputs",
)
def grant_has_text(_measure: Any, inputs: dict[str, Any]) -> bool:
    """A grant with changes says what is granted; as asked, it is the text asked."""
    return inputs.get("outcome") != Outcome.WITH_CHANGES or bool(
        inputs.get("text_granted", "").strip()
    )


@rule(
    _("Every exemption ends on a date: give its first and last day, in this order."), needs="inputs"
)
def grant_has_end_date(_measure: Any, inputs: dict[str, Any]) -> bool:
    """No grant without an end."""
    if inputs.get("outcome") not in GRANTED:
        return True
    start, end = inputs.get("starts_on"), inputs.get("ends_on")
    return start is not None and end is not None and start <= end


@rule(
    _("The last day lies after the end of the zone or of its legal basis. Choose an earlier day."),
    needs="inputs",
)
def grant_ends_within_zone(measure: Any, inputs: dict[str, Any]) -> bool:
    """An exemption does not outlive its zone."""
    ends_on = inputs.get("ends_on")
    zone_ends = measure.application.zone.expires_on
    return (
        inputs.get("outcome") not in GRANTED or not (ends_on and zone_ends) or ends_on <= zone_ends
    )


@rule(
    _(
        "The outcome contradicts the criteria: a grant needs all met, a refusal at least one not met."
    ),
    needs="inputs",
)
def outcome_agrees_with_criteria(_measure: Any, inputs: dict[str, Any]) -> bool:
    """What the criteria say, the outcome must say."""
    met = [c.get("met") for c in inputs.get("criteria") or []]
    if inputs.get("outcome") not in Outcome.values:
        return False
    return all(met) if inputs.get("outcome") in GRANTED else not all(met)
