"""Who examines, and who may not: assignment and declarations of interest."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import notices, roles
from applications.effects import duties as effects
from applications.effects import handover as handing_over
from applications.rules import application as application_rules
from applications.rules import duties as rules
from applications.rules import handover as handover_rules
from applications.workflow.application import ApplicationStatus as S
from applications.workflow.handover import moving
from casework.actors import is_system
from casework.fsm import staying

UNDER_WAY = (S.ARRIVED, S.EXAMINING, S.CONSULTING)


class DutySteps:
    """Steps of an application that name who handles it; none of them moves the case."""

    @staying(
        *UNDER_WAY,
        permission=roles.is_assigner,
        custom={
            "label": _("Assign an examiner"),
            "basis": "行政手続法 第7条",
            "form": "AssignmentForm",
            "requires": [
                rules.examiner_works_here,
                rules.examiner_is_free,
                rules.examiner_changes,
                rules.reassignment_has_reason,
            ],
            "notices": notices.assigned,
        },
    )
    def assign(self, *, actor: Any, examiner: Any, reason: str = "") -> None:
        """The office names who examines; every change is kept with its reason."""
        effects.record_assignment(self, actor=actor, examiner=examiner, reason=reason)

    @staying(
        *UNDER_WAY,
        permission=roles.is_examiner,
        conditions=[rules.nobody_is_assigned],
        custom={
            "label": _("Take the case"),
            "basis": "行政手続法 第7条",
            "requires": [
                application_rules.actor_did_not_file,
                rules.has_no_conflict,
            ],
        },
    )
    def take(self, *, actor: Any) -> None:
        """An examiner takes a case that has none."""
        effects.record_assignment(self, actor=actor, examiner=actor, reason="")

    @staying(
        *UNDER_WAY,
        permission=is_system,
        custom=moving(handover_rules.successor_examines, handover_rules.successor_is_free),
    )
    def hand_over(self, *, actor: Any, handover: Any, successor: Any, on: Any) -> None:
        """Who examined left the office: the successor examines from the day of the handover."""
        handing_over.take_over_examination(self, successor=successor, handover=handover)

    @staying(
        *UNDER_WAY,
        S.DECIDED,
        permission=roles.is_concerned,
        custom={
            "label": _("Declare an interest, or that there is none"),
            "basis": "地方公務員法 第30条／国家公務員法 第96条（除斥・回避）",
            "form": "InterestForm",
            "requires": [
                rules.has_no_conflict,
                rules.names_relation,
                rules.explains_relation,
            ],
            "record": ("kind",),
            "quiet": True,
            "notices": notices.interest_declared,
        },
    )
    def declare_interest(self, *, actor: Any, kind: str, text: str = "") -> None:
        """An official says what relation they have to the applicant; a relation bars them (回避)."""
        effects.record_interest(self, actor=actor, kind=kind, text=text)
