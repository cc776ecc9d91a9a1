"""What follows from the steps of a review. Models are reached through related managers."""

from datetime import date, timedelta
from typing import Any

from applications.standards.following import follow_exemption
from casework import clock
from casework.actors import identity_of
from kpis.choices import HarmAnswer, VerdictCode
from kpis.plan import digest, plan_of

# House rules, after DOMAIN (v): 30 days for the regulating office, 30 for the public.
OBJECTION = timedelta(days=30)
COMMENT = timedelta(days=30)


def freeze_plan(review: Any) -> None:
    """Freeze the plan under its hash."""
    review.plan = plan_of(review)
    review.plan_sha256 = digest(review.plan)
    review.registered_at = clock.now()


def record_draft(
    review: Any, *, actor: Any, estimate: str, counter_evidence: str, snapshots: list[str]
) -> None:
    """Keep the draft and the snapshots it stands on."""
    review.estimate, review.counter_evidence = estimate.strip(), counter_evidence.strip()
    review.drafted_by, review.drafted_on = actor, clock.today()
    review.snapshots.set(review.zone.snapshots.filter(slug__in=snapshots))


def record_answer(review: Any, *, actor: Any, answer: str, statement: str, evidence: str) -> None:
    """Keep what the regulating office answers."""
    identity = identity_of(actor, review)
    review.harm_claims.create(
        round=review.round,
        answer=answer,
        statement=statement.strip(),
        evidence=evidence.strip(),
        office_name=identity.organisation or review.regulator.name,
        made_by=identity.name,
        made_on=clock.today(),
    )


def record_silence(review: Any, *, actor: Any) -> None:
    """Record the silence of the regulating office, unless it answered."""
    if review.harm_claims.filter(round=review.round).exists():
        return
    review.harm_claims.create(
        round=review.round,
        answer=HarmAnswer.SILENCE,
        office_name=review.regulator.name,
        made_by=identity_of(actor, review).name,
        made_on=clock.today(),
    )


def record_verdict(
    review: Any,
    *,
    actor: Any,
    verdict: str,
    reasons: str,
    owner: str,
    promise_on: date | None,
    snapshots: list[str],
) -> None:
    """Keep the verdict with all that was before the reviewer, and cite its snapshots."""
    identity = identity_of(actor, review)
    promised = None if verdict == VerdictCode.INCONCLUSIVE else promise_on
    review.verdict, review.decided_on, review.promise_on = verdict, clock.today(), promised
    made = review.verdicts.create(
        round=review.round,
        code=verdict,
        reasons=reasons.strip(),
        owner=owner.strip(),
        promise_on=promised,
        plan_sha256=review.plan_sha256,
        estimate=review.estimate,
        counter_evidence=review.counter_evidence,
        decided_by=identity.name,
        office_name=identity.organisation,
        decided_on=review.decided_on,
    )
    for snapshot in review.snapshots.filter(slug__in=snapshots).order_by("pk"):
        made.citations.create(snapshot=snapshot)


def follow_in_packages(review: Any, _actor: Any) -> None:
    """Let the standard measures made from the exemption say so, and tell who took them over."""
    follow_exemption(review.exemption)


def begin_second_round(review: Any, *, until: date) -> None:
    """Collect evidence once more; the first verdict stays on record."""
    review.round, review.extended_until = 2, until
    review.verdict, review.decided_on, review.promise_on = "", None, None
    review.objection_due_on = review.comment_due_on = None


def record_implementation(review: Any, *, law_revision: str, note: str) -> None:
    """Close the promise."""
    review.law_revision, review.implementation_note = law_revision.strip(), note.strip()
    review.implemented_on = clock.today()
