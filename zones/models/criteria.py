"""Published criteria (審査基準) by which applications under a procedure are judged, in versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.fsm import state_is_known
from zones.criteria_workflow import CriteriaStatus, CriteriaWorkflow
from zones.models.organisations import Organisation
from zones.models.procedures import Procedure
from zones.roles import offices_of


@dataclass(frozen=True)
class Criterion:
    """One criterion: what is judged, on which basis, and how it is judged."""

    code: str
    label: str
    text: str
    basis: str
    guidance: str = ""


PARTS = ("code", "label", "text", "basis", "guidance")


class CriteriaQuerySet(models.QuerySet["CriteriaVersion"]):
    """Questions about versions of criteria."""

    def published(self) -> CriteriaQuerySet:
        """Return what anybody may read."""
        return self.filter(status=CriteriaStatus.PUBLISHED)

    def visible_to(self, user: Any) -> CriteriaQuerySet:
        """Return what is published, and the drafts of the user's own offices."""
        return self.filter(Q(status=CriteriaStatus.PUBLISHED) | Q(office__in=offices_of(user)))

    def in_force(
        self, procedure_id: str, office_id: int | None, on: date | None = None
    ) -> CriteriaVersion | None:
        """Return the version that holds for an office on a day (today): its own, or the general one."""
        held = self.published().filter(
            Q(office=office_id) | Q(office=None),
            procedure=procedure_id,
            valid_from__lte=on or clock.today(),
        )
        return held.order_by(F("office").desc(nulls_last=True), "-valid_from", "-number").first()


class CriteriaVersion(CriteriaWorkflow):
    """A version of the criteria of a procedure: general, or of one office; fixed once published.

    ``criteria`` is a list of mappings with the keys of ``Criterion``.
    """

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="criteria_versions"
    )
    office = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="criteria"
    )
    number = models.PositiveSmallIntegerField(_("number"))
    criteria = models.JSONField(_("criteria"), default=list)
    basis = models.CharField(_("legal basis"), max_length=200)
    source = models.CharField(_("source"), max_length=300, blank=True)
    note = models.TextField(_("what changed and why"), blank=True)
    valid_from = models.DateField(_("in force from"), null=True, editable=False)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    published_by_name = models.CharField(
        _("published by"), max_length=150, blank=True, editable=False
    )

    objects = CriteriaQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of criteria")
        verbose_name_plural = _("versions of criteria")
        ordering = ["procedure", "office", "number"]
        constraints = [
            state_is_known(CriteriaStatus, "criteria_status_known"),
            models.UniqueConstraint(
                fields=["procedure", "office", "number"], name="criteria_number_once"
            ),
            models.UniqueConstraint(
                fields=["procedure", "number"],
                condition=Q(office=None),
                name="criteria_general_number_once",
            ),
            models.UniqueConstraint(
                fields=["procedure", "office"],
                condition=Q(status=CriteriaStatus.DRAFT),
                name="criteria_one_draft",
            ),
            models.CheckConstraint(
                condition=~Q(status=CriteriaStatus.PUBLISHED)
                | Q(valid_from__isnull=False, published_at__isnull=False),
                name="criteria_published_has_dates",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} #{self.number}"

    def rows(self) -> list[Criterion]:
        """Return the criteria in their order."""
        return [Criterion(**{part: row.get(part, "") for part in PARTS}) for row in self.criteria]

    def before(self) -> CriteriaVersion | None:
        """Return the version before this one: of the same office, or the general one."""
        known = CriteriaVersion.objects.published().filter(procedure=self.procedure_id)
        own = known.filter(office=self.office_id, number__lt=self.number).order_by("-number")
        general = known.filter(office=None).order_by("-number")
        return own.first() or (general.first() if self.office_id else None)

    def get_absolute_url(self) -> str:
        """Return the office's page of the version."""
        return reverse("console:criteria_version", args=[self.pk])
