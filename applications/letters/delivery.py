"""How a company receives determinations: its choice, and the record of it."""

from typing import Any

from casework import clock


def note_choice(company: Any, *, before: bool, actor: Any) -> None:
    """Record that a company chose, or withdrew, electronic delivery; nothing when it did neither."""
    if company.electronic_delivery == before:
        return
    company.delivery_consents.create(
        accepted=company.electronic_delivery,
        made_at=clock.now(),
        made_by=actor,
        made_by_name=actor.get_full_name() or actor.email,
    )
