"""What follows when a correction is answered or an opinion given."""

from typing import Any

from casework import clock
from casework.transitions import touch


def apply_answers(clarification: Any, actor: Any, answers: dict[str, Any]) -> None:
    """Put the answers into the plan as a new revision; nothing but the named fields changes."""
    application = clarification.application
    plan = {**application.plan, **answers}
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


def record_opinion(
    opinion: Any, actor: Any, *, view: str, text: str, reason_codes: list[str]
) -> None:
    """Write the opinion down with who gave it and when."""
    opinion.view = view
    opinion.text = text
    opinion.reason_codes = list(reason_codes)
    opinion.given_at = clock.now()
    opinion.given_by = actor
    opinion.given_by_name = actor.get_full_name()
