"""Bridges (つなぎ継続): an exemption continues while a revision of the law that its holder asked for is judged."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.models.hanging import OnExemption
from applications.workflow.bridge import BridgeStatus, BridgeWorkflow
from casework.fsm import state_is_known


class Bridge(BridgeWorkflow, OnExemption):
    """The holder's request that the law be revised, and the continuation granted while it is judged.

    A granted bridge covers the days ``starts_on`` to ``until`` (23:59 JST), and ends earlier on the
    day on which the verdict is recorded, which no longer counts.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="bridges"
    )
    request = models.TextField(_("revision asked for"))
    reason = models.TextField(_("reasons"))
    asked_on = models.DateField(_("asked"))
    asked_by_name = models.CharField(_("asked by"), max_length=150)
    starts_on = models.DateField(_("continues from"), null=True, editable=False)
    until = models.DateField(_("continues until"), null=True, editable=False)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True, editable=False)
    why_safe = models.TextField(_("why it is safe"), blank=True, editable=False)
    answer = models.TextField(_("answer"), blank=True, editable=False)
    answered_on = models.DateField(_("answered"), null=True, editable=False)
    answered_by_name = models.CharField(
        _("answered by"), max_length=150, blank=True, editable=False
    )
    concluded_on = models.DateField(_("verdict"), null=True, editable=False)
    conclusion = models.TextField(_("what was decided on the law"), blank=True, editable=False)

    class Meta:
        verbose_name = _("bridge")
        verbose_name_plural = _("bridges")
        ordering = ["exemption", "pk"]
        constraints = [
            state_is_known(BridgeStatus, "bridge_status_known"),
            models.CheckConstraint(
                condition=Q(starts_on=None, until=None) | Q(starts_on__lte=F("until")),
                name="bridge_period_ordered",
            ),
            models.UniqueConstraint(
                fields=["exemption"], condition=Q(until__isnull=False), name="bridge_once"
            ),
            models.UniqueConstraint(
                fields=["exemption"], condition=Q(status="requested"), name="bridge_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.status}"

    def covers(self, day: date) -> bool:
        """Tell whether the exemption continues by this bridge on a day."""
        if self.starts_on is None or self.until is None:
            return False
        return self.starts_on <= day <= self.until and (
            self.concluded_on is None or day < self.concluded_on
        )
