"""What is asked for after filing: a change, a copy of a letter, a succession."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes_change import ChangeEffect, LossCause, SuccessionKind
from applications.facts.showing import place_text
from applications.membership import companies_of
from applications.models.application import Application
from applications.models.company import Company
from applications.models.letters import Letter
from applications.models.overlays import Overlay, OverlayQuerySet
from applications.workflow.later import (
    ChangeStatus,
    ChangeWorkflow,
    ReissueStatus,
    ReissueWorkflow,
    SuccessionStatus,
    SuccessionWorkflow,
)
from casework.fsm import state_is_known


class Asked(models.Model):
    """Who asked for something and why, and what the office answered."""

    reason = models.TextField(_("reason"))
    asked_at = models.DateTimeField(_("asked"), null=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_by_name = models.CharField(_("asked by"), max_length=150, blank=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True)
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)

    class Meta:
        abstract = True


class ChangeRequest(Overlay, Asked, ChangeWorkflow):
    """A change of the plan that the applicant proposes before the decision."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="changes")
    changes = models.JSONField(_("proposed"), default=dict)
    snapshot = models.JSONField(_("as it stood"), default=dict)
    effect = models.CharField(
        _("effect on the period"), max_length=20, choices=ChangeEffect.choices, blank=True
    )

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(ChangeStatus, "change_status_known"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(status="proposed"), name="change_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {', '.join(self.changes)}"

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Return (fact, before, after) in words for each fact that the change names."""
        places = (facts.place(key, self.application.plan_schema) for key in self.changes)
        return [
            (p, place_text(p, self.snapshot.get(p.path)), place_text(p, self.changes[p.path]))
            for p in places
        ]


class Reissue(Overlay, Asked, ReissueWorkflow):
    """A request for a copy of a letter that was lost or damaged (再交付)."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reissues")
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="reissues")
    cause = models.CharField(_("what happened"), max_length=20, choices=LossCause.choices)
    copy = models.OneToOneField(
        Letter, on_delete=models.PROTECT, null=True, related_name="reissued_by"
    )
    found_on = models.DateField(_("found"), null=True)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("request for a copy")
        verbose_name_plural = _("requests for copies")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(ReissueStatus, "reissue_status_known"),
            models.UniqueConstraint(
                fields=["letter"], condition=Q(status="requested"), name="reissue_one_open"
            ),
        ]

    def __str__(self) -> str:
        return str(self.letter)


class SuccessionQuerySet(OverlayQuerySet):
    """Questions about successions."""

    def of_companies(self, user: Any) -> "SuccessionQuerySet":
        """Return the successions in which the user's companies are on either side."""
        own = companies_of(user)
        return self.filter(Q(transferor__in=own) | Q(successor__in=own))


class Succession(Overlay, Asked, SuccessionWorkflow):
    """One company takes the place of another as applicant and holder (承継)."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="successions"
    )
    transferor = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, related_name="handed_over"
    )
    successor = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, related_name="taken_over"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SuccessionKind.choices)
    effective_on = models.DateField(_("takes effect on"), null=True)
    taken_at = models.DateTimeField(_("took effect"), null=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(SuccessionStatus, "succession_status_known"),
            models.CheckConstraint(
                condition=Q(status="new")
                | Q(transferor__isnull=False, successor__isnull=False, effective_on__isnull=False),
                name="succession_has_sides",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=["filed", "confirmed", "recorded"]),
                name="succession_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.number}: {self.transferor} → {self.successor}"

    def company_url(self) -> str:
        """Return the page of the succession for both companies."""
        return reverse("apply_succession", args=[self.pk])
