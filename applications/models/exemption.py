"""Exemptions: what was granted, where, to whom, until when, on which conditions."""

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import validity
from applications.membership import reach
from applications.models.application import Application
from applications.models.binding import edition_on
from applications.models.company import Company
from applications.models.measure import RequestedMeasure
from applications.validity import place_code
from applications.workflow import ExemptionStatus, ExemptionWorkflow
from casework import clock
from casework.fsm import state_is_known
from zones.models import Organisation, Zone
from zones.roles import offices_of


class ExemptionQuerySet(models.QuerySet["Exemption"]):
    """Questions about exemptions. Whether one is in force is a function of facts, not of a job."""

    def visible_to(self, user: Any) -> "ExemptionQuerySet":
        """Return the exemptions of the user's companies and of the user's offices."""
        offices = offices_of(user)
        return self.filter(
            reach(user, company="holder", prefix="application__")
            | Q(zone__lead__in=offices)
            | Q(authority__in=offices)
            | Q(application__examining_office__in=offices)
        )

    def in_force(self, on: date | None = None, place: Any = None) -> "ExemptionQuerySet":
        """Return what is in force on a day (today), at a place when one is named.

        The last day counts to 23:59 JST, that of a bridge too; the day of a suspension, an end or a
        verdict does not count; the day of a resumption does. What another exemption excludes is not
        in force. ``place`` is a municipality or its code; raises UnknownPlace.
        """
        found = self.filter(validity.in_force(on or clock.today()))
        return found if place is None else found.filter(validity.covers(place_code(place)))

    def annotate_in_force(self, on: date | None = None) -> "ExemptionQuerySet":
        """Add ``is_in_force`` for a day (today) and ``bridged_until`` to every exemption, in one query."""
        return self.annotate(
            bridged_until=models.Subquery(validity.last_bridged_day()),
            is_in_force=models.Case(
                models.When(validity.in_force(on or clock.today()), then=models.Value(True)),
                default=models.Value(False),
                output_field=models.BooleanField(),
            ),
        )

    def for_list(self) -> "ExemptionQuerySet":
        """Return exemptions with what a list row shows, newest first."""
        return self.select_related("zone", "holder", "authority").order_by("-pk")

    def for_page(self) -> "ExemptionQuerySet":
        """Return an exemption with what its page shows."""
        return self.select_related(
            "zone__lead",
            "holder",
            "authority",
            "measure__application__procedure",
            "measure__standard_use__standard",
        ).prefetch_related(
            "conditions__checks", "suspensions", "reports__figures", "bridges", "editions"
        )


class Exemption(ExemptionWorkflow):
    """The application of a special measure (特例の適用); it always ends on a date."""

    measure = models.ForeignKey(
        RequestedMeasure, on_delete=models.PROTECT, related_name="exemptions"
    )
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="exemptions"
    )
    holder = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="exemptions")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="exemptions")
    authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="exemptions")
    public_number = models.CharField(_("number"), max_length=20, unique=True)
    title = models.CharField(_("title"), max_length=120)
    law_title = models.CharField(_("law"), max_length=150)
    article = models.CharField(_("article"), max_length=100)
    text = models.TextField(_("what is granted"))
    place = models.TextField(_("place"), blank=True)
    granted_on = models.DateField(_("granted"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    began_on = models.DateField(_("trial began"), null=True, editable=False)
    ended_on = models.DateField(_("ended before its last day"), null=True, editable=False)
    end_reasons = models.TextField(_("reasons of the end"), blank=True, editable=False)
    consents = models.PositiveIntegerField(_("consents"), null=True, editable=False)
    refusals = models.PositiveIntegerField(_("refusals"), null=True, editable=False)
    affected_consents = models.PositiveIntegerField(
        _("consents of people whose rights may be harmed"), null=True, editable=False
    )
    hearing_on = models.DateField(_("hearing"), null=True, editable=False)
    hearing_place = models.CharField(
        _("place of the hearing"), max_length=200, blank=True, editable=False
    )
    hearing_facts = models.TextField(_("facts before the hearing"), blank=True, editable=False)
    hearing_result = models.TextField(_("result of the hearing"), blank=True, editable=False)
    report_indicators = models.JSONField(_("indicators to report"), default=list)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("exemption")
        verbose_name_plural = _("exemptions")
        constraints = [
            state_is_known(ExemptionStatus, "exemption_status_known"),
            models.UniqueConstraint(fields=["measure"], name="exemption_once_per_measure"),
            models.CheckConstraint(
                condition=Q(starts_on__lte=models.F("ends_on")), name="exemption_period_ordered"
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "ends_on"], name="exemption_zone_end"),
            models.Index(fields=["holder", "-id"], name="exemption_holder"),
        ]

    def __str__(self) -> str:
        return f"{self.public_number} {self.title}"

    @property
    def zone_code(self) -> str:
        """Return the zone's slug."""
        return self.zone.slug

    def in_force(self, on: date | None = None, place: Any = None) -> bool:
        """Tell whether it is in force on a day (today), at a place when one is named.

        Agrees with the queryset. ``place`` is a municipality or its code; raises UnknownPlace.
        """
        day = on or clock.today()
        if place is not None and not self.covers(place):
            return False
        return self.stands_alone(day) and not self.is_excluded(day)

    def stands_alone(self, day: date) -> bool:
        """Tell whether it is in force on a day by its own facts, whatever excludes it."""
        if self.began_on is None or day < max(self.began_on, self.starts_on):
            return False
        if day > self.ends_on and not any(bridge.covers(day) for bridge in self.bridges.all()):
            return False
        if self.ended_on is not None and day >= self.ended_on:
            return False
        return not any(s.covers(day) for s in self.suspensions.all())

    def is_excluded(self, day: date) -> bool:
        """Tell whether another exemption, in force by itself, excludes this one on a day."""
        rules = self.yielding.filter(kind="excludes").select_related("prevails")
        return any(r.holds_on(day) and r.prevails.stands_alone(day) for r in rules)

    def covers(self, place: Any) -> bool:
        """Tell whether it reaches a municipality: where no site names one, the zone is meant."""
        code = place_code(place)
        codes = {site.municipality_id for site in self.sites.all()} - {None}
        return code in codes if codes else self.zone.municipalities.filter(code=code).exists()

    def last_day(self) -> date:
        """Return the last day of its period, or the last to which a bridge carries it."""
        untils = [bridge.until for bridge in self.bridges.all() if bridge.until]
        ends = [b.concluded_on - timedelta(days=1) for b in self.bridges.all() if b.concluded_on]
        return max(self.ends_on, min([*untils, *ends])) if untils else self.ends_on

    def binding_or_none(self) -> Any:
        """Return the law, revision and participants; None for what was granted before they were kept."""
        return getattr(self, "binding", None)

    def edition(self, on: date | None = None) -> Any:
        """Return the edition that stands on a day (today); None for what has none."""
        return edition_on(self.editions.all(), on or clock.today())

    def text_on(self, on: date | None = None) -> str:
        """Return what is granted as it reads on a day (today)."""
        edition = self.edition(on)
        return edition.text if edition else self.text

    def conditions_on(self, on: date | None = None) -> list[Any]:
        """Return the conditions that hold on a day (today), in order."""
        day = on or clock.today()
        return [c for c in self.conditions.all() if c.holds_on(day)]

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:exemption", args=[self.pk])

    def company_url(self) -> str:
        """Return the holder's page."""
        return reverse("apply_exemption", args=[self.pk])


class Suspension(models.Model):
    """A stretch in which an exemption is not in force; ``ends_on`` is the day of the resumption."""

    exemption = models.ForeignKey(Exemption, on_delete=models.PROTECT, related_name="suspensions")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("resumed on"), null=True)
    reasons = models.TextField(_("reasons"))
    cause = models.TextField(_("cause"), blank=True)
    fix = models.TextField(_("remedy"), blank=True)
    incident = models.ForeignKey(
        "applications.Incident",
        on_delete=models.PROTECT,
        null=True,
        related_name="suspensions",
        editable=False,
    )

    class Meta:
        verbose_name = _("suspension")
        verbose_name_plural = _("suspensions")
        ordering = ["exemption", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exemption"], condition=Q(ends_on=None), name="suspension_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="suspension_period_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.starts_on}–{self.ends_on or ''}"

    def covers(self, day: date) -> bool:
        """Tell whether the exemption stands still on a day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)
