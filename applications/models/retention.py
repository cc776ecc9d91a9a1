"""Proposals to dispose of case files, and extensions of their retention."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models.application import Application
from applications.retention.finding import with_retention
from applications.retention.holds import holds_of, with_holds
from applications.workflow.retention import BatchStatus, BatchWorkflow
from casework.calendar import wareki_fiscal_year
from casework.fsm import state_is_known
from casework.models import Outcome
from zones.models import Organisation
from zones.roles import offices_of

OPEN_BATCH = (BatchStatus.DRAFTING, BatchStatus.PROPOSED, BatchStatus.APPROVED)


class RetentionExtension(models.Model):
    """One extension of a file's retention, with its reason; append-only, the latest day holds.

    Purpose: shows why a file is kept beyond its period (公文書管理法施行令9条). Kept as the trail.
    """

    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="retention_extensions"
    )
    until = models.DateField(_("kept until"))
    reason = models.CharField(_("reason"), max_length=300)
    by_name = models.CharField(_("extended by"), max_length=150)
    at = models.DateTimeField(_("extended"))

    class Meta:
        verbose_name = _("extension of a retention")
        verbose_name_plural = _("extensions of retentions")
        ordering = ["application", "pk"]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.until}"


class BatchQuerySet(models.QuerySet["DisposalBatch"]):
    """Questions about proposals to dispose of files."""

    def visible_to(self, user: Any) -> "BatchQuerySet":
        """Return those of the user's offices."""
        return self.filter(office__in=offices_of(user)).select_related("office")

    def open(self) -> "BatchQuerySet":
        """Return those on which somebody has still to act."""
        return self.filter(status__in=OPEN_BATCH)


class DisposalBatch(BatchWorkflow):
    """Case files of one office proposed together for disposal (廃棄の起案).

    Purpose: who proposed, approved and carried out which disposal. Kept for ever, without content.
    """

    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="disposal_batches"
    )
    fiscal_year = models.PositiveSmallIntegerField(_("fiscal year"))
    note = models.TextField(_("reason"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    proposed_by_name = models.CharField(
        pgettext_lazy("disposal", "proposed by"), max_length=150, blank=True
    )
    proposed_at = models.DateTimeField(pgettext_lazy("disposal", "proposed"), null=True)
    approved_by_name = models.CharField(_("approved by"), max_length=150, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True)
    return_reasons = models.TextField(_("why it was sent back"), blank=True)
    executed_by_name = models.CharField(_("carried out by"), max_length=150, blank=True)
    executed_at = models.DateTimeField(_("carried out"), null=True)
    handed_over_at = models.DateTimeField(_("received by the archives"), null=True)
    receipt = models.CharField(_("receipt of the archives"), max_length=200, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("disposal proposal")
        verbose_name_plural = _("disposal proposals")
        constraints = [state_is_known(BatchStatus, "disposal_batch_status_known")]
        indexes = [models.Index(fields=["office", "-id"], name="disposal_batch_office")]

    def __str__(self) -> str:
        return f"{self.number} {wareki_fiscal_year(self.fiscal_year)}"

    @property
    def number(self) -> str:
        """Return the number, e.g. RD-2032-0001."""
        return f"RD-{self.fiscal_year}-{self.pk:04d}"

    @property
    def zone_code(self) -> str:
        """Return a zone that the office leads, so that its people see the entry in the trail."""
        zone = self.office.led_zones.order_by("pk").first()
        return zone.slug if zone else ""

    def rows(self) -> "list[DisposalItem]":
        """Return the files with their retention and what holds them, read once per instance."""
        known = self.__dict__.get("_rows")
        if known is None:
            files = with_holds(
                with_retention(Application.objects.select_related("zone", "company"))
            )
            items = self.items.prefetch_related(models.Prefetch("application", files))
            known = self.__dict__["_rows"] = list(items.order_by("pk"))
        return known

    def get_absolute_url(self) -> str:
        """Return the page of the proposal."""
        return reverse("console:disposal", args=[self.pk])


class ItemQuerySet(models.QuerySet["DisposalItem"]):
    """Questions about files in proposals."""

    def open(self) -> "ItemQuerySet":
        """Return those of proposals on which somebody has still to act."""
        return self.filter(batch__status__in=OPEN_BATCH)


class DisposalItem(models.Model):
    """One file in a proposal: what is to become of it, and its retention as it was proposed."""

    batch = models.ForeignKey(DisposalBatch, on_delete=models.PROTECT, related_name="items")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, related_name="disposal_items"
    )
    outcome = models.CharField(
        pgettext_lazy("disposal", "outcome"),
        max_length=20,
        choices=Outcome.choices,
        default=Outcome.DISPOSED,
    )
    retention = models.CharField(_("retention class"), max_length=20)
    ended_on = models.DateField(_("ended on"))
    expires_on = models.DateField(_("retention ended on"))

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("file to dispose of")
        verbose_name_plural = _("files to dispose of")
        ordering = ["batch", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "application"], name="disposal_item_once_per_batch"
            ),
            models.CheckConstraint(
                condition=models.Q(outcome__in=Outcome.values), name="disposal_item_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}: {self.application_id}"

    @property
    def holds(self) -> list[str]:
        """Return what holds the file now."""
        return holds_of(self.application)
