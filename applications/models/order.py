"""Orders to the holder of an exemption: announced with a chance to explain, then issued or dropped."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import CheckEvery, OrderKind
from applications.models.hanging import OnExemption
from applications.workflow.order import OrderStatus, OrderWorkflow
from casework.fsm import state_is_known


class Order(OrderWorkflow, OnExemption):
    """An order (変更指示・是正の指示) with the notice before it (弁明の機会), and what it changes.

    ``before`` keeps what stood: ``{text, ends_on, condition}``. An order may shorten a period, never
    lengthen it.
    """

    exemption = models.ForeignKey(
        "applications.Exemption", on_delete=models.PROTECT, related_name="orders"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrderKind.choices)
    intended = models.TextField(_("what is to be ordered"))
    basis = models.CharField(_("legal basis"), max_length=200)
    facts = models.TextField(_("facts"))
    announced_on = models.DateField(_("announced"))
    explain_by = models.DateField(_("explanation by"))
    explanation = models.TextField(_("explanation"), blank=True, editable=False)
    explained_on = models.DateField(_("explained"), null=True, editable=False)
    heard_on = models.DateField(_("committee heard"), null=True, editable=False)
    committee = models.TextField(_("opinion of the committee"), blank=True, editable=False)
    reasons = models.TextField(_("reasons"), blank=True, editable=False)
    effective_on = models.DateField(_("takes effect"), null=True, editable=False)
    issued_on = models.DateField(_("issued"), null=True, editable=False)
    issued_by_name = models.CharField(_("issued by"), max_length=150, blank=True, editable=False)
    before = models.JSONField(_("what stood before"), default=dict, editable=False)
    new_text = models.TextField(_("what is granted, as ordered"), blank=True, editable=False)
    new_ends_on = models.DateField(_("last day, as ordered"), null=True, editable=False)
    condition = models.ForeignKey(
        "applications.Condition", on_delete=models.PROTECT, null=True, related_name="changed_by"
    )
    condition_text = models.TextField(_("condition, as ordered"), blank=True, editable=False)
    every_months = models.PositiveSmallIntegerField(
        _("how often it is checked"), choices=CheckEvery.choices, null=True, editable=False
    )

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["exemption", "pk"]
        constraints = [
            state_is_known(OrderStatus, "order_status_known"),
            models.CheckConstraint(condition=Q(kind__in=OrderKind.values), name="order_kind_known"),
            models.UniqueConstraint(
                fields=["exemption"],
                condition=Q(status__in=["announced", "explained"]),
                name="order_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exemption_id}: {self.kind}"

    def rows(self) -> list[tuple[Any, Any, Any]]:
        """Return (what, as it was, as ordered) for everything that the order changes."""
        found: list[tuple[Any, Any, Any]] = []
        if self.new_text:
            found.append((_("What is granted"), self.before.get("text", ""), self.new_text))
        if self.new_ends_on:
            found.append((_("Last day"), self.before.get("ends_on", ""), self.new_ends_on))
        if self.condition_id or self.condition_text:
            new = self.condition_text or _("Lifted")
            found.append((_("Condition"), self.before.get("condition", "") or "－", new))
        return found
