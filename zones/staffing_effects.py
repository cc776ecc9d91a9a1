"""What follows when an appointment takes force or ends."""

from datetime import date
from typing import Any


def open_membership(appointment: Any, user: Any) -> None:
    """Give the person the role for the period, with its basis, lender or principal."""
    appointment.memberships.create(
        user=user,
        organisation=appointment.organisation,
        role=appointment.role,
        valid_from=appointment.valid_from,
        valid_until=appointment.valid_until,
        basis=appointment.basis,
        lent_by=appointment.lent_by,
        deputy_for=appointment.deputy_for,
    )


def reopen_membership(appointment: Any, until: date | None) -> None:
    """Let the role go on until the end that it had before, or without one."""
    appointment.valid_until = until
    for membership in appointment.memberships.all():
        membership.valid_until = until
        membership.save(update_fields=["valid_until"])


def close_membership(appointment: Any, last_day: date) -> None:
    """Let the role end with a day."""
    appointment.valid_until = last_day
    for membership in appointment.memberships.all():
        membership.valid_until = max(last_day, membership.valid_from)
        membership.save(update_fields=["valid_until"])
