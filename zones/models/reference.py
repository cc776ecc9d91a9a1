"""Reference data: sources, prefectures, municipalities, laws, special measures, boundaries.

Loaded by `zones.reference.load_reference` from zones/data; nobody edits it in the console. Codes
are official ones where an official code exists.
"""

from datetime import date
from typing import NamedTuple

from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from zones.choices import (
    KasoStatus,
    MeasureAuthority,
    MeasureOutcome,
    MunicipalityType,
    Precision,
    Programme,
    Sector,
    Verification,
)
from zones.codes import validate_municipality_code
from zones.search import fold

SMALL_POPULATION = 30_000


def one_of(field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """Return the database constraint that keeps a code column to its codes."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": choices.values}),
        name=f"%(app_label)s_%(class)s_{field}_known",
    )


def dated_as(prefix: str) -> models.CheckConstraint:
    """Return the constraint that a date is there exactly when its precision says so."""
    on, precision = f"{prefix}_on__isnull", f"{prefix}_precision"
    return models.CheckConstraint(
        condition=Q(**{on: True, precision: Precision.NONE})
        | Q(
            **{
                on: False,
                f"{precision}__in": [Precision.DAY, Precision.MONTH, Precision.YEAR],
            }
        ),
        name=f"%(app_label)s_%(class)s_{prefix}_precise",
    )


class DataSource(models.Model):
    """Where figures come from, with licence and the credit line to print (数値の出典)."""

    code = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=200)
    url = models.URLField(max_length=300, blank=True)
    licence = models.CharField(max_length=200)
    attribution = models.CharField(max_length=300)
    as_of = models.CharField(max_length=100, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    tables = models.CharField(max_length=200)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["code"]
        verbose_name = _("data source")
        verbose_name_plural = _("data sources")

    def __str__(self) -> str:
        return self.title


class Prefecture(models.Model):
    """One of the 47 prefectures (都道府県); `code` is two digits."""

    code = models.CharField(primary_key=True, max_length=2)
    name = models.CharField(max_length=10)
    kana = models.CharField(max_length=20)

    class Meta:
        ordering = ["code"]
        verbose_name = _("prefecture")
        verbose_name_plural = _("prefectures")

    def __str__(self) -> str:
        return self.name


class Population(NamedTuple):
    """A number of people with the day it describes; preliminary figures say so."""

    value: int
    as_of: date
    is_preliminary: bool


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    """Questions asked of the list of municipalities."""

    def with_latest_population(self) -> "MunicipalityQuerySet":
        """Add `latest_known_population`: 2025 preliminary, else register 2024, else census 2020."""
        return self.annotate(
            latest_known_population=Coalesce(
                "population_census_2025_preliminary",
                "population_register_2024",
                "population_census_2020",
            )
        )

    def small(self) -> "MunicipalityQuerySet":
        """Keep municipalities of at most 30,000 people by the latest known figure."""
        return self.with_latest_population().filter(latest_known_population__lte=SMALL_POPULATION)

    def kaso(self) -> "MunicipalityQuerySet":
        """Keep depopulated municipalities (過疎: whole, in part or deemed) as of 2022-04-01."""
        return self.exclude(kaso=KasoStatus.NONE)

    def matching(self, text: str) -> "MunicipalityQuerySet":
        """Keep municipalities that hold every word of `text` in name, reading or code."""
        found = self
        for word in text.split():
            found = found.filter(search_text__contains=fold(word))
        return found


class Municipality(models.Model):
    """A city, special ward, town or village (市区町村) under its six-digit code.

    Areas are in km², coordinates in degrees of the office (not of the middle of the town);
    populations are people. Sources: DataSource rows whose `tables` name municipalities.
    """

    code = models.CharField(
        _("municipality code"),
        primary_key=True,
        max_length=6,
        validators=[validate_municipality_code],
    )
    prefecture = models.ForeignKey(
        Prefecture, on_delete=models.PROTECT, related_name="municipalities"
    )
    county = models.CharField(max_length=20, blank=True)
    name = models.CharField(_("municipality name"), max_length=20)
    kana = models.CharField(max_length=40)
    romaji = models.CharField(max_length=60)
    municipality_type = models.CharField(max_length=20, choices=MunicipalityType)
    similar_group = models.CharField(_("similar group"), max_length=20, blank=True)
    population_census_2020 = models.PositiveIntegerField(null=True)
    population_census_2025_preliminary = models.PositiveIntegerField(null=True)
    population_register_2024 = models.PositiveIntegerField(null=True)
    population_65_over_2020 = models.PositiveIntegerField(null=True)
    households_2020 = models.PositiveIntegerField(null=True)
    area_km2 = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    kaso = models.CharField(max_length=10, choices=KasoStatus)
    kaso_area = models.CharField(max_length=100, blank=True)
    office_latitude = models.FloatField(null=True)
    office_longitude = models.FloatField(null=True)
    office_note = models.CharField(max_length=100, blank=True)
    url = models.URLField(max_length=200, blank=True)
    search_text = models.CharField(max_length=250, editable=False)

    objects = MunicipalityQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        constraints = [
            one_of("municipality_type", MunicipalityType),
            one_of("kaso", KasoStatus),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def latest_population(self) -> Population | None:
        """Return the latest known figure with its day, or None when no source has one."""
        figures = (
            (self.population_census_2025_preliminary, date(2025, 10, 1), True),
            (self.population_register_2024, date(2024, 1, 1), False),
            (self.population_census_2020, date(2020, 10, 1), False),
        )
        known = (Population(*figure) for figure in figures if figure[0] is not None)
        return next(known, None)

    @property
    def is_small(self) -> bool:
        """Tell whether at most 30,000 people live here by the latest known figure."""
        latest = self.latest_population
        return latest is not None and latest.value <= SMALL_POPULATION

    @property
    def is_kaso(self) -> bool:
        """Tell whether all, part or a deemed part was 過疎 on 2022-04-01."""
        return self.kaso != KasoStatus.NONE

    @property
    def share_65_over(self) -> float | None:
        """Return the share of people of 65 and over at the census of 2020, in percent."""
        if not self.population_census_2020 or self.population_65_over_2020 is None:
            return None
        return 100 * self.population_65_over_2020 / self.population_census_2020


class Law(models.Model):
    """A statute or order under its e-Gov id (法令ID), with the dates that bind what rests on it."""

    law_id = models.CharField(_("law id"), primary_key=True, max_length=20)
    title = models.CharField(_("law title"), max_length=200)
    short_title = models.CharField(max_length=100, blank=True)
    number = models.CharField(_("law number"), max_length=150, blank=True)
    applications_until = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    expiry_basis = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["law_id"]
        verbose_name = _("law")
        verbose_name_plural = _("laws")

    def __str__(self) -> str:
        return self.short_title or self.title

    @property
    def url(self) -> str:
        """Return the page of this law on e-Gov 法令検索."""
        return f"https://laws.e-gov.go.jp/law/{self.law_id}"


class SpecialMeasureQuerySet(models.QuerySet["SpecialMeasure"]):
    """Questions asked of the register of historical measures."""

    def with_laws(self) -> "SpecialMeasureQuerySet":
        """Fetch both laws in the same query, as every list shows them."""
        return self.select_related("law", "programme_law")

    def in_sector(self, sector: str) -> "SpecialMeasureQuerySet":
        """Keep measures tagged with a sector code."""
        tagged = self.alias(sectors_text=Cast("sectors", models.TextField()))
        return tagged.filter(sectors_text__contains=f'"{sector}"')


class SpecialMeasure(models.Model):
    """A real special measure (規制の特例措置) and what became of it; history, never an exemption.

    Texts are the source's own. `started_on` and `ended_on` are set only where the text gives a
    date, as the first day of the period its precision names. `unverified_fields` lists the parts
    the source did not check (place, started, ended, article, outcome_note, outcome).
    """

    code = models.CharField(primary_key=True, max_length=10)
    name = models.CharField(_("measure name"), max_length=100)
    law = models.ForeignKey(
        Law,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="relaxing_measures",
    )
    law_text = models.CharField(max_length=100)
    article = models.CharField(max_length=150, blank=True)
    relaxed = models.TextField(_("what was relaxed"))
    relaxed_en = models.TextField(blank=True)
    programme = models.CharField(_("programme"), max_length=30, choices=Programme)
    programme_text = models.CharField(max_length=50)
    programme_law = models.ForeignKey(
        Law, on_delete=models.PROTECT, related_name="programme_measures"
    )
    programme_basis = models.CharField(max_length=150)
    authority = models.CharField(max_length=30, choices=MeasureAuthority)
    place_text = models.CharField(max_length=150, blank=True)
    started_text = models.CharField(max_length=100, blank=True)
    started_on = models.DateField(null=True, blank=True)
    started_precision = models.CharField(max_length=5, choices=Precision)
    ended_text = models.CharField(max_length=100, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_precision = models.CharField(max_length=5, choices=Precision)
    outcome = models.CharField(_("outcome"), max_length=20, choices=MeasureOutcome)
    outcome_note = models.TextField(blank=True)
    verification = models.CharField(max_length=10, choices=Verification)
    verification_text = models.CharField(max_length=100)
    unverified_fields = models.JSONField(default=list, blank=True)
    sectors = models.JSONField(default=list, blank=True)
    source_text = models.TextField()

    objects = SpecialMeasureQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("special measure")
        verbose_name_plural = _("special measures")
        constraints = [
            one_of("programme", Programme),
            one_of("authority", MeasureAuthority),
            one_of("outcome", MeasureOutcome),
            one_of("verification", Verification),
            dated_as("started"),
            dated_as("ended"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_fully_verified(self) -> bool:
        """Tell whether the source checked every part of this row."""
        return not self.unverified_fields

    @property
    def sector_labels(self) -> list[str]:
        """Return the names of the sectors in the reader's language."""
        return [Sector(code).label for code in self.sectors]


class Boundary(models.Model):
    """The polygons of a municipality, imported by an office; none is shipped.

    `geometry` is a GeoJSON MultiPolygon in degrees, simplified; `source` is the credit line.
    """

    municipality = models.OneToOneField(
        Municipality,
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="boundary",
    )
    geometry = models.JSONField()
    source = models.CharField(max_length=300)
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["municipality_id"]
        verbose_name = _("boundary")
        verbose_name_plural = _("boundaries")

    def __str__(self) -> str:
        return self.municipality_id
