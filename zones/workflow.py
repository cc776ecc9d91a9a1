"""What may happen to a zone, from concept to closing."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones import roles, rules


class ZoneStatus(models.TextChoices):
    """Where a zone stands."""

    CONCEPT = "concept", pgettext_lazy("zone status", "Concept")
    HEARING = "hearing", pgettext_lazy("zone status", "Opinions being heard")
    APPLIED = "applied", pgettext_lazy("zone status", "Applied for")
    DESIGNATED = "designated", pgettext_lazy("zone status", "Designated")
    REFUSED = "refused", pgettext_lazy("zone status", "Refused")
    REVOKED = "revoked", pgettext_lazy("zone status", "Revoked")
    CLOSED = "closed", pgettext_lazy("zone status", "Closed")


READY = [
    rules.has_legal_basis,
    rules.has_boundary,
    rules.says_when_it_ends,
    rules.basis_is_in_force,
]


class ZoneWorkflow(Case):
    """The steps of a zone, in the order in which they are taken."""

    status = StateField(_("status"), choices=ZoneStatus.choices, default=ZoneStatus.CONCEPT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=ZoneStatus.CONCEPT,
        target=ZoneStatus.HEARING,
        conditions=[rules.has_legal_basis, rules.has_boundary],
        permission=roles.is_zone_administrator,
        custom={"label": _("Open the hearing"), "basis": "構造改革特別区域法 第4条第4項・第7項"},
    )
    def open_hearing(self, *, actor: Any) -> None:
        """Hear those who would carry out the plan before the town decides to apply."""
        self.hearing_opened_on = clock.today()

    @fsm.transition(
        field=status,
        source=ZoneStatus.HEARING,
        target=ZoneStatus.APPLIED,
        conditions=READY,
        permission=roles.is_zone_approver,
        custom={"label": _("Apply for designation"), "basis": "構造改革特別区域法 第4条第1項"},
    )
    def apply(self, *, actor: Any) -> None:
        """The head of the municipality applies to the Prime Minister."""
        self.applied_on = clock.today()

    @fsm.transition(
        field=status,
        source=ZoneStatus.APPLIED,
        target=ZoneStatus.DESIGNATED,
        conditions=READY,
        permission=roles.is_cabinet_approver,
        custom={"label": _("Designate"), "basis": "構造改革特別区域法 第4条第9項・第5条"},
    )
    def designate(self, *, actor: Any) -> None:
        """The plan is certified, with the regulating ministers' consent, and published."""
        self.designated_on = clock.today()
        self.designated_precision = "day"

    @fsm.transition(
        field=status,
        source=ZoneStatus.APPLIED,
        target=ZoneStatus.REFUSED,
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Refuse"),
            "basis": "行政手続法 第8条",
            "form": "ReasonsForm",
            "requires": [rules.has_reasons],
        },
    )
    def refuse(self, *, actor: Any, reasons: str) -> None:
        """The plan does not meet the tests; the reasons are given in writing."""
        self.end_reasons = reasons

    @fsm.transition(
        field=status,
        source=ZoneStatus.CONCEPT,
        target=ZoneStatus.DESIGNATED,
        conditions=[rules.has_legal_basis, rules.has_boundary, rules.has_source],
        permission=is_system,
        custom={
            "label": _("Register an existing zone"),
            "basis": "既存の指定・認定（出典の公表資料）",
            "internal": True,
        },
    )
    def register_existing(self, *, actor: Any) -> None:
        """Enter a zone that was designated before this console existed; decides nothing."""

    @fsm.transition(
        field=status,
        source=ZoneStatus.DESIGNATED,
        target=ZoneStatus.REVOKED,
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Revoke the designation"),
            "basis": "構造改革特別区域法 第9条",
            "form": "ReasonsForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
        },
    )
    def revoke(self, *, actor: Any, reasons: str) -> None:
        """The tests are no longer met; published with the reasons."""
        self.end_reasons = reasons
        self.ended_on = clock.today()

    @fsm.transition(
        field=status,
        source=ZoneStatus.DESIGNATED,
        target=ZoneStatus.CLOSED,
        permission=roles.is_zone_approver,
        custom={
            "label": _("Close the zone"),
            "basis": "構造改革特別区域法 第6条（計画の変更・終了）",
            "form": "ReasonsForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
        },
    )
    def close(self, *, actor: Any, reasons: str) -> None:
        """The town ends its zone; holders and residents were told before."""
        self.end_reasons = reasons
        self.ended_on = clock.today()
