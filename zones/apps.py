"""Application configuration of zones."""

from typing import Any

from django.apps import AppConfig


class ZonesConfig(AppConfig):
    """Municipalities, zones, regulations, special measures, memberships and roles."""

    name = "zones"
    verbose_name = "zones"

    def ready(self) -> None:
        """Name actors in the trail by the office they work in."""
        from casework import labels, schedule  # noqa: PLC0415
        from casework.hooks import (  # noqa: PLC0415
            digest_hours,
            identify_actor,
            qualify_actor,
            step_refused,
        )
        from zones import digests, founding, operators, warning  # noqa: PLC0415

        identify_actor.register(_office_identity)
        qualify_actor.register(_capacity)
        digest_hours.register(digests.digest_hours)
        step_refused.register(operators.keep_refused)
        labels.OPENINGS.update({**operators.OPENINGS, **founding.OPENINGS})
        schedule.register("warn_of_ends", schedule.daily_at(6), warning.warn_of_ends)


def _office_identity(actor: Any, case: Any) -> Any:
    from casework.actors import Identity  # noqa: PLC0415
    from zones.models.organisations import current_memberships  # noqa: PLC0415

    held = current_memberships(actor)
    if not held:
        return None
    lead = getattr(getattr(case, "zone", case), "lead_id", None)
    own = next((m for m in held if m.organisation_id == lead), held[0])
    return Identity(actor.get_full_name(), own.organisation.name)


def _capacity(actor: Any, case: Any, role: str) -> str | None:
    """Name the capacity of a deputy or a borrowed official in the trail; None in their own right."""
    from zones.models.organisations import current_memberships  # noqa: PLC0415
    from zones.roles import OFFICE_ROLES, capacity, offices_behind  # noqa: PLC0415

    roles = OFFICE_ROLES.get(role)
    held = current_memberships(actor)
    if roles is None or all(m.deputy_for_id is None and m.lent_by_id is None for m in held):
        return None
    offices = offices_behind(case)
    found = next((m for m in held if m.role in roles and m.organisation_id in offices), None)
    return capacity(actor, found.organisation_id, *roles) or None if found else None
