"""What may happen to an intended order: the holder explains, the authority issues it or drops it."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import order as effects
from applications.notices import life as notices
from applications.rules import duties
from applications.rules import order as rules
from casework.fsm import Case, StateField


class OrderStatus(models.TextChoices):
    """How far an order is; whether the period to explain is over is computed."""

    ANNOUNCED = "announced", pgettext_lazy("order status", "Announced: the holder may explain")
    EXPLAINED = "explained", pgettext_lazy("order status", "Explained by the holder")
    ISSUED = "issued", pgettext_lazy("order status", "Issued")
    DROPPED = "dropped", pgettext_lazy("order status", "Dropped")


S = OrderStatus


class OrderWorkflow(Case):
    """The steps of an order; its announcement is a step of the exemption."""

    status = StateField(_("status"), choices=S.choices, default=S.ANNOUNCED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.ANNOUNCED,
        target=S.EXPLAINED,
        permission=roles.is_holder,
        custom={
            "label": _("Hand in the written explanation"),
            "basis": "行政手続法 第29条",
            "form": "ExplanationForm",
            "requires": [rules.has_explanation],
            "emphasis": "primary",
            "notices": notices.order_explained,
        },
    )
    def explain(self, *, actor: Any, explanation: str) -> None:
        """The holder explains itself in writing (弁明書)."""
        effects.explain(self, explanation)

    @fsm.transition(
        field=status,
        source=[S.ANNOUNCED, S.EXPLAINED],
        target=S.ISSUED,
        permission=roles.is_exemption_authority,
        conditions=[rules.was_explained_or_time_is_over],
        custom={
            "label": _("Issue the order"),
            "basis": "産業競争力強化法 第8条の4第3項／行政手続法 第14条",
            "form": "OrderForm",
            "requires": [
                duties.has_no_conflict,
                rules.has_reasons,
                rules.takes_effect_while_it_lasts,
                rules.changes_something,
                rules.only_shortens_the_period,
                rules.committee_was_heard,
            ],
            "emphasis": "danger",
            "notices": notices.order_issued,
            "then": effects.look_for_overlaps,
        },
    )
    def issue(
        self,
        *,
        actor: Any,
        reasons: str,
        effective_on: date,
        heard_on: date | None = None,
        committee: str = "",
        changes: dict[str, Any] | None = None,
    ) -> None:
        """Ordered with reasons from a day on; a new edition of the certificate says what holds."""
        effects.issue(
            self,
            actor,
            reasons=reasons,
            effective_on=effective_on,
            heard_on=heard_on,
            committee=committee,
            changes=changes or {},
        )

    @fsm.transition(
        field=status,
        source=[S.ANNOUNCED, S.EXPLAINED],
        target=S.DROPPED,
        permission=roles.is_exemption_authority,
        custom={
            "label": _("Drop the order"),
            "basis": "行政手続法 第30条",
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "notices": notices.order_dropped,
        },
    )
    def drop(self, *, actor: Any, reasons: str) -> None:
        """Nothing is ordered; the holder is told why."""
        effects.drop(self, reasons)
