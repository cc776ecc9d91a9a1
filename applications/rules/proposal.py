"""What must hold before a proposal circulates, is stamped and approved."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import proposals
from applications.effects.proposal import line_for, represented_line
from applications.rules import duties
from applications.rules import measure as measure_rules
from applications.rules.duties import actor_did_not_file as actor_did_not_file
from casework.rules import rule
from zones.policy import policy_of

CONTENT_RULES = (
    measure_rules.judges_every_criterion,
    measure_rules.refusal_has_coded_reasons,
    measure_rules.grant_has_text,
    measure_rules.grant_has_end_date,
    measure_rules.grant_ends_within_zone,
    measure_rules.outcome_agrees_with_criteria,
)


@rule(_("The measure is determined or withdrawn already."))
def measure_is_pending(proposal: Any) -> bool:
    """What has been determined needs no proposal."""
    return proposal.measure.status == "pending"


@rule(_("Nothing has changed: the content is the one that circulates."), needs="inputs")
def content_differs(proposal: Any, inputs: dict[str, Any]) -> bool:
    """A change changes something, and its hash is that of its content."""
    content = inputs.get("content") or {}
    digest = proposals.digest_of(content)
    return digest == inputs.get("content_hash") and digest != proposal.content_hash


@rule(_("The proposal names nobody who decides. Add the line of the authority's approver."))
def has_a_deciding_line(proposal: Any) -> bool:
    """The last line is the authority's own."""
    return any(
        line.kind == "decide" and line.organisation_id == proposal.measure.authority_id
        for line in proposal.lines.all()
    )


@rule(_("The zone's rules demand a counter-signature: add a second approver to the lines."))
def has_a_countersigner_where_needed(proposal: Any) -> bool:
    """Where the zone's policy demands it, a second approver signs the same content."""
    if not policy_of(proposal.zone).needs_countersign:
        return True
    return any(line.kind == "countersign" for line in proposal.lines.all())


@rule(
    _("The content is not complete: judge every criterion, and give what the outcome needs."),
    needs="actor",
)
def content_can_be_decided(proposal: Any, actor: Any) -> bool:
    """What circulates could be determined as it stands."""
    inputs = proposals.inputs_of(proposal.content)
    return all(r.holds(proposal.measure, actor, inputs) for r in CONTENT_RULES)


@rule(_("You drafted this proposal: somebody else has to stamp it."), needs="actor")
def actor_did_not_draft(proposal: Any, actor: Any) -> bool:
    """Nobody agrees with themselves."""
    return proposal.drafted_by_id != actor.pk


@rule(_("No line of this proposal waits for your stamp."), needs="actor")
def actor_has_a_line_to_stamp(proposal: Any, actor: Any) -> bool:
    """A stamp stands on a line of one's own office, once."""
    return line_for(proposal, actor) is not None and not _has_stamped(proposal, actor)


def _has_stamped(proposal: Any, actor: Any) -> bool:
    return any(
        stamp.stamped_by_id == actor.pk and stamp.content_hash == proposal.content_hash
        for line in proposal.ordered_lines()
        for stamp in line.stamps.all()
    )


@rule(_("You examined this application: somebody else has to countersign."), needs="actor")
def countersigner_did_not_examine(proposal: Any, actor: Any) -> bool:
    """A counter-signature comes from somebody who did not examine; agreement may."""
    line = line_for(proposal, actor)
    if line is None or line.kind != "countersign":
        return True
    return duties.actor_did_not_examine.holds(proposal, actor, {})


@rule(_("Not everybody on the lines before has stamped this content."))
def all_lines_before_are_stamped(proposal: Any) -> bool:
    """The decision comes last, on the content that everybody before saw."""
    return all(
        line.valid_stamp(proposal.content_hash) is not None
        for line in proposal.ordered_lines()
        if line.kind != "decide"
    )


@rule(_("You stamped another line of this proposal: somebody else has to decide."), needs="actor")
def decider_did_not_stamp(proposal: Any, actor: Any) -> bool:
    """Two signatures are two people."""
    return not _has_stamped(proposal, actor)


@rule(_("As a deputy, name the person for whom you stamp."), needs="inputs")
def deputy_names_the_principal(_proposal: Any, inputs: dict[str, Any]) -> bool:
    """代決 is recorded with the name of whoever is absent."""
    mode, principal = inputs.get("mode"), str(inputs.get("on_behalf_of", "")).strip()
    return mode in {"own", "sole", "deputy"} and (mode != "deputy" or bool(principal))


@rule(_("Write why you send it back."), needs="inputs")
def has_reasons(_proposal: Any, inputs: dict[str, Any]) -> bool:
    """Whoever mends it must know what to mend."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Nobody stamped as a deputy for your office, or it has been read."), needs="actor")
def actor_has_a_line_represented_by_another(proposal: Any, actor: Any) -> bool:
    """後閲 is for whoever was represented."""
    return represented_line(proposal, actor) is not None
