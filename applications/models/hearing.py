"""Hearings before a revocation (聴聞, 行政手続法13条・15条〜26条)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import Attendance, HearingOpinion
from applications.models.hanging import OnExemption
from applications.workflow.hearing import HearingStatus, HearingWorkflow
from casework.fsm import state_is_known


class Hearing(HearingWorkflow, OnExemption):
    """A hearing: its notice, its presider, what the holder said, minutes, report, and the decision.

    Not public (行政手続法20条6項): only the revocation to which it may lead is published.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="hearings"
    )
    intended = models.CharField(_("intended disposition"), max_length=200)
    basis = models.CharField(_("legal basis"), max_length=200)
    facts = models.TextField(_("facts"))
    called_on = models.DateField(_("notice"))
    hearing_on = models.DateField(_("hearing"))
    place = models.CharField(_("place of the hearing"), max_length=200)
    office = models.CharField(_("office that answers questions"), max_length=200)
    presider = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    presider_name = models.CharField(_("presider"), max_length=150, blank=True)
    statement = models.TextField(_("written statement of the holder"), blank=True)
    stated_on = models.DateField(_("statement handed in"), null=True)
    held_on = models.DateField(_("held"), null=True)
    attendance = models.CharField(
        _("attendance"), max_length=20, choices=Attendance.choices, blank=True
    )
    minutes = models.TextField(_("minutes"), blank=True)
    opinion = models.CharField(
        _("opinion of the presider"), max_length=20, choices=HearingOpinion.choices, blank=True
    )
    report = models.TextField(_("report"), blank=True)
    reported_on = models.DateField(_("reported"), null=True)
    resumed_because = models.TextField(_("why it was resumed"), blank=True)
    decision = models.CharField(_("decision"), max_length=20, blank=True)
    decided_on = models.DateField(_("decided"), null=True)
    decision_reasons = models.TextField(_("reasons of the decision"), blank=True)
    departure = models.TextField(_("why it departs from the report"), blank=True)

    class Meta:
        verbose_name = _("hearing")
        verbose_name_plural = _("hearings")
        ordering = ["exemption", "pk"]
        constraints = [
            state_is_known(HearingStatus, "hearing_status_known"),
            models.UniqueConstraint(
                fields=["exemption"], condition=Q(decided_on=None), name="hearing_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.hearing_on}"


class Inspection(models.Model):
    """A request of the holder to see the file (閲覧, 行政手続法18条), and what was answered."""

    hearing = models.ForeignKey(Hearing, on_delete=models.PROTECT, related_name="inspections")
    what = models.TextField(_("what the holder asks to see"))
    asked_on = models.DateField(_("asked"))
    asked_by_name = models.CharField(_("asked by"), max_length=150)
    granted = models.BooleanField(_("granted"), null=True)
    answer = models.TextField(_("answer"), blank=True)
    answered_on = models.DateField(_("answered"), null=True)
    answered_by_name = models.CharField(_("answered by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("inspection of the file")
        verbose_name_plural = _("inspections of the file")
        ordering = ["hearing", "pk"]

    def __str__(self) -> str:
        return self.what[:60]
