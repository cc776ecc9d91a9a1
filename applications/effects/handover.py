"""What follows when a handover is ordered, carried out, canceled or undone."""

from datetime import timedelta
from typing import Any

from casework import clock
from casework.actors import SYSTEM
from casework.transitions import Blocked, perform


def end_roles_and_begin(handover: Any, actor: Any) -> None:
    """Give the leaver's roles their last day; when the day has come, hand over at once."""
    from applications.handover.planning import roles_of  # noqa: PLC0415
    from zones.staffing_views import appointment_of  # noqa: PLC0415

    last_day = handover.effective_on - timedelta(days=1)
    for role in roles_of(handover):
        appointment = appointment_of(role.membership)
        before, reasons = appointment.valid_until, list(role.why)
        if not reasons:
            try:
                perform(
                    appointment,
                    "end",
                    actor=actor,
                    version=appointment.version,
                    last_day=max(last_day, appointment.valid_from),
                )
            except Blocked as blocked:
                reasons = blocked.reasons
        handover.lines.create(
            **role.row(), case_id=appointment.pk, before=before, moved=not reasons,
            reasons="\n".join(reasons),
        )  # fmt: skip
    if handover.effective_on <= clock.today():
        perform(handover, "carry_out", actor=SYSTEM, version=handover.version)


def move_everything(handover: Any) -> None:
    """Move each thing through its own step; what cannot move is written down with its reasons."""
    from applications.handover.planning import moves_of  # noqa: PLC0415

    handover.carried_out_at = clock.now()
    for move in moves_of(handover):
        reasons = list(move.why)
        if move.step and not reasons:
            reasons = _move(move)
        handover.lines.create(
            **move.row(), case_id=move.case.pk, part=move.part, moved=not reasons,
            reasons="\n".join(reasons),
        )  # fmt: skip


def _move(move: Any) -> list[str]:
    fresh = type(move.case)._base_manager.get(pk=move.case.pk)
    try:
        perform(fresh, move.step, actor=SYSTEM, version=fresh.version, **move.inputs)
    except Blocked as blocked:
        return blocked.reasons
    return []


def reopen_roles(handover: Any, _actor: Any) -> None:
    """Give the roles that this handover ended the end they had before."""
    from casework.labels import case_model  # noqa: PLC0415

    for line in handover.lines.filter(kind__in=["role", "deputy"], moved=True):
        model: Any = case_model(line.case_type)
        appointment = model._base_manager.get(pk=line.case_id)
        perform(
            appointment,
            "take_back_end",
            actor=SYSTEM,
            version=appointment.version,
            until=line.before,
        )


def move_back(handover: Any, actor: Any) -> None:
    """Reopen the leaver's roles, then move each thing back through its own step."""
    from applications.handover.planning import back_of  # noqa: PLC0415

    reopen_roles(handover, actor)
    for move in back_of(handover):
        if reasons := _move(move):
            raise Blocked(reasons)


def take_over_examination(application: Any, *, successor: Any, handover: Any) -> None:
    """Name the new examiner, with the handover as the reason."""
    from applications.effects.duties import record_assignment  # noqa: PLC0415

    reason = f"人事異動 {handover.number}"
    record_assignment(application, actor=SYSTEM, examiner=successor, reason=reason)


def take_over_proposal(proposal: Any, *, successor: Any) -> None:
    """Name the new drafter."""
    proposal.drafted_by, proposal.drafted_by_name = successor, successor.get_full_name()


def take_over_line(proposal: Any, *, successor: Any, line: int) -> None:
    """Name who stamps on a line."""
    proposal.lines.filter(pk=line).update(person=successor)
