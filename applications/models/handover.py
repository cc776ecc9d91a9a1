"""Handovers: who takes over an office's open work from whom, from which day on, and what moved."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.workflow.handover import HandoverStatus, HandoverWorkflow
from casework.fsm import state_is_known
from zones.models import Organisation
from zones.roles import offices_of


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Questions about handovers."""

    def visible_to(self, user: Any) -> "HandoverQuerySet":
        """Return those of the user's offices."""
        found = self.filter(organisation__in=offices_of(user))
        return found.select_related("organisation", "leaver", "successor")


class Handover(HandoverWorkflow):
    """One colleague's work goes to another on a day; the leaver's roles end on the day before.

    Purpose: who is answerable for what since when. Kept ten years, as appointments.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="handovers"
    )
    leaver = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    effective_on = models.DateField(_("effective on"))
    note = models.CharField(_("reason"), max_length=300, blank=True)
    made_by_name = models.CharField(_("ordered by"), max_length=150, blank=True)
    carried_out_at = models.DateTimeField(_("carried out"), null=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("handover")
        verbose_name_plural = _("handovers")
        constraints = [state_is_known(HandoverStatus, "handover_status_known")]
        indexes = [
            models.Index(fields=["organisation", "-id"], name="handover_office"),
            models.Index(
                fields=["effective_on"],
                condition=models.Q(status="planned"),
                name="handover_planned",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """Return the number, e.g. HO-2027-0001."""
        return f"HO-{self.effective_on.year}-{self.pk:04d}"

    @property
    def zone_code(self) -> str:
        """Return a zone that the office leads, so that its people see the entry in the trail."""
        zone = self.organisation.led_zones.order_by("pk").first()
        return zone.slug if zone else ""

    def get_absolute_url(self) -> str:
        """Return the page of the handover."""
        return reverse("console:handover_page", args=[self.pk])


class LineKind(models.TextChoices):
    """What went over, or could not."""

    APPLICATION = "application", pgettext_lazy("handover", "Application examined")
    PROPOSAL = "proposal", pgettext_lazy("handover", "Proposal drafted")
    LINE = "line", pgettext_lazy("handover", "Line in a decision chain")
    CONSULTATION = "consultation", pgettext_lazy("handover", "Consultation")
    DELAY = "delay", pgettext_lazy("handover", "Notice of delay to be sent")
    APPEAL = "appeal", pgettext_lazy("handover", "Review officer of an appeal")
    ROLE = "role", pgettext_lazy("handover", "Role in the office")
    DEPUTY = "deputy", pgettext_lazy("handover", "Deputy in absence")


class HandoverLine(models.Model):
    """One thing of a handover as it happened: moved or ended, or why not."""

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=20, choices=LineKind.choices)
    case_type = models.CharField(max_length=60)
    case_id = models.BigIntegerField()
    part = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    moved = models.BooleanField()
    reasons = models.TextField(blank=True)
    before = models.DateField(null=True)

    class Meta:
        verbose_name = _("line of a handover")
        verbose_name_plural = _("lines of handovers")
        ordering = ["handover", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=LineKind.values), name="handover_line_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.title}"
