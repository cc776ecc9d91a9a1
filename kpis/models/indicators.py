"""What is measured, and where it should arrive."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kpis.choices import Direction, Frequency, Level


class Indicator(models.Model):
    """The card of an indicator: K01–K38 of the catalogue, or a code of the official panel.

    ``small_cell`` marks counts of people: numbers under 5 are never published. ``is_rate`` marks values
    that are averaged, not added, over exemptions. ``is_doing`` marks a KPI that consists in carrying
    out the measure (grade F).
    """

    code = models.CharField(_("code"), primary_key=True, max_length=20)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("English name"), max_length=100)
    unit = models.CharField(_("unit"), max_length=20)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    frequency = models.CharField(_("frequency"), max_length=1, choices=Frequency.choices)
    definition = models.TextField(_("definition"), blank=True)
    definition_version = models.PositiveSmallIntegerField(_("version of the definition"), default=1)
    denominator = models.CharField(_("denominator"), max_length=200, blank=True)
    attribution = models.CharField(_("attribution rule"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    owner = models.CharField(_("owner"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    small_cell = models.BooleanField(_("counts people"), default=False)
    is_rate = models.BooleanField(_("rate, not a count"), default=False)
    is_computed = models.BooleanField(_("computed by the console"), default=False)
    is_doing = models.BooleanField(_("doing is the target"), default=False)
    is_panel = models.BooleanField(_("official panel"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(direction__in=Direction.values), name="indicator_direction_known"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=Level.values), name="indicator_level_known"
            ),
            models.CheckConstraint(
                condition=models.Q(frequency__in=Frequency.values), name="indicator_frequency_known"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return the name in the language of the page."""
        english = (get_language() or "ja").startswith("en")
        return self.name_en if english and self.name_en else self.name


class TargetQuerySet(models.QuerySet["Target"]):
    """Questions about targets."""

    def known_on(self, day: Any) -> "TargetQuerySet":
        """Return the targets set by a day, the latest first."""
        return self.filter(set_on__lte=day).order_by("-set_on", "-pk")


class Target(models.Model):
    """Baseline and dated target of an indicator in a zone; a changed target is a new row."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    zone = models.ForeignKey("zones.Zone", on_delete=models.PROTECT, related_name="targets")
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    baseline_on = models.DateField(_("baseline date"))
    target_value = models.DecimalField(_("target"), max_digits=20, decimal_places=4)
    target_on = models.DateField(_("target date"))
    source = models.CharField(_("source"), max_length=300, blank=True)
    set_on = models.DateField(_("set on"))

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["zone", "indicator", "-set_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(target_on__gt=models.F("baseline_on")),
                name="target_after_baseline",
            )
        ]

    def __str__(self) -> str:
        return f"{self.zone} {self.indicator_id} {self.target_on}"
