"""What is asked for, and what was determined."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.codes import GRANTED, Outcome
from applications.models.application import Application
from applications.workflow import FindingSteps, MeasureStatus, MeasureWorkflow
from casework.fsm import Case, state_is_known
from zones.models import Organisation, SpecialMeasure, Zone


class MeasureQuerySet(models.QuerySet["RequestedMeasure"]):
    """Questions about requested measures."""

    def visible_to(self, user: Any) -> "MeasureQuerySet":
        """Return the measures of the applications that the user may see."""
        return self.filter(application__in=Application.objects.visible_to(user).values("pk"))

    def disclosed(self) -> "MeasureQuerySet":
        """Return what anybody may know."""
        return self.filter(status=MeasureStatus.DISCLOSED)


class RequestedMeasure(FindingSteps, MeasureWorkflow):
    """One measure asked for in an application, determined by its own authority."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="measures")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    special_measure = models.ForeignKey(
        SpecialMeasure, on_delete=models.PROTECT, null=True, blank=True, related_name="requests"
    )
    law_title = models.CharField(_("law"), max_length=150)
    article = models.CharField(_("article"), max_length=100)
    text_asked = models.TextField(_("what is asked for"))
    authority = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="requested_measures"
    )
    disclosed_at = models.DateTimeField(_("disclosed"), null=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("requested measure")
        verbose_name_plural = _("requested measures")
        ordering = ["application", "position", "pk"]
        constraints = [
            state_is_known(MeasureStatus, "measure_status_known"),
            models.UniqueConstraint(
                fields=["application", "position"], name="measure_position_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law_title}{self.article}"

    @property
    def parent(self) -> Case:
        """Return the application, which is locked first."""
        return self.application

    @property
    def zone(self) -> Zone:
        """Return the zone of the application."""
        return self.application.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.application.zone.slug

    @property
    def determination(self) -> "Determination | None":
        """Return the determination that stands, disclosed or not; none that a ruling annulled."""
        return next((d for d in self.determinations.all() if d.annulled_at is None), None)

    @property
    def status_outside(self) -> str:
        """Return the state as anybody outside the deciding office sees it."""
        return MeasureStatus.PENDING if self.status == MeasureStatus.DETERMINED else self.status

    @property
    def status_outside_label(self) -> str:
        """Return the label of the state as seen outside."""
        return str(MeasureStatus(self.status_outside).label)

    def get_absolute_url(self) -> str:
        """Return the office's page of the case it belongs to."""
        return reverse("console:application", args=[self.application_id])


class Determination(models.Model):
    """What an authority determined, with reasons per criterion, basis, and appeal notice."""

    measure = models.ForeignKey(
        RequestedMeasure, on_delete=models.PROTECT, related_name="determinations"
    )
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices)
    criteria = models.JSONField(_("criteria"), default=list)
    reason_codes = models.JSONField(_("coded reasons"), default=list)
    reasons = models.TextField(_("reasons"), blank=True)
    text_granted = models.TextField(_("what is granted"), blank=True)
    starts_on = models.DateField(_("first day"), null=True)
    ends_on = models.DateField(_("last day"), null=True)
    conditions = models.JSONField(_("conditions"), default=list)
    basis = models.CharField(_("legal basis"), max_length=200)
    appeal_notice = models.TextField(_("appeal notice"), blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signer_name = models.CharField(_("signed by"), max_length=150)
    signer_office = models.CharField(_("for"), max_length=150)
    signed_at = models.DateTimeField(_("signed"))
    annulled_at = models.DateTimeField(_("annulled"), null=True, editable=False)
    annulled_by = models.ForeignKey(
        "applications.Appeal",
        on_delete=models.PROTECT,
        null=True,
        related_name="annulled",
        editable=False,
    )

    class Meta:
        verbose_name = _("determination")
        verbose_name_plural = _("determinations")
        constraints = [
            models.UniqueConstraint(
                fields=["measure"],
                condition=models.Q(annulled_at=None),
                name="determination_once_per_measure",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="determination_outcome_known"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.REFUSED)
                | models.Q(ends_on__isnull=False, starts_on__lte=models.F("ends_on")),
                name="determination_grant_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure}: {self.outcome}"

    @property
    def is_grant(self) -> bool:
        """Tell whether anything was granted."""
        return self.outcome in GRANTED
