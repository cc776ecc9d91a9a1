"""A proposal (起案), its lines, and the stamps that were given on exactly one content."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.measure import RequestedMeasure
from applications.workflow.proposal import ProposalStatus, ProposalWorkflow
from casework.fsm import Case, state_is_known
from zones.models import Organisation, Zone
from zones.roles import offices_of

LIVE = (
    ProposalStatus.DRAFTING,
    ProposalStatus.CIRCULATING,
    ProposalStatus.RETURNED,
    ProposalStatus.APPROVED,
)


class LineKind(models.TextChoices):
    """What a line is for."""

    CONCUR = "concur", pgettext_lazy("line of a proposal", "Agreement")
    COUNTERSIGN = "countersign", pgettext_lazy("line of a proposal", "Counter-signature")
    DECIDE = "decide", pgettext_lazy("line of a proposal", "Decision")


class StampMode(models.TextChoices):
    """In what capacity somebody stamped."""

    OWN = "own", pgettext_lazy("stamp", "Stamp")
    SOLE = "sole", pgettext_lazy("stamp", "Decided alone under the rules of the office")
    DEPUTY = "deputy", pgettext_lazy("stamp", "Deputy of somebody absent")
    AFTERWARDS = "afterwards", pgettext_lazy("stamp", "Read afterwards")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Questions about proposals."""

    def visible_to(self, user: Any) -> "ProposalQuerySet":
        """Return the proposals of the user's offices: the authority's, the examiners', those on a line."""
        offices = offices_of(user)
        return self.filter(
            models.Q(measure__authority__in=offices)
            | models.Q(measure__application__examining_office__in=offices)
            | models.Exists(
                ProposalLine.objects.filter(
                    proposal=models.OuterRef("pk"), organisation__in=offices
                )
            )
        )

    def live(self) -> "ProposalQuerySet":
        """Return what is neither carried out nor withdrawn."""
        return self.filter(status__in=LIVE)

    def for_page(self) -> "ProposalQuerySet":
        """Return proposals with what their page shows."""
        return self.select_related(
            "measure__authority",
            "measure__application__zone__lead",
            "measure__application__company",
            "measure__application__procedure",
            "measure__application__examining_office",
            "measure__application__examiner",
            "drafted_by",
        ).prefetch_related("lines__organisation", "lines__person", "lines__stamps")


class Proposal(ProposalWorkflow):
    """A complete determination on paper, before it is one: its content and the content's hash."""

    measure = models.ForeignKey(
        RequestedMeasure, on_delete=models.PROTECT, related_name="proposals"
    )
    content = models.JSONField(_("content"))
    content_hash = models.CharField(_("hash of the content"), max_length=64)
    note = models.TextField(_("explanation to those on the lines"), blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    drafted_by_name = models.CharField(_("drafted by"), max_length=150)
    drafting_office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("drafted"))
    circulated_at = models.DateTimeField(_("circulated"), null=True, editable=False)
    return_reasons = models.TextField(_("why it was sent back"), blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["measure", "pk"]
        constraints = [
            state_is_known(ProposalStatus, "proposal_status_known"),
            models.UniqueConstraint(
                fields=["measure"],
                condition=models.Q(status__in=LIVE),
                name="proposal_one_live",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure.application} {self.measure}"

    @property
    def application(self) -> Any:
        """Return the application, for roles and rules."""
        return self.measure.application

    @property
    def parent(self) -> Case:
        """Return the measure, which is locked first (after its application)."""
        return self.measure

    @property
    def zone(self) -> Zone:
        """Return the zone of the application."""
        return self.measure.application.zone

    @property
    def zone_code(self) -> str:
        """Return the slug of the zone."""
        return self.measure.application.zone.slug

    def ordered_lines(self) -> list["ProposalLine"]:
        """Return the lines in their order, the deciding one last."""
        return sorted(self.lines.all(), key=lambda line: (line.position, line.pk))

    def get_absolute_url(self) -> str:
        """Return the office's page."""
        return reverse("console:proposal", args=[self.pk])


class ProposalLine(models.Model):
    """Whom a proposal passes: an office, and where it is known the person."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=20, choices=LineKind.choices)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("line of a proposal")
        verbose_name_plural = _("lines of proposals")
        ordering = ["proposal", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=LineKind.values), name="proposal_line_kind_known"
            ),
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(kind="decide"),
                name="proposal_one_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_kind_display()}"

    def valid_stamp(self, content_hash: str) -> "Stamp | None":
        """Return the stamp on exactly this content, given in person or for somebody."""
        given = [
            s
            for s in self.stamps.all()
            if s.content_hash == content_hash and s.mode != StampMode.AFTERWARDS
        ]
        return given[-1] if given else None

    def void_stamps(self, content_hash: str) -> list["Stamp"]:
        """Return the stamps given on another content: kept, and of no effect."""
        return [s for s in self.stamps.all() if s.content_hash != content_hash]


class Stamp(models.Model):
    """One stamp (印): who, for whom, when, and on which content. Append-only."""

    line = models.ForeignKey(ProposalLine, on_delete=models.PROTECT, related_name="stamps")
    stamped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("name"), max_length=150)
    office = models.CharField(_("office"), max_length=150)
    mode = models.CharField(_("capacity"), max_length=20, choices=StampMode.choices)
    on_behalf_of = models.CharField(_("on behalf of"), max_length=150, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    content_hash = models.CharField(max_length=64)
    stamped_at = models.DateTimeField(_("stamped"))

    class Meta:
        verbose_name = _("stamp")
        verbose_name_plural = _("stamps")
        ordering = ["line", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(mode__in=StampMode.values), name="stamp_mode_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.stamped_at:%Y-%m-%d}"
