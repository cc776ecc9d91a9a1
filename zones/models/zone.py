"""A digital special zone."""

from datetime import date
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.fsm import state_is_known
from zones.models.organisations import Organisation, OrganisationKind, current_memberships
from zones.models.procedures import LegalBasis, Procedure
from zones.roles import offices_of
from zones.workflow import ZoneStatus, ZoneWorkflow

PUBLIC = (ZoneStatus.DESIGNATED, ZoneStatus.REVOKED, ZoneStatus.CLOSED)


class ZoneQuerySet(models.QuerySet["Zone"]):
    """Questions about zones."""

    def visible_to(self, user: Any) -> "ZoneQuerySet":
        """Return what is public, the user's own office's drafts, and what the Cabinet Office is asked."""
        seen = models.Q(status__in=PUBLIC) | models.Q(lead__in=offices_of(user))
        if any(m.organisation.kind == OrganisationKind.CABINET for m in current_memberships(user)):
            seen |= models.Q(status__in=(ZoneStatus.APPLIED, ZoneStatus.REFUSED))
        return self.filter(seen)

    def administered_by(self, user: Any) -> "ZoneQuerySet":
        """Return the zones whose lead office the user works in."""
        return self.filter(lead__in=offices_of(user))

    def open_on(self, on: date | None = None) -> "ZoneQuerySet":
        """Return the designated zones that have not ended on a day (today): the day itself counts."""
        day = on or clock.today()
        return self.filter(status=ZoneStatus.DESIGNATED).filter(
            models.Q(expires_on=None) | models.Q(expires_on__gte=day)
        )

    def taking(self, on: date | None = None) -> "ZoneQuerySet":
        """Return the open zones in which a procedure takes applications on a day (today)."""
        day = on or clock.today()
        no_end, to_come = (
            models.Q(intakes__accepts_until=None),
            models.Q(intakes__accepts_until__gte=day),
        )
        # One filter(): the conditions are about the same intake.
        found = self.open_on(day).filter(
            no_end | to_come, intakes__status="open", intakes__accepts_from__lte=day
        )
        return found.distinct()

    def with_intakes(self) -> "ZoneQuerySet":
        """Return zones with their intakes and the procedures of these; one more query."""
        intakes = self.model._meta.get_field("intakes").related_model
        return self.prefetch_related(models.Prefetch("intakes", intakes.objects.for_list()))

    def for_list(self) -> "ZoneQuerySet":
        """Return zones with what a list shows."""
        return (
            self.select_related("legal_basis", "lead")
            .prefetch_related("municipalities__prefecture")
            .order_by("name", "pk")
        )


class Zone(ZoneWorkflow):
    """A place in which a rule may be changed on trial: boundary, legal basis, end."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=100)
    kana = models.CharField(_("reading"), max_length=150, blank=True)
    legal_basis = models.ForeignKey(
        LegalBasis, on_delete=models.PROTECT, null=True, blank=True, related_name="zones"
    )
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="led_zones")
    municipalities = models.ManyToManyField("zones.Municipality", related_name="zones")
    measures = models.ManyToManyField("zones.SpecialMeasure", related_name="zones", blank=True)
    procedures = models.ManyToManyField(
        Procedure, through="zones.Intake", related_name="zones", blank=True
    )
    area_text = models.CharField(_("area"), max_length=300, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    hearing_opened_on = models.DateField(_("hearing opened"), null=True, editable=False)
    applied_on = models.DateField(_("applied on"), null=True, editable=False)
    designated_on = models.DateField(_("designated on"), null=True, blank=True)
    designated_precision = models.CharField(_("precision"), max_length=10, blank=True)
    designated_text = models.CharField(
        _("designation as the source has it"), max_length=100, blank=True
    )
    expires_on = models.DateField(_("ends on"), null=True, blank=True)
    expiry_note = models.CharField(_("about its end"), max_length=200, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    end_reasons = models.TextField(_("reasons of the end"), blank=True, editable=False)
    policy_versions = models.JSONField(default=list, blank=True, editable=False)
    source_url = models.CharField(_("source"), max_length=500, blank=True)
    source_note = models.CharField(_("note on the source"), max_length=300, blank=True)

    objects = ZoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("zone")
        verbose_name_plural = _("zones")
        constraints = [
            state_is_known(ZoneStatus, "zone_status_known"),
            models.CheckConstraint(
                condition=models.Q(expires_on=None)
                | models.Q(designated_on=None)
                | models.Q(expires_on__gte=models.F("designated_on")),
                name="zone_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def zone_code(self) -> str:
        """Return the zone's own slug, for the trail."""
        return self.slug

    def is_open(self, on: date | None = None) -> bool:
        """Tell whether the zone is designated and has not ended on a day (today)."""
        day = on or clock.today()
        return self.status == ZoneStatus.DESIGNATED and (
            self.expires_on is None or self.expires_on >= day
        )

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("zone", args=[self.slug])
