"""Measured values, frozen views of them, and figures prepared for pages.

Observations and snapshots are append-only: database triggers refuse UPDATE, DELETE and TRUNCATE.
Read values through ``kpis.values`` only.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kpis.choices import Grade, ObservationStatus, Quality
from kpis.models.indicators import Indicator


class Observation(models.Model):
    """One value of one indicator for one period, as it became known at one time.

    The place is a zone, a municipality, or neither (the whole country). ``denominator`` is the
    number of cases or people behind the value. The exemption is a logical key: provenance only.
    """

    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="observations", db_index=False
    )
    zone = models.ForeignKey(
        "zones.Zone",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        db_index=False,
    )
    municipality = models.ForeignKey(
        "zones.Municipality",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="observations",
        db_index=False,
    )
    exemption_id = models.BigIntegerField(_("exemption"), null=True, blank=True)
    period_start = models.DateField(_("period from"))
    period_end = models.DateField(_("period until"))
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=4)
    denominator = models.DecimalField(
        _("denominator"), max_digits=20, decimal_places=4, null=True, blank=True
    )
    status = models.CharField(_("status"), max_length=12, choices=ObservationStatus.choices)
    known_at = models.DateTimeField(_("known since"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    source = models.ForeignKey(
        "zones.DataSource", on_delete=models.PROTECT, null=True, blank=True, db_index=False
    )
    source_text = models.CharField(_("source"), max_length=200, blank=True)
    quality = models.CharField(_("quality"), max_length=15, choices=Quality.choices)
    provenance = models.JSONField(_("provenance"), default=dict, blank=True)
    recorded_by = models.CharField(_("recorded by"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        indexes = [
            models.Index(
                fields=["zone", "indicator", "period_start"],
                name="observation_zone",
                condition=Q(zone__isnull=False),
            ),
            models.Index(
                fields=["municipality", "indicator", "period_start"],
                name="observation_municipality",
                condition=Q(municipality__isnull=False),
            ),
            models.Index(
                fields=["indicator", "period_start"],
                name="observation_national",
                condition=Q(zone__isnull=True, municipality__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="observation_period_ordered"
            ),
            models.CheckConstraint(
                condition=Q(zone__isnull=True) | Q(municipality__isnull=True),
                name="observation_one_place",
            ),
            models.CheckConstraint(
                condition=Q(status__in=ObservationStatus.values), name="observation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(quality__in=Quality.values), name="observation_quality_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.period_start}–{self.period_end}: {self.value}"


class Snapshot(models.Model):
    """A view frozen for ever: data rows, figure, SVG, words, code version; named by its hash."""

    slug = models.SlugField(_("address"), max_length=16, unique=True)
    zone = models.ForeignKey(
        "zones.Zone", on_delete=models.PROTECT, null=True, related_name="snapshots"
    )
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, null=True)
    title = models.CharField(_("title"), max_length=300)
    as_of = models.DateField(_("as of"))
    content = models.JSONField(_("content"))
    code_version = models.CharField(_("code version"), max_length=64)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=150)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.as_of}, {self.slug})"

    def get_absolute_url(self) -> str:
        """Return the permanent address."""
        return reverse("snapshot", args=[self.slug])


class PreparedFigure(models.Model):
    """What a page shows of an indicator, built when its data changed and read with one query.

    ``key`` is ``zone:<slug>:<indicator>`` or ``town:<code>:<indicator>``.
    """

    key = models.CharField(max_length=120, unique=True)
    zone = models.ForeignKey("zones.Zone", on_delete=models.CASCADE, null=True)
    municipality = models.ForeignKey("zones.Municipality", on_delete=models.CASCADE, null=True)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE)
    grade = models.CharField(max_length=1, choices=Grade.choices, default=Grade.NOT_YET)
    content = models.JSONField()
    svg = models.TextField(blank=True)
    built_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("prepared figure")
        verbose_name_plural = _("prepared figures")
        ordering = ["indicator__order", "key"]

    def __str__(self) -> str:
        return self.key
