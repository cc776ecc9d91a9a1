"""Overlaps: two exemptions from the same provision in the same place, and which rule holds between them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import OverlapKind
from applications.models.exemption import Exemption
from applications.models.hanging import HangingQuerySet, OnExemption
from applications.workflow.overlap import OverlapStatus, OverlapWorkflow
from casework.fsm import state_is_known


class OverlapQuerySet(HangingQuerySet):
    """Questions about overlaps."""

    def of(self, exemption: Any) -> "OverlapQuerySet":
        """Return the overlaps of an exemption, on either side, oldest first."""
        return (
            self.filter(Q(first=exemption) | Q(exemption=exemption))
            .select_related("first__holder", "exemption__holder", "prevails", "yields")
            .order_by("pk")
        )

    def visible_to(self, user: Any) -> "OverlapQuerySet":
        """Return the overlaps of which the user may see either side."""
        seen = Exemption.objects.visible_to(user).values("pk")
        return self.filter(Q(exemption__in=seen) | Q(first__in=seen))


class Overlap(OverlapWorkflow, OnExemption):
    """Two exemptions that meet; ``first`` was granted earlier, ``exemption`` later.

    The rule holds from ``from_on`` to the day before ``until_on``. Under ``excludes`` the one that
    ``yields`` is not in force on the days on which the other stands on its own facts.
    """

    first = models.ForeignKey(Exemption, on_delete=models.PROTECT, related_name="overlaps_later")
    exemption = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, related_name="overlaps_earlier"
    )
    found_on = models.DateField(_("found"))
    kind = models.CharField(_("rule"), max_length=20, choices=OverlapKind.choices, blank=True)
    prevails = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    yields = models.ForeignKey(
        Exemption, on_delete=models.PROTECT, null=True, related_name="yielding", editable=False
    )
    reasons = models.TextField(_("reasons"), blank=True)
    basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    from_on = models.DateField(_("from"), null=True)
    until_on = models.DateField(_("no more from"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    settled_by_name = models.CharField(_("settled by"), max_length=150, blank=True)

    objects = OverlapQuerySet.as_manager()

    class Meta:
        verbose_name = _("overlap")
        verbose_name_plural = _("overlaps")
        ordering = ["pk"]
        constraints = [
            state_is_known(OverlapStatus, "overlap_status_known"),
            models.CheckConstraint(
                condition=Q(kind="") | Q(kind__in=OverlapKind.values), name="overlap_kind_known"
            ),
            models.CheckConstraint(condition=~Q(first=F("exemption")), name="overlap_of_two"),
            models.UniqueConstraint(
                fields=["first", "exemption"],
                condition=Q(status__in=["found", "settled"]),
                name="overlap_once",
            ),
        ]
        indexes = [models.Index(fields=["yields", "status"], name="overlap_yields")]

    def __str__(self) -> str:
        return f"{self.first_id}–{self.exemption_id}: {self.kind or self.status}"

    def holds_on(self, day: date) -> bool:
        """Tell whether the rule between the two holds on a day."""
        return (
            self.from_on is not None
            and self.from_on <= day
            and (self.until_on is None or day < self.until_on)
        )

    def other(self, exemption: Any) -> Any:
        """Return the other side."""
        return self.exemption if exemption.pk == self.first_id else self.first
