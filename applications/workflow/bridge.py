"""What may happen to a request for a revision of the law, and to the bridge that it may bring."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import bridge as effects
from applications.notices import life as notices
from applications.rules import bridge as rules
from applications.rules import duties
from casework.fsm import Case, StateField

HOUSE = "産業競争力強化法 第14条（規制の見直し）／特区の要綱（つなぎ継続）"


class BridgeStatus(models.TextChoices):
    """What was decided; whether the exemption continues on a day is computed."""

    REQUESTED = "requested", pgettext_lazy("bridge status", "Requested")
    GRANTED = "granted", pgettext_lazy("bridge status", "Continues while the law is judged")
    DECLINED = "declined", pgettext_lazy("bridge status", "Not continued")
    WITHDRAWN = "withdrawn", pgettext_lazy("bridge status", "Withdrawn")
    CONCLUDED = "concluded", pgettext_lazy("bridge status", "Ended by the verdict on the law")


S = BridgeStatus


class BridgeWorkflow(Case):
    """The steps of a bridge; the request itself is a step of the exemption."""

    status = StateField(_("status"), choices=S.choices, default=S.REQUESTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.GRANTED,
        permission=roles.is_exemption_authority,
        conditions=[rules.exemption_can_continue],
        custom={
            "label": _("Let the exemption continue while the law is judged"),
            "basis": HOUSE,
            "form": "BridgeForm",
            "requires": [
                duties.has_no_conflict,
                rules.names_basis_and_safety,
                rules.bridge_has_an_end,
            ],
            "record": ("until",),
            "emphasis": "primary",
            "notices": notices.bridge_answered,
            "then": effects.take_up_again,
        },
    )
    def grant(self, *, actor: Any, until: date, basis: str, why_safe: str) -> None:
        """The exemption continues to a day of its own, under a legal basis, because it is safe."""
        effects.grant(self, actor, until=until, basis=basis, why_safe=why_safe)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.DECLINED,
        permission=roles.is_exemption_authority,
        custom={
            "label": _("Do not continue the exemption"),
            "basis": HOUSE,
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "notices": notices.bridge_answered,
        },
    )
    def decline(self, *, actor: Any, reasons: str) -> None:
        """The exemption ends on its day; the reasons are told."""
        effects.answer(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.WITHDRAWN,
        permission=roles.is_holder,
        custom={
            "label": _("Withdraw the request for a revision of the law"),
            "basis": "行政手続法 第33条",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The holder takes the request back."""

    @fsm.transition(
        field=status,
        source=S.GRANTED,
        target=S.CONCLUDED,
        permission=roles.is_exemption_authority,
        conditions=[rules.bridge_stands],
        custom={
            "label": _("Record the verdict on the law"),
            "basis": HOUSE,
            "form": "ConclusionForm",
            "requires": [duties.has_no_conflict, rules.says_what_was_decided],
            "notices": notices.bridge_concluded,
        },
    )
    def conclude(self, *, actor: Any, conclusion: str) -> None:
        """The law is revised, or will not be: from today the bridge carries no more."""
        effects.conclude(self, conclusion)
