"""Proof of an activity: what a resident did for the place, judged by the office."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import Identity
from casework.fsm import state_is_known
from digitalresidents.activity_workflow import ActivityProofWorkflow, ProofStatus
from digitalresidents.querysets import ActivityProofQuerySet
from zones.models.reference import one_of


class ActivityKind(models.TextChoices):
    """Activities that count towards premium (担い手活動)."""

    COMMUNITY = (
        "community",
        pgettext_lazy("activity", "Community work (grass cutting, cleaning, snow)"),
    )
    FARMING = "farming", pgettext_lazy("activity", "Farming and forestry help")
    EVENT = "event", pgettext_lazy("activity", "Running a festival or event")
    CARE = "care", pgettext_lazy("activity", "Watching over, transport, care")
    SKILL = "skill", pgettext_lazy("activity", "Skills given remotely or on the spot")


class ActivityProof(ActivityProofWorkflow):
    """One activity on one day, reported by the resident or by a clerk."""

    registration = models.ForeignKey(
        "digitalresidents.Registration", on_delete=models.PROTECT, related_name="activities"
    )
    kind = models.CharField(_("activity"), max_length=20, choices=ActivityKind.choices)
    activity_on = models.DateField(_("day of the activity"))
    description = models.CharField(_("what you did, and with whom"), max_length=300, blank=True)
    reported_at = models.DateTimeField(_("reported"), default=clock.now, editable=False)
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    reasons = models.CharField(_("reasons"), max_length=300, blank=True, editable=False)

    objects = ActivityProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity proof")
        verbose_name_plural = _("activity proofs")
        ordering = ["-activity_on", "-pk"]
        constraints = [
            state_is_known(ProofStatus, "activityproof_status_known"),
            one_of("kind", ActivityKind),
            models.UniqueConstraint(
                fields=["registration", "kind", "activity_on"],
                condition=~models.Q(status="rejected"),
                name="activityproof_once_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.activity_on}"

    @property
    def zone(self) -> Any:
        """Return the zone in which the activity counts."""
        return self.registration.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone, for the trail."""
        return self.zone.slug

    def describe_actor(self, actor: Any) -> Identity | None:
        """Name the resident in the trail by the registration's pseudonym."""
        return self.registration.describe_actor(actor)

    def get_absolute_url(self) -> str:
        """Return the office's page of the registration."""
        return reverse("console:registration", args=[self.registration_id])
