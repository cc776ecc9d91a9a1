"""Adopted settings of zones: append-only, each from a day on."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from casework import audit, clock
from zones.models.zone import Zone
from zones.policy import validated


class ZonePolicy(models.Model):
    """One adopted version of a zone's settings; only what differs from the defaults is written."""

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="policies")
    number = models.PositiveSmallIntegerField(_("version"))
    data = models.JSONField(_("settings"), default=dict)
    valid_from = models.DateField(_("from"))
    basis = models.CharField(_("decided by"), max_length=200)
    adopted_at = models.DateTimeField(_("adopted"))
    adopted_by_name = models.CharField(_("adopted by"), max_length=150)

    class Meta:
        verbose_name = _("settings of a zone")
        verbose_name_plural = _("settings of zones")
        ordering = ["zone", "number"]
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="zone_policy_number_once"),
            models.UniqueConstraint(fields=["zone", "valid_from"], name="zone_policy_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.zone} #{self.number}"


def adopt(
    zone: Zone, data: dict[str, Any], *, actor: Any, role: str, valid_from: Any, basis: str
) -> ZonePolicy:
    """Adopt settings from a day on; ValidationError names the fields; writes the zone's trail."""
    settings = validated(data)
    with transaction.atomic():
        locked = Zone._base_manager.select_for_update(of=("self",)).get(pk=zone.pk)
        policy = locked.policies.create(
            number=locked.policies.count() + 1,
            data=settings,
            valid_from=valid_from,
            basis=basis,
            adopted_at=clock.now(),
            adopted_by_name=actor.get_full_name(),
        )
        locked.policy_versions = [
            *locked.policy_versions,
            {"valid_from": valid_from.isoformat(), "data": settings},
        ]
        locked.policy_versions.sort(key=lambda version: version["valid_from"])
        locked.save(update_fields=["policy_versions"])
        audit.append(
            locked,
            step="adopt_policy",
            source=locked.status,
            actor=actor,
            role=role,
            basis=basis,
            inputs={"policy": policy.number, "valid_from": valid_from.isoformat()},
            record=("policy", "valid_from"),
        )
    zone.policy_versions = locked.policy_versions
    return policy
