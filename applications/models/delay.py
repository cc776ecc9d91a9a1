"""Notices of delay (遅延理由の通知): one for each month that something is late."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.overlays import Opinion, Overlay, OverlayQuerySet
from applications.workflow.delay import DelayStatus, DelayWorkflow
from casework.fsm import state_is_known


class DelayNotice(Overlay, DelayWorkflow):
    """One month of delay of an opinion, or (``opinion`` None) of the processing period itself."""

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="delay_notices"
    )
    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, null=True, related_name="delay_notices"
    )
    number = models.PositiveSmallIntegerField(_("month of delay"))
    due_on = models.DateField(_("was due"))
    drafted_on = models.DateField(_("drafted"))
    duty = models.CharField(_("who demands it"), max_length=20)
    reasons = models.TextField(_("reasons"), blank=True)
    expected_on = models.DateField(_("expected"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    sent_by_name = models.CharField(_("sent by"), max_length=150, blank=True, editable=False)

    objects = OverlayQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of delay")
        verbose_name_plural = _("notices of delay")
        ordering = ["application", "pk"]
        constraints = [
            state_is_known(DelayStatus, "delay_status_known"),
            models.UniqueConstraint(
                fields=["opinion", "number"],
                condition=models.Q(opinion__isnull=False),
                name="delay_once_a_month_opinion",
            ),
            models.UniqueConstraint(
                fields=["application", "number"],
                condition=models.Q(opinion__isnull=True),
                name="delay_once_a_month_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["application"],
                condition=models.Q(status="drafted"),
                name="delay_to_send",
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} #{self.number}"

    def subject(self) -> str:
        """Return what is late: the office asked, or the processing period."""
        return self.opinion.organisation.name if self.opinion else str(_("Processing period"))

    def get_absolute_url(self) -> str:
        """Return the office's page of the case, at its notices of delay."""
        return f"{reverse('console:application', args=[self.application_id])}#delays"

    def outside(self) -> dict[str, Any]:
        """Return what the applicant may read: nothing before it is sent."""
        return {"reasons": self.reasons, "expected_on": self.expected_on} if self.sent_at else {}
