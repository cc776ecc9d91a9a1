"""What may happen to an overlap of two exemptions: it is found, settled by a rule, taken up anew."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.effects import overlap as effects
from applications.notices import life as notices
from applications.roles_later import is_overlap_authority
from applications.rules import duties
from applications.rules import overlap as rules
from casework.fsm import Case, StateField

BASIS = "行政手続法 第1条（公正の確保）／特区の要綱（特例の重なり）"


class OverlapStatus(models.TextChoices):
    """Whether a rule between the two was settled."""

    FOUND = "found", pgettext_lazy("overlap status", "To be settled")
    SETTLED = "settled", pgettext_lazy("overlap status", "Settled")
    REPLACED = "replaced", pgettext_lazy("overlap status", "Replaced")


S = OverlapStatus


class OverlapWorkflow(Case):
    """The steps of an overlap."""

    status = StateField(_("status"), choices=S.choices, default=S.FOUND)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.FOUND,
        target=S.SETTLED,
        permission=is_overlap_authority,
        custom={
            "label": _("Settle the overlap"),
            "basis": BASIS,
            "form": "OverlapForm",
            "requires": [
                duties.has_no_conflict,
                rules.names_rule_reason_and_basis,
                rules.names_which_prevails,
                rules.begins_no_earlier_than_today,
            ],
            "record": ("kind",),
            "emphasis": "primary",
            "notices": notices.overlap_settled,
        },
    )
    def settle(
        self,
        *,
        actor: Any,
        kind: str,
        reasons: str,
        legal_basis: str,
        from_on: date,
        prevails: Any = None,
    ) -> None:
        """A person says which rule holds between the two, from which day, why, and on which basis."""
        effects.settle(
            self,
            actor,
            kind=kind,
            reasons=reasons,
            basis=legal_basis,
            from_on=from_on,
            prevails=prevails,
        )

    @fsm.transition(
        field=status,
        source=S.SETTLED,
        target=S.REPLACED,
        permission=is_overlap_authority,
        custom={
            "label": _("Take the overlap up anew"),
            "basis": BASIS,
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "then": effects.find_anew,
        },
    )
    def reopen(self, *, actor: Any, reasons: str) -> None:
        """The rule holds no more from today; what held before stays so, and a new one is settled."""
        effects.set_aside(self)
