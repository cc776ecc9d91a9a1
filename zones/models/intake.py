"""When a zone takes applications under a procedure, and which papers they need."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.fsm import state_is_known
from zones.intake_workflow import IntakeStatus, IntakeWorkflow
from zones.models.procedures import Procedure
from zones.models.zone import Zone


class Phase(models.TextChoices):
    """What anybody may know of an intake on a day: computed from the decision and the dates."""

    OPEN = "taking", pgettext_lazy("intake", "Takes applications")
    BEFORE = "before", pgettext_lazy("intake", "Not yet open")
    PAUSED = "on_hold", pgettext_lazy("intake", "Intake paused")
    OVER = "over", pgettext_lazy("intake", "Intake ended")


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Questions about intakes."""

    def visible_to(self, user: Any) -> IntakeQuerySet:
        """Return those of the zones that the user may see."""
        return self.filter(zone__in=Zone.objects.visible_to(user).values("pk"))

    def published(self) -> IntakeQuerySet:
        """Return those that were opened once: anybody may know of them."""
        return self.exclude(status=IntakeStatus.PREPARED)

    def taking(self, on: date | None = None) -> IntakeQuerySet:
        """Return those under which applications are taken on a day (today)."""
        day = on or clock.today()
        not_announced = Q(closing_announced_on=None) | Q(closing_announced_on__gt=day)
        return self.filter(
            Q(accepts_until=None) | Q(accepts_until__gte=day),
            status=IntakeStatus.OPEN,
            accepts_from__lte=day,
            zone__in=Zone.objects.open_on(day).filter(not_announced).values("pk"),
        )

    def for_list(self) -> IntakeQuerySet:
        """Return intakes with what a list shows, in the order of the procedures."""
        return self.select_related("procedure").order_by("procedure", "pk")


class Intake(IntakeWorkflow):
    """The intake of one procedure in one zone: its period, its papers, its state.

    ``documents`` are kinds of document asked beside those that the procedure asks everywhere.
    """

    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="intakes")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="intakes")
    accepts_from = models.DateField(_("applications from"), null=True, editable=False)
    accepts_until = models.DateField(_("applications until"), null=True, editable=False)
    documents = models.JSONField(_("further documents"), default=list, editable=False)
    needs_statement = models.BooleanField(
        _("an officer signs a statement of truth"), default=False, editable=False
    )
    note = models.TextField(_("note for applicants"), blank=True, editable=False)
    reasons = models.TextField(_("reasons of the pause or the end"), blank=True, editable=False)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intakes")
        ordering = ["zone", "procedure"]
        constraints = [
            state_is_known(IntakeStatus, "intake_status_known"),
            models.UniqueConstraint(fields=["zone", "procedure"], name="intake_once_a_zone"),
            models.CheckConstraint(
                condition=Q(status=IntakeStatus.PREPARED) | Q(accepts_from__isnull=False),
                name="intake_opened_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(accepts_until=None) | Q(accepts_until__gte=models.F("accepts_from")),
                name="intake_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone}　{self.procedure}"

    @property
    def zone_code(self) -> str:
        """Return the zone's slug, for the trail."""
        return self.zone.slug

    def phase(self, on: date | None = None) -> Phase:
        """Return what holds on a day (today): both ends of the period are part of it."""
        day = on or clock.today()
        ended = self.accepts_until is not None and self.accepts_until < day
        over = not self.zone.is_open(day) or self.zone.is_winding_down(day)
        if self.status == IntakeStatus.CLOSED or ended or over:
            return Phase.OVER
        if self.status == IntakeStatus.PAUSED:
            return Phase.PAUSED
        begun = self.accepts_from is not None and self.accepts_from <= day
        return Phase.OPEN if begun and self.status == IntakeStatus.OPEN else Phase.BEFORE

    @property
    def takes_now(self) -> bool:
        """Tell whether applications are taken today."""
        return self.phase() is Phase.OPEN

    def get_absolute_url(self) -> str:
        """Return the office's page of the intake."""
        return reverse("console:zone_intake", args=[self.zone_id, self.procedure_id])


def published_of(zone: Zone) -> list[Intake]:
    """Return a zone's published intakes from what is prefetched, in the order of the procedures."""
    found: Iterable[Intake] = zone.intakes.all()
    shown = [one for one in found if one.status != IntakeStatus.PREPARED]
    return sorted(shown, key=lambda one: one.procedure_id)
