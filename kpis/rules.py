"""What must hold before a step of an evidence review; each rule says why."""

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.membership import own_side
from casework import clock
from casework.rules import rule
from kpis.choices import HIGHER_LEVELS, HarmAnswer, VerdictCode
from kpis.plan import digest, plan_of
from zones.roles import offices_of

# e-Gov 法令API v2: law id, date in force, id of the amending law (zeros when newly enacted).
LAW_REVISION = re.compile(r"^[0-9A-Z]{15}_\d{8}_[0-9A-Z]{15}$")
NEEDS_LAW = (VerdictCode.NATIONWIDE, VerdictCode.CORRECT)


def text(inputs: dict[str, Any], name: str) -> str:
    """Return an input as stripped text."""
    return str(inputs.get(name) or "").strip()


@rule(_("The plan needs a question, a baseline, a comparison, a method and a decision threshold."))
def plan_is_complete(review: Any) -> bool:
    """Outcome, baseline and comparison are registered before the trial."""
    parts = (review.question, review.baseline, review.comparison, review.method, review.threshold)
    return all(part.strip() for part in parts)


@rule(
    _("The plan needs at least one indicator of outcome or impact: an activity is not an outcome.")
)
def plan_measures_an_outcome(review: Any) -> bool:
    """Activities and outputs alone do not answer whether a measure works."""
    return review.pk is not None and review.indicators.filter(level__in=HIGHER_LEVELS).exists()


@rule(_("The regulating office has not agreed to the plan as it now stands."))
def regulator_has_agreed(review: Any) -> bool:
    """A plan changed after the agreement needs a new one."""
    return review.agreed_sha256 != "" and review.agreed_sha256 == digest(plan_of(review))


@rule(_("The trial has begun: a plan is registered before it."))
def trial_has_not_begun(review: Any) -> bool:
    """What counts as success is fixed before anybody has seen results."""
    return review.exemption.began_on is None


@rule(_("The trial has not begun yet."))
def trial_has_begun(review: Any) -> bool:
    """There is nothing to collect before the trial runs."""
    return review.exemption.began_on is not None


@rule(_("The plan differs from the one registered: restore it."))
def plan_is_intact(review: Any) -> bool:
    """The content still gives the hash under which it was registered."""
    return review.plan_sha256 != "" and digest(plan_of(review)) == review.plan_sha256


@rule(_("State the estimate with its range, or that none can be given and why."), needs="inputs")
def has_estimate(_review: Any, inputs: dict[str, Any]) -> bool:
    """A draft says what was found and how sure it is."""
    return bool(text(inputs, "estimate"))


@rule(_("State the counter-evidence: what speaks against the finding."), needs="inputs")
def has_counter_evidence(_review: Any, inputs: dict[str, Any]) -> bool:
    """The section on counter-evidence is compulsory."""
    return bool(text(inputs, "counter_evidence"))


@rule(_("Cite at least one frozen snapshot of this zone, and nothing else."), needs="inputs")
def cites_snapshots(review: Any, inputs: dict[str, Any]) -> bool:
    """Only what was frozen may be cited, by its address."""
    slugs = set(inputs.get("snapshots") or ())
    return bool(slugs) and review.zone.snapshots.filter(slug__in=slugs).count() == len(slugs)


@rule(_("A verdict may cite only snapshots that were before the public."), needs="inputs")
def cites_what_the_public_saw(review: Any, inputs: dict[str, Any]) -> bool:
    """Evidence that nobody could comment on does not carry a verdict."""
    slugs = set(inputs.get("snapshots") or ())
    return slugs <= set(review.snapshots.values_list("slug", flat=True))


@rule(_("The regulating office has already answered in this round."))
def regulator_has_not_answered(review: Any) -> bool:
    """One answer per round; what it says stands."""
    return not review.harm_claims.filter(round=review.round).exists()


@rule(_("The period for the answer is over; the silence is recorded."))
def objection_is_open(review: Any) -> bool:
    """After the period, silence means that no harm was shown."""
    return review.objection_due_on is not None and clock.today() <= review.objection_due_on


@rule(_("Say whether the measure does harm."), needs="inputs")
def answer_is_known(_review: Any, inputs: dict[str, Any]) -> bool:
    """Harm, or none; silence is recorded by the console alone."""
    return inputs.get("answer") in (HarmAnswer.HARM, HarmAnswer.NONE)


@rule(_("Harm needs evidence: the burden is on the regulating office."), needs="inputs")
def harm_is_evidenced(_review: Any, inputs: dict[str, Any]) -> bool:
    """Without evidence the default stands: the measure is generalised."""
    return inputs.get("answer") != HarmAnswer.HARM or bool(text(inputs, "evidence"))


@rule(_("The regulating office has not answered, and its period still runs."))
def regulator_answered_or_was_silent(review: Any) -> bool:
    """The public is asked when the answer is there or its period is over."""
    return not regulator_has_not_answered.test(review) or (
        review.objection_due_on is not None and clock.today() > review.objection_due_on
    )


@rule(_("The period for public comments is not over."))
def comment_period_is_over(review: Any) -> bool:
    """Everybody gets the full period."""
    return review.comment_due_on is not None and clock.today() > review.comment_due_on


@rule(_("A public comment has no reply yet."))
def comments_are_answered(review: Any) -> bool:
    """Every comment of this round has its reply before the verdict."""
    return not review.comments.filter(round=review.round, status="open").exists()


@rule(_("Choose one of the five verdicts."), needs="inputs")
def verdict_is_known(_review: Any, inputs: dict[str, Any]) -> bool:
    """There is no sixth way out."""
    return inputs.get("verdict") in VerdictCode.values


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_review: Any, inputs: dict[str, Any]) -> bool:
    """A verdict states its reasons."""
    return bool(text(inputs, "reasons"))


@rule(_("Name who carries the verdict out."), needs="inputs")
def has_owner(_review: Any, inputs: dict[str, Any]) -> bool:
    """A verdict has an owner."""
    return bool(text(inputs, "owner"))


@rule(_("Name the day, from today on, by which the verdict is carried out."), needs="inputs")
def has_promise_date(_review: Any, inputs: dict[str, Any]) -> bool:
    """A verdict has a dated promise, unless nothing could be judged."""
    if inputs.get("verdict") == VerdictCode.INCONCLUSIVE:
        return True
    promised = inputs.get("promise_on")
    return isinstance(promised, date) and promised >= clock.today()


@rule(_("People who run, hold, regulate or drafted the measure do not judge it."), needs="actor")
def judge_is_independent(review: Any, actor: Any) -> bool:
    """No member of the zone's office, the regulating office or the holder, nor the drafter."""
    own = offices_of(actor)
    return (
        review.zone.lead_id not in own
        and review.regulator_id not in own
        and review.exemption.holder_id not in own_side(actor)
        and review.drafted_by_id != actor.pk
    )


@rule(_("Only a review that could not be judged may be extended."))
def could_not_be_judged(review: Any) -> bool:
    """The four other verdicts end the trial of evidence."""
    return review.verdict == VerdictCode.INCONCLUSIVE


@rule(_("A review may be extended only once."))
def was_never_extended(review: Any) -> bool:
    """“Cannot be judged” may extend once."""
    return review.round == 1


@rule(_("Name a day after today until which evidence is collected."), needs="inputs")
def extension_ends(_review: Any, inputs: dict[str, Any]) -> bool:
    """An extension ends on a date."""
    until = inputs.get("until")
    return isinstance(until, date) and until > clock.today()


@rule(
    _(
        "Give the revision id of the law, as the e-Gov law service has it (law id_date_amending law id)."
    ),
    needs="inputs",
)
def law_revision_is_named(review: Any, inputs: dict[str, Any]) -> bool:
    """A verdict that changes the law is carried out when the revision is in force."""
    given = text(inputs, "law_revision")
    if given:
        return LAW_REVISION.match(given) is not None
    return review.verdict not in NEEDS_LAW


@rule(_("Say what was done."), needs="inputs")
def says_what_was_done(_review: Any, inputs: dict[str, Any]) -> bool:
    """The promise is closed by what was done, in words."""
    return bool(text(inputs, "note"))


@rule(_("Write the reply."), needs="inputs")
def has_reply(_comment: Any, inputs: dict[str, Any]) -> bool:
    """A reply says something."""
    return bool(text(inputs, "reply"))
