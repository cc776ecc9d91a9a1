"""A registration: one resident in one zone, and the days on which a tier held."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import Identity
from casework.fsm import state_is_known
from digitalresidents.models.resident import new_key
from digitalresidents.querysets import RegistrationQuerySet
from digitalresidents.workflow import OPEN, RegistrationStatus, RegistrationWorkflow
from zones.models.reference import one_of


class Channel(models.TextChoices):
    """How the registration came in."""

    ONLINE = "online", pgettext_lazy("channel", "Online")
    ASSISTED = "assisted", pgettext_lazy("channel", "At the counter, by a clerk")


class Tier(models.TextChoices):
    """The two tiers of ふるさと住民登録制度."""

    BASIC = "basic", pgettext_lazy("tier", "Basic")
    PREMIUM = "premium", pgettext_lazy("tier", "Premium")


class Registration(RegistrationWorkflow):
    """The case: what was applied for, since when, until when, and how it ended."""

    resident = models.ForeignKey(
        "digitalresidents.Resident",
        on_delete=models.PROTECT,
        null=True,
        related_name="registrations",
    )
    zone = models.ForeignKey(
        "zones.Zone", on_delete=models.PROTECT, related_name="resident_registrations"
    )
    municipality = models.ForeignKey(
        "zones.Municipality",
        verbose_name=_("municipality of the registration"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    number = models.CharField(_("registration number"), max_length=20, blank=True, editable=False)
    channel = models.CharField(
        _("channel"), max_length=10, choices=Channel.choices, default=Channel.ONLINE
    )
    applied_at = models.DateTimeField(
        pgettext_lazy("registration", "applied"), default=clock.now, editable=False
    )
    registered_on = models.DateField(_("registered on"), null=True, editable=False)
    valid_until = models.DateField(_("valid until"), null=True, editable=False)
    premium_until = models.DateField(_("premium until"), null=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    suspension_reasons = models.TextField(_("reasons of the suspension"), blank=True)
    end_reasons = models.TextField(_("reasons of the end"), blank=True)
    duplicate_of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="suspected_duplicates"
    )
    pseudonym_salt = models.CharField(max_length=64, blank=True, default=new_key, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration of a digital resident")
        verbose_name_plural = _("registrations of digital residents")
        constraints = [
            state_is_known(RegistrationStatus, "registration_status_known"),
            one_of("channel", Channel),
            models.UniqueConstraint(
                fields=["resident", "zone"],
                condition=Q(status__in=OPEN),
                name="registration_one_open_per_zone",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="registration_number_once"
            ),
            models.CheckConstraint(
                condition=Q(status="erased", resident=None, number="", pseudonym_salt="")
                | (~Q(status="erased") & Q(resident__isnull=False)),
                name="registration_erased_names_nobody",
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("registered_on")),
                name="registration_period_ordered",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "-id"], name="registration_zone"),
            models.Index(fields=["status", "ended_on"], name="registration_ended"),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone, for the trail."""
        return self.zone.slug

    @property
    def is_open(self) -> bool:
        """Tell whether the registration has not ended."""
        return self.status in OPEN

    def tier_on(self, on: date | None = None) -> str:
        """Return the tier that held on a day (today): premium, basic, or "" for none.

        Computed from the periods, never from the state: premium only inside a basic period.
        """
        day = on or clock.today()
        held = {p.tier for p in self.periods.all() if p.starts_on <= day <= p.ends_on}
        if Tier.BASIC not in held:
            return ""
        return Tier.PREMIUM if Tier.PREMIUM in held else Tier.BASIC

    def is_basic_on(self, on: date | None = None) -> bool:
        """Tell whether the person was registered (basic or premium) on a day (today)."""
        return self.tier_on(on) != ""

    def is_premium_on(self, on: date | None = None) -> bool:
        """Tell whether the person was premium on a day (today)."""
        return self.tier_on(on) == Tier.PREMIUM

    def pseudonym(self) -> str:
        """Return how the audit trail names the person in this zone."""
        return self.resident.pseudonym(self.pseudonym_salt) if self.resident else ""

    def describe_actor(self, actor: Any) -> Identity | None:
        """Name the resident in the trail by a pseudonym; leave officials to be named as they are."""
        user_id = self.resident.user_id if self.resident else None
        if user_id is None or user_id != getattr(actor, "pk", None):
            return None
        return Identity(self.pseudonym(), kind="resident")

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:registration", args=[self.pk])


class PeriodOrigin(models.TextChoices):
    """What opened a period."""

    CONFIRMED = "confirmed", pgettext_lazy("period", "Confirmed")
    RENEWED = "renewed", pgettext_lazy("period", "Renewed")
    RESUMED = "resumed", pgettext_lazy("period", "Resumed")
    PROMOTED = "promoted", pgettext_lazy("period", "Promoted")


class TierPeriod(models.Model):
    """The days, both included, on which a tier held; counts and "is basic on date d" read only this.

    ``planned_until`` is the end foreseen when it began; ``ends_on`` is earlier when the person left
    or was suspended. The day on which one leaves no longer counts. No name stands here, so the rows
    outlive erasure and past counts stay what they were.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="periods")
    zone = models.ForeignKey("zones.Zone", on_delete=models.PROTECT, related_name="+")
    tier = models.CharField(_("tier"), max_length=10, choices=Tier.choices)
    origin = models.CharField(_("opened by"), max_length=10, choices=PeriodOrigin.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    planned_until = models.DateField(_("planned until"))

    class Meta:
        verbose_name = _("tier period")
        verbose_name_plural = _("tier periods")
        ordering = ["starts_on", "pk"]
        constraints = [
            one_of("tier", Tier),
            one_of("origin", PeriodOrigin),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(planned_until__gte=F("ends_on")),
                name="tierperiod_ordered",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "tier", "starts_on", "ends_on"], name="tierperiod_count")
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.starts_on}–{self.ends_on}"
