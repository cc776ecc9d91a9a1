"""Standard measures (標準措置): what was proved elsewhere, as a package that another zone takes over.

A version is written as a draft and fixed at publication: the database refuses to change its content
afterwards. Taking it over copies its words into a draft application; it never decides anything.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications import origins
from applications.codes_standard import FAILURES, UNPROVEN, OriginVerdict
from applications.models.exemption import Exemption
from applications.models.measure import RequestedMeasure
from applications.workflow.standard import (
    OfferStatus,
    OfferWorkflow,
    StandardStatus,
    StandardWorkflow,
)
from casework.fsm import state_is_known
from zones.choices import Sector
from zones.models import Organisation, SpecialMeasure, Zone
from zones.roles import offices_of

PUBLIC = (StandardStatus.PUBLISHED, StandardStatus.WITHDRAWN)
CONTENT = (
    "name",
    "summary",
    "law_title",
    "article",
    "text",
    "sectors",
    "conditions",
    "indicators",
    "evaluation",
    "plan_parts",
    "findings",
    "authority_id",
)


class StandardQuerySet(models.QuerySet["StandardMeasure"]):
    """Questions about standard measures."""

    def public(self) -> StandardQuerySet:
        """Return what anybody may read: published, and withdrawn with its reasons."""
        return self.filter(status__in=PUBLIC)

    def visible_to(self, user: Any) -> StandardQuerySet:
        """Return what is public, and the drafts of the user's own offices."""
        return self.filter(Q(status__in=PUBLIC) | Q(office__in=offices_of(user)))

    def current(self) -> StandardQuerySet:
        """Return the newest published version of each package: what may be taken over."""
        newer = StandardMeasure.objects.filter(
            slug=OuterRef("slug"), number__gt=OuterRef("number"), status=StandardStatus.PUBLISHED
        )
        return self.filter(~Exists(newer), status=StandardStatus.PUBLISHED)

    def for_list(self) -> StandardQuerySet:
        """Return packages with what a list row shows, by name, and in how many zones each is offered."""
        offered = models.Count("offers", filter=Q(offers__status=OfferStatus.OFFERED))
        return self.select_related("office").annotate(zone_count=offered).order_by("name", "pk")

    def for_page(self) -> StandardQuerySet:
        """Return a package with what its page shows."""
        return self.select_related(
            "office", "authority", "origin_measure", "origin_exemption__zone", "drafted_by"
        )


class StandardMeasure(StandardWorkflow):
    """One version of a package: rule, conditions, indicators, evaluation, and where it comes from.

    ``conditions`` lists mappings with ``CONDITION_PARTS``; ``indicators`` codes of the catalogue;
    ``evaluation`` maps ``EVALUATION_PARTS``; ``plan_parts`` maps facts of a plan to text; ``findings``
    lists {code, label, note} of the earlier examination; ``origin`` see `applications.origins`, as of
    the publication; ``verdict`` the verdict on the origin as known now.
    """

    slug = models.SlugField(_("address"), max_length=60)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="standard_measures"
    )
    origin_measure = models.ForeignKey(
        SpecialMeasure, on_delete=models.PROTECT, null=True, related_name="standard_measures"
    )
    origin_exemption = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, null=True, related_name="standard_measures"
    )
    authority = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("name"), max_length=100)
    summary = models.TextField(_("what it is for"), blank=True)
    law_title = models.CharField(_("law"), max_length=150)
    article = models.CharField(_("article"), max_length=100, blank=True)
    text = models.TextField(_("the rule as it is to read"), blank=True)
    sectors = models.JSONField(_("sectors"), default=list, blank=True)
    conditions = models.JSONField(_("conditions"), default=list, blank=True)
    indicators = models.JSONField(_("indicators to report"), default=list, blank=True)
    evaluation = models.JSONField(_("design of the evaluation"), default=dict, blank=True)
    plan_parts = models.JSONField(_("parts of the plan"), default=dict, blank=True)
    findings = models.JSONField(_("earlier examination"), default=list, blank=True)
    note = models.TextField(_("what changed and why"), blank=True)
    origin = models.JSONField(_("origin"), default=dict, editable=False)
    verdict = models.CharField(
        _("verdict"), max_length=20, choices=OriginVerdict.choices, default=OriginVerdict.NONE
    )
    verdict_on = models.DateField(_("day of the verdict"), null=True, editable=False)
    verdict_url = models.CharField(max_length=200, blank=True, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    published_on = models.DateField(_("published"), null=True, editable=False)
    published_by_name = models.CharField(
        _("published by"), max_length=150, blank=True, editable=False
    )
    withdrawn_on = models.DateField(_("withdrawn"), null=True, editable=False)
    withdrawal_reasons = models.TextField(
        _("reasons of the withdrawal"), blank=True, editable=False
    )

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = _("standard measure")
        verbose_name_plural = _("standard measures")
        ordering = ["slug", "number"]
        constraints = [
            state_is_known(StandardStatus, "standard_status_known"),
            models.UniqueConstraint(fields=["slug", "number"], name="standard_number_once"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(status="draft"), name="standard_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(origin_measure=None, origin_exemption__isnull=False)
                | Q(origin_measure__isnull=False, origin_exemption=None),
                name="standard_has_one_origin",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=OriginVerdict.values), name="standard_verdict_known"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=PUBLIC) | Q(published_on__isnull=False),
                name="standard_published_dated",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> dict[str, Any]:
        """Return what a version says, by name of the field."""
        return {name: getattr(self, name) for name in CONTENT}

    def before(self) -> StandardMeasure | None:
        """Return the published version before this one."""
        known = StandardMeasure.objects.public().filter(slug=self.slug, number__lt=self.number)
        return known.order_by("-number").first()

    def is_current(self) -> bool:
        """Tell whether this is the newest published version."""
        return StandardMeasure.objects.current().filter(pk=self.pk).exists()

    def read_origin(self) -> origins.Origin:
        """Return the origin with its verdict as the register has it now."""
        if self.origin_exemption is not None:
            return origins.of_exemption(self.origin_exemption)
        return origins.of_measure(self.origin_measure)

    def shown_origin(self) -> origins.Origin:
        """Return the origin for a reader, as of the publication; of a draft, as it is now."""
        return origins.for_reader(self.origin or self.read_origin())

    @property
    def has_failed(self) -> bool:
        """Tell whether the verdict on the origin speaks against copying it as it is."""
        return self.verdict in FAILURES

    @property
    def is_unproven(self) -> bool:
        """Tell whether nobody has judged the origin, or nobody could."""
        return self.verdict in UNPROVEN

    @property
    def verdict_has_changed(self) -> bool:
        """Tell whether the origin was judged anew after the publication."""
        return bool(self.origin) and self.origin["verdict"] != self.verdict

    @property
    def sector_labels(self) -> list[str]:
        """Return the names of the sectors."""
        return [str(Sector(code).label) for code in self.sectors]

    def public_url(self) -> str:
        """Return the public page."""
        return reverse("standard", args=[self.slug])

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:standard", args=[self.pk])


class OfferQuerySet(models.QuerySet["StandardOffer"]):
    """Questions about offers of standard measures in zones."""

    def offered(self) -> OfferQuerySet:
        """Return what zones offer now, with zone and package, by name of the zone."""
        return (
            self.filter(status=OfferStatus.OFFERED)
            .select_related("zone", "standard")
            .order_by("zone__name", "pk")
        )

    def visible_to(self, user: Any) -> OfferQuerySet:
        """Return what was offered anywhere, and what the user's own zones prepare."""
        return self.filter(~Q(status=OfferStatus.PREPARED) | Q(zone__lead__in=offices_of(user)))


class StandardOffer(OfferWorkflow):
    """A zone that took a standard measure over: companies may ask for it there."""

    standard = models.ForeignKey(StandardMeasure, on_delete=models.PROTECT, related_name="offers")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, related_name="standard_offers")
    offered_on = models.DateField(_("offered"), null=True, editable=False)
    offered_by_name = models.CharField(_("offered by"), max_length=150, blank=True, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)
    end_reasons = models.TextField(_("reasons of the end"), blank=True, editable=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of a standard measure")
        verbose_name_plural = _("offers of standard measures")
        ordering = ["standard", "zone", "pk"]
        constraints = [
            state_is_known(OfferStatus, "standard_offer_status_known"),
            models.UniqueConstraint(
                fields=["standard", "zone"],
                condition=Q(status__in=["prepared", "offered"]),
                name="standard_offered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zone}: {self.standard}"

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.zone.slug

    def get_absolute_url(self) -> str:
        """Return the office's page of the package in the zone."""
        return reverse("console:standard_take", args=[self.standard.slug])


class StandardUse(models.Model):
    """A requested measure that began from a package: its origin for ever, and what is proposed now.

    ``conditions``, ``indicators`` and ``evaluation`` are copies that the applicant may change while
    the application is a draft; the differences are shown to the examiner.
    """

    measure = models.OneToOneField(
        RequestedMeasure, on_delete=models.CASCADE, related_name="standard_use"
    )
    standard = models.ForeignKey(StandardMeasure, on_delete=models.PROTECT, related_name="uses")
    conditions = models.JSONField(_("conditions"), default=list)
    indicators = models.JSONField(_("indicators to report"), default=list)
    evaluation = models.JSONField(_("design of the evaluation"), default=dict)
    taken_at = models.DateTimeField(_("taken over"), editable=False)
    taken_by_name = models.CharField(max_length=150, blank=True, editable=False)

    class Meta:
        verbose_name = _("use of a standard measure")
        verbose_name_plural = _("uses of standard measures")
        ordering = ["measure"]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.standard_id}"
