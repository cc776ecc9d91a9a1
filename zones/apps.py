"""Application configuration of zones."""

from typing import Any

from django.apps import AppConfig


class ZonesConfig(AppConfig):
    """Municipalities, zones, regulations, special measures, memberships and roles."""

    name = "zones"
    verbose_name = "zones"

    def ready(self) -> None:
        """Name actors in the trail by the office they work in."""
        from casework.hooks import identify_actor  # noqa: PLC0415

        identify_actor.register(_office_identity)


def _office_identity(actor: Any, case: Any) -> Any:
    from casework.actors import Identity  # noqa: PLC0415
    from zones.models.organisations import current_memberships  # noqa: PLC0415

    held = current_memberships(actor)
    if not held:
        return None
    lead = getattr(getattr(case, "zone", case), "lead_id", None)
    own = next((m for m in held if m.organisation_id == lead), held[0])
    return Identity(actor.get_full_name(), own.organisation.name)
