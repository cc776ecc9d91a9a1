"""What follows when an examiner is assigned or an interest declared."""

from typing import Any

from applications.codes import InterestKind
from casework import clock
from casework.actors import identity_of


def record_assignment(application: Any, *, actor: Any, examiner: Any, reason: str) -> None:
    """Name the examiner, and keep who named them and why."""
    application.examiner = examiner
    application.assignments.create(
        examiner=examiner,
        examiner_name=examiner.get_full_name(),
        assigned_by_name=actor.get_full_name(),
        reason=reason,
        at=clock.now(),
    )


def begin_examination(application: Any, actor: Any) -> None:
    """Record who examines and since when; who was not assigned before is from now on."""
    if application.examiner_id != actor.pk:
        record_assignment(application, actor=actor, examiner=actor, reason="")
    application.examination_started_at = clock.now()


def record_interest(application: Any, *, actor: Any, kind: str, text: str) -> None:
    """Keep the declaration; who declares a relation stops examining the case (回避)."""
    identity = identity_of(actor, application)
    application.declarations.create(
        user=actor,
        name=identity.name,
        office_name=identity.organisation,
        kind=kind,
        text=text,
        declared_at=clock.now(),
    )
    application.__dict__.pop("_declarations", None)
    if kind != InterestKind.NONE and application.examiner_id == actor.pk:
        application.examiner = None
