"""What follows when the people or the agents of a company change."""

from datetime import timedelta
from typing import Any

from applications import membership, tokens
from applications.membership import CompanyRole, Verification
from casework import clock


def record_verification(member: Any, *, verified_by: str, role: str) -> None:
    """Note who confirmed the person, and when; a role is raised, never lowered."""
    order = list(CompanyRole.values)
    member.role = min(member.role, role, key=order.index)
    member.verified_by = verified_by
    member.verified_at = clock.now()


def open_link(case: Any, *, days: int) -> None:
    """Make a new one-time link; an older one is void."""
    now = clock.now()
    case.nonce, case.sent_at = tokens.new_nonce(), now
    case.expires_at = now + timedelta(days=days)


def join(invitation: Any, actor: Any) -> None:
    """Make the person a member with the role of the invitation, and void the link."""
    how = Verification.INVITATION if invitation.email else Verification.RECEIPT
    invitation.nonce = ""
    invitation.accepted_by = actor
    invitation.accepted_at = clock.now()
    invitation.company.members.create(
        user=actor, role=invitation.role, verified_by=how, verified_at=clock.now()
    )
    membership.forget(actor)


def grant_power(power: Any, actor: Any) -> None:
    """Note who granted or entered the power, and open the link for the agent."""
    power.granted_by = actor
    power.granted_at = clock.now()
    open_link(power, days=(power.valid_until - clock.today()).days + 1)


def accept_power(power: Any, actor: Any) -> None:
    """Bind the power to the person who accepted it."""
    power.agent = actor
    power.nonce = ""
    power.accepted_at = clock.now()
    membership.forget(actor)


def end_power(power: Any) -> None:
    """Note when the power ended, and void its link."""
    power.nonce = ""
    power.ended_at = clock.now()
