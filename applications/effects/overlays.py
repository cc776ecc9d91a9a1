"""What follows when a correction is answered or an opinion given."""

from typing import Any

from applications import facts
from applications.ledger import uses
from casework import clock
from casework.transitions import touch


def apply_answers(clarification: Any, actor: Any, answers: dict[str, Any]) -> None:
    """Put the answers into the plan as a new revision; nothing but the named fields changes."""
    application = clarification.application
    plan = corrected_plan(application, answers)
    clarification.answers = answers
    clarification.answered_at = clock.now()
    touch(application, version=None, plan=plan)
    application.revisions.create(
        number=application.revisions.count() + 1,
        plan=plan,
        made_at=clock.now(),
        made_by=str(actor),
        cause=f"clarification:{clarification.pk}",
    )
    for key, answer in answers.items():
        uses.keep_answer(application, key, answer, actor)


def keep_version(opinion: Any) -> None:
    """Keep the opinion as it stands before it is revised."""
    opinion.versions.create(
        number=opinion.versions.count() + 1,
        view=opinion.view,
        text=opinion.text,
        reason_codes=opinion.reason_codes,
        minority=opinion.minority,
        given_at=opinion.given_at,
        given_by_name=opinion.given_by_name,
    )


def corrected_plan(application: Any, answers: dict[str, Any]) -> dict[str, Any]:
    """Return the plan with answers put in by their paths; what is no longer asked falls away."""
    plan = application.plan
    for path, answer in answers.items():
        plan = facts.put(plan, path, answer)
    return facts.as_filed(plan, application.plan_schema)


def record_opinion(
    opinion: Any,
    actor: Any,
    *,
    view: str,
    text: str,
    reason_codes: list[str],
    minority: list[dict[str, str]] | None = None,
) -> None:
    """Write the opinion down with who gave it and when, and with the dissents from it."""
    opinion.view = view
    opinion.text = text
    opinion.reason_codes = list(reason_codes)
    opinion.minority = list(minority or [])
    opinion.given_at = clock.now()
    opinion.given_by = actor
    opinion.given_by_name = actor.get_full_name()
