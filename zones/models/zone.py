"""A digital special zone."""

from datetime import date
from typing import Any

from django.conf import settings
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

KNOWN = models.Q(status__in=PUBLIC) | models.Q(announced_on__isnull=False)


class ZoneQuerySet(models.QuerySet["Zone"]):
    """Questions about zones."""

    def public(self) -> "ZoneQuerySet":
        """Return what anybody may know of: what is designated or was, and what its town announced."""
        return self.filter(KNOWN)

    def visible_to(self, user: Any) -> "ZoneQuerySet":
        """Return what is public, the user's own office's drafts, and what the Cabinet Office is asked."""
        seen = KNOWN | models.Q(lead__in=offices_of(user))
        if any(m.organisation.kind == OrganisationKind.CABINET for m in current_memberships(user)):
            seen |= models.Q(status__in=(ZoneStatus.APPLIED, ZoneStatus.REFUSED))
        return self.filter(seen)

    def administered_by(self, user: Any) -> "ZoneQuerySet":
        """Return the zones whose lead office the user works in."""
        return self.filter(lead__in=offices_of(user))

    def open_on(self, on: date | None = None) -> "ZoneQuerySet":
        """Return the designated zones that have not ended on a day (today): the day itself counts."""
        day = on or clock.today()
        return self.filter(
            models.Q(expires_on=None) | models.Q(expires_on__gte=day),
            models.Q(closes_on=None) | models.Q(closes_on__gte=day),
            status=ZoneStatus.DESIGNATED,
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
            models.Q(closing_announced_on=None) | models.Q(closing_announced_on__gt=day),
            no_end | to_come,
            intakes__status="open",
            intakes__accepts_from__lte=day,
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
    announced_on = models.DateField(_("public since"), null=True, editable=False)
    hearing_until = models.DateField(_("hearing until"), null=True, editable=False)
    hearing_text = models.TextField(_("plan that is heard"), blank=True, editable=False)
    hearing_bodies = models.JSONField(_("who is heard"), default=list, editable=False)
    applied_on = models.DateField(_("applied on"), null=True, editable=False)
    decision_due_on = models.DateField(_("decision due"), null=True, editable=False)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    designated_on = models.DateField(_("designated on"), null=True, blank=True)
    designated_precision = models.CharField(_("precision"), max_length=10, blank=True)
    designated_text = models.CharField(
        _("designation as the source has it"), max_length=100, blank=True
    )
    expires_on = models.DateField(_("ends on"), null=True, blank=True)
    expiry_note = models.CharField(_("about its end"), max_length=200, blank=True)
    closing_announced_on = models.DateField(_("closing announced"), null=True, editable=False)
    closes_on = models.DateField(_("closes on"), null=True, editable=False)
    closing_reasons = models.TextField(_("reasons of the closing"), blank=True, editable=False)
    closing_plan = models.TextField(_("how it winds down"), blank=True, editable=False)
    template = models.CharField(_("template"), max_length=40, blank=True, editable=False)
    goals = models.JSONField(_("goals"), default=list, editable=False)
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
        ends = [last for last in (self.expires_on, self.closes_on) if last is not None]
        return self.status == ZoneStatus.DESIGNATED and all(last >= day for last in ends)

    def is_winding_down(self, on: date | None = None) -> bool:
        """Tell whether the closing is announced: what runs goes on to its end, nothing new is taken."""
        announced = self.closing_announced_on
        return self.is_open(on) and announced is not None and announced <= (on or clock.today())

    def hears_on(self, on: date | None = None) -> bool:
        """Tell whether opinions on the plan are taken on a day (today): the last day is counted in."""
        last = self.hearing_until
        return (
            self.status == ZoneStatus.HEARING and last is not None and last >= (on or clock.today())
        )

    @property
    def is_public(self) -> bool:
        """Tell whether anybody may know of the zone."""
        return self.status in PUBLIC or self.announced_on is not None

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("zone", args=[self.slug])
