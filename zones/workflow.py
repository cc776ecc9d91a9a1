"""What may happen to a zone, from concept to closing."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones import effects, notices, roles, rules


class ZoneStatus(models.TextChoices):
    """Where a zone stands."""

    CONCEPT = "concept", pgettext_lazy("zone status", "Concept")
    HEARING = "hearing", pgettext_lazy("zone status", "Opinions being heard")
    APPLIED = "applied", pgettext_lazy("zone status", "Applied for")
    DESIGNATED = "designated", pgettext_lazy("zone status", "Designated")
    REFUSED = "refused", pgettext_lazy("zone status", "Refused")
    REVOKED = "revoked", pgettext_lazy("zone status", "Revoked")
    CLOSED = "closed", pgettext_lazy("zone status", "Closed")


S = ZoneStatus
READY = [
    rules.has_legal_basis,
    rules.has_boundary,
    rules.says_when_it_ends,
    rules.basis_is_in_force,
    rules.has_a_measure,
]


class ZoneWorkflow(Case):
    """The steps of a zone, in the order in which they are taken."""

    status = StateField(_("status"), choices=ZoneStatus.choices, default=ZoneStatus.CONCEPT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.CONCEPT,
        target=S.HEARING,
        conditions=[rules.has_legal_basis, rules.has_boundary],
        permission=roles.is_zone_administrator,
        custom={
            "label": _("Open the hearing"),
            "basis": "構造改革特別区域法 第4条第4項・第7項",
            "form": "HearingForm",
            "requires": [
                rules.says_what_is_planned,
                rules.hearing_lasts_thirty_days,
                rules.names_who_is_heard,
            ],
            "emphasis": "primary",
            "notices": notices.hearing_opened,
        },
    )
    def open_hearing(self, *, actor: Any, text: str, until: date, bodies: list[str]) -> None:
        """Hear those who would carry out the plan before the town decides to apply."""
        effects.open_hearing(self, actor, text=text, until=until, bodies=bodies)

    @fsm.transition(
        field=status,
        source=S.HEARING,
        target=S.APPLIED,
        conditions=[*READY, rules.hearing_is_over, rules.every_opinion_is_answered],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Apply for designation"),
            "basis": "構造改革特別区域法 第4条第1項・第7項",
            "form": "ApplyForm",
            "requires": [rules.signer_did_not_prepare, rules.every_measure_has_its_ministry],
            "emphasis": "primary",
            "notices": notices.applied,
        },
    )
    def apply(self, *, actor: Any, ministries: dict[str, Any]) -> None:
        """The head of the municipality applies to the Prime Minister, who has three months (第5条)."""
        effects.file_plan(self, actor, ministries)

    @fsm.transition(
        field=status,
        source=S.APPLIED,
        target=S.DESIGNATED,
        conditions=[
            rules.has_legal_basis,
            rules.has_boundary,
            rules.says_when_it_ends,
            rules.was_filed_in_time,
            rules.every_minister_consents,
        ],
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Designate"),
            "basis": "構造改革特別区域法 第4条第9項・第5条",
            "requires": [rules.decider_did_not_file],
            "emphasis": "primary",
            "notices": notices.designated,
        },
    )
    def designate(self, *, actor: Any) -> None:
        """The plan is certified, with the regulating ministers' consent, and published."""
        self.designated_on = clock.today()
        self.designated_precision = "day"

    @fsm.transition(
        field=status,
        source=S.APPLIED,
        target=S.REFUSED,
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Refuse"),
            "basis": "構造改革特別区域法 第5条、行政手続法 第8条",
            "form": "ReasonsForm",
            "requires": [rules.decider_did_not_file, rules.has_reasons],
            "notices": notices.refused,
        },
    )
    def refuse(self, *, actor: Any, reasons: str) -> None:
        """The plan does not meet the tests; the reasons are given in writing."""
        self.end_reasons = reasons

    @fsm.transition(
        field=status,
        source=S.CONCEPT,
        target=S.DESIGNATED,
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
        source=S.DESIGNATED,
        target=S.REVOKED,
        conditions=[rules.town_was_heard],
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Revoke the designation"),
            "basis": "構造改革特別区域法 第9条",
            "form": "ReasonsForm",
            "requires": [rules.decider_did_not_hear, rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.revoked,
            "then": effects.conclude_revocation,
        },
    )
    def revoke(self, *, actor: Any, reasons: str) -> None:
        """The tests are no longer met; published with the reasons."""
        effects.end(self, reasons)

    @fsm.transition(
        field=status,
        source=S.DESIGNATED,
        target=S.DESIGNATED,
        conditions=[rules.closing_is_not_announced],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Announce the closing"),
            "basis": "構造改革特別区域法 第6条（計画の変更・終了）、運用（6か月前の予告）",
            "form": "ClosingForm",
            "requires": [
                rules.closing_leaves_six_months,
                rules.has_reasons,
                rules.says_how_it_winds_down,
            ],
            "emphasis": "danger",
            "notices": notices.closing_announced,
            "then": effects.begin_winding_down,
        },
    )
    def announce_closing(self, *, actor: Any, closes_on: date, reasons: str, plan: str) -> None:
        """From now on nothing new is taken; who is in the zone has half a year to wind down."""
        effects.announce_closing(self, closes_on=closes_on, reasons=reasons, plan=plan)

    @fsm.transition(
        field=status,
        source=S.DESIGNATED,
        target=S.DESIGNATED,
        conditions=[rules.closing_is_announced],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Take back the closing"),
            "basis": "構造改革特別区域法 第6条、運用",
            "form": "ReasonsForm",
            "requires": [rules.has_reasons],
            "notices": notices.closing_taken_back,
            "then": effects.call_off_winding_down,
        },
    )
    def take_back_closing(self, *, actor: Any, reasons: str) -> None:
        """The zone goes on; everybody who was told learns it."""
        effects.take_back_closing(self)

    @fsm.transition(
        field=status,
        source=S.DESIGNATED,
        target=S.CLOSED,
        conditions=[
            rules.closing_is_announced,
            rules.closing_day_has_come,
            rules.no_exemption_is_open,
        ],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Close the zone"),
            "basis": "構造改革特別区域法 第6条（計画の変更・終了）",
            "emphasis": "danger",
            "notices": notices.closed,
        },
    )
    def close(self, *, actor: Any) -> None:
        """The town ends its zone, on or after the day announced; every record stays readable."""
        effects.end(self, self.closing_reasons)
