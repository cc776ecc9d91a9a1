"""How people come to work in an office: appointed, lent by another office, or deputising."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.fsm import state_is_known
from zones.models.organisations import OfficeRole, Organisation
from zones.roles import offices_of
from zones.staffing_workflow import AppointmentStatus, AppointmentWorkflow


class AppointmentKind(models.TextChoices):
    """On what the appointment rests."""

    OWN = "own", pgettext_lazy("appointment", "Own staff")
    CONCURRENT = "concurrent", pgettext_lazy("appointment", "Seconded, holding both posts")
    ENTRUSTED = "entrusted", pgettext_lazy("appointment", "Affairs entrusted to the other office")
    SUBSTITUTE = "substitute", pgettext_lazy("appointment", "The other office acts in its stead")
    DEPUTY = "deputy", pgettext_lazy("appointment", "Deputy in absence")


LENT = (AppointmentKind.CONCURRENT, AppointmentKind.ENTRUSTED, AppointmentKind.SUBSTITUTE)
# 地方自治法: the provision on which each way of lending rests.
BASES = {
    AppointmentKind.CONCURRENT: "地方自治法 第252条の17（職員の派遣・併任）",
    AppointmentKind.ENTRUSTED: "地方自治法 第252条の14（事務の委託）",
    AppointmentKind.SUBSTITUTE: "地方自治法 第252条の16の2（事務の代替執行）",
}


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Questions about appointments."""

    def visible_to(self, user: Any) -> AppointmentQuerySet:
        """Return those of the user's offices, and those by which these lend somebody."""
        offices = offices_of(user)
        return self.filter(Q(organisation__in=offices) | Q(lent_by__in=offices))


class Appointment(AppointmentWorkflow):
    """A role in an office for a period, proposed and then in force; two-sided when somebody is lent.

    Purpose: who may act for an office, since when, until when and why. Kept ten years after its end.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="appointments"
    )
    role = models.CharField(_("role"), max_length=20, choices=OfficeRole.choices)
    kind = models.CharField(
        _("basis"), max_length=20, choices=AppointmentKind.choices, default=AppointmentKind.OWN
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="appointments"
    )
    deputy_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    lent_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="lent_appointments"
    )
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"), null=True, blank=True)
    note = models.TextField(_("reason"), blank=True)
    reply = models.TextField(_("reply"), blank=True, editable=False)
    made_by_name = models.CharField(_("proposed by"), max_length=150)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        ordering = ["organisation", "-pk"]
        constraints = [
            state_is_known(AppointmentStatus, "appointment_status_known"),
            models.CheckConstraint(
                condition=Q(kind__in=AppointmentKind.values), name="appointment_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(role__in=OfficeRole.values), name="appointment_role_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[k.value for k in LENT])
                | Q(lent_by__isnull=False, valid_until__isnull=False) & ~Q(basis=""),
                name="appointment_lent_is_complete",
            ),
            models.CheckConstraint(
                condition=~Q(kind="deputy")
                | Q(deputy_for__isnull=False, valid_until__isnull=False),
                name="appointment_deputy_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_role_display()}"

    @property
    def zone_code(self) -> str:
        """Return a zone that the office leads, so that its people see the entry in the trail."""
        zone = self.organisation.led_zones.order_by("pk").first()
        return zone.slug if zone else ""

    @property
    def is_lent(self) -> bool:
        """Tell whether another office lends the person."""
        return self.kind in LENT

    def get_absolute_url(self) -> str:
        """Return the page of the appointment."""
        return reverse("console:appointment", args=[self.pk])
