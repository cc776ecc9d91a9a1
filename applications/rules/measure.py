"""What must hold before a measure is determined or disclosed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes import GRANTED, Outcome, ReasonCode
from applications.criteria import criteria_of
from applications.proposals import content_of, digest_of
from applications.rules.duties import actor_did_not_file as actor_did_not_file
from casework.rules import rule
from zones.policy import policy_of


@rule(_("The application is not under examination."))
def is_under_examination(measure: Any) -> bool:
    """Measures are determined while the application is examined or opinions are asked."""
    return measure.application.status in {"examining", "consulting", "decided"}


@rule(_("A correction is open: wait for its answer, or close it first."))
def has_no_open_clarification(measure: Any) -> bool:
    """Nothing is decided while the applicant still has to answer."""
    return not any(c.is_holding() for c in measure.application.clarifications.all())


@rule(
    _(
        "Opinions are still awaited, or have not been asked. The procedure requires them, the committee's included where it is heard."
    )
)
def opinions_are_in(measure: Any) -> bool:
    """Where the procedure asks for opinions, all that were asked are in."""
    application = measure.application
    if not application.procedure.needs_opinions:
        return True
    if application.status == "examining":
        return False
    committees = {office.pk for office in application.committees()}
    heard = {o.organisation_id for o in application.opinions.all() if o.status == "given"}
    return committees <= heard and all(o.status != "asked" for o in application.opinions.all())


@rule(
    _(
        "The content has to be proposed and approved first (起案・決裁): the zone's rules, or an open proposal, demand it."
    )
)
def proposal_is_settled(measure: Any) -> bool:
    """Where a proposal is needed it is approved; where one is open, it is finished first."""
    policy = policy_of(measure.application.zone)
    live = list(measure.proposals.live())
    if live:
        return all(proposal.status == "approved" for proposal in live)
    return not (policy.needs_proposal or policy.needs_countersign)


@rule(
    _("This is not the content that was approved. Determine what was approved, or propose anew."),
    needs="inputs",
)
def content_is_the_approved_one(measure: Any, inputs: dict[str, Any]) -> bool:
    """Approval belongs to a content's hash: any other content needs another approval."""
    digest = digest_of(content_of(inputs))
    approved = measure.proposals.filter(status="approved")
    return all(proposal.content_hash == digest for proposal in approved)


@rule(_("Whoever approved the proposal determines the measure."), needs="actor")
def actor_approved_the_proposal(measure: Any, actor: Any) -> bool:
    """The signature on the disposition is that of the 決裁者."""
    for proposal in measure.proposals.filter(status="approved").prefetch_related("lines__stamps"):
        stamps = [
            line.valid_stamp(proposal.content_hash)
            for line in proposal.lines.all()
            if line.kind == "decide"
        ]
        if not any(s is not None and s.stamped_by_id == actor.pk for s in stamps):
            return False
    return True


@rule(_("Judge every criterion with yes or no, and give the reason for each."), needs="inputs")
def judges_every_criterion(measure: Any, inputs: dict[str, Any]) -> bool:
    """A disposition has written reasons per criterion of the pinned version (行政手続法8条)."""
    judged = {c.get("code"): c for c in inputs.get("criteria") or []}
    return set(judged) == {c.code for c in criteria_of(measure.application)} and all(
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


@rule(_("The applicant has proposed a change: accept or decline it first."))
def has_no_open_change(measure: Any) -> bool:
    """What is judged is what the applicant asks for in the end."""
    return not measure.application.changes.filter(status="proposed").exists()
