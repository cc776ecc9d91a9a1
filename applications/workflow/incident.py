"""What may happen to an incident or a complaint: acknowledged, explained, closed, or dismissed."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import incident as effects
from applications.law import ORDER
from applications.notices import incident as notices
from applications.rules import duties
from applications.rules import exemption as exemption_rules
from applications.rules import incident as rules
from casework.fsm import Case, StateField

OFFICES = roles.is_report_examiner | roles.is_exemption_authority
BASIS = f"{ORDER} 第16条第2項"


class IncidentStatus(models.TextChoices):
    """How far an incident is; whether its acknowledgment is late is computed from the hour."""

    REPORTED = "reported", pgettext_lazy("incident status", "Reported")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("incident status", "Acknowledged")
    EXPLAINED = "explained", pgettext_lazy("incident status", "Cause and remedy known")
    CLOSED = "closed", pgettext_lazy("incident status", "Closed")
    DISMISSED = "dismissed", pgettext_lazy("incident status", "Dismissed")


S = IncidentStatus


class IncidentWorkflow(Case):
    """The steps of an incident or a complaint."""

    status = StateField(_("status"), choices=S.choices, default=S.REPORTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.REPORTED,
        target=S.ACKNOWLEDGED,
        permission=OFFICES,
        custom={
            "label": _("Acknowledge"),
            "basis": BASIS,
            "form": "AcknowledgeForm",
            "requires": [duties.has_no_conflict, rules.severity_is_known],
            "record": ["severity"],
            "emphasis": "primary",
            "notices": notices.acknowledged,
            "then": effects.suspend_when_grave,
        },
    )
    def acknowledge(self, *, actor: Any, severity: str) -> None:
        """The office has read the report and confirms, or corrects, how badly people were harmed."""
        effects.acknowledge(self, actor, severity)

    @fsm.transition(
        field=status,
        source=S.ACKNOWLEDGED,
        target=S.EXPLAINED,
        permission=roles.is_holder | OFFICES,
        custom={
            "label": _("Report cause and remedy"),
            "basis": BASIS,
            "form": "CauseForm",
            "requires": [duties.has_no_conflict, exemption_rules.names_cause_and_fix],
            "emphasis": "primary",
            "notices": notices.explained,
        },
    )
    def explain(self, *, actor: Any, cause: str, fix: str) -> None:
        """Why it happened and what was done about it."""
        self.cause, self.fix = cause, fix

    @fsm.transition(
        field=status,
        source=S.EXPLAINED,
        target=S.CLOSED,
        permission=OFFICES,
        custom={
            "label": _("Close with what was learned"),
            "basis": BASIS,
            "form": "CloseForm",
            "requires": [duties.has_no_conflict, rules.names_the_lesson],
            "emphasis": "primary",
            "notices": notices.closed,
        },
    )
    def close(self, *, actor: Any, lesson: str) -> None:
        """Closed; what was learned stands in the public register."""
        effects.close(self, actor, lesson)

    @fsm.transition(
        field=status,
        source=[S.REPORTED, S.ACKNOWLEDGED],
        target=S.DISMISSED,
        permission=OFFICES,
        custom={
            "label": _("Dismiss"),
            "basis": BASIS,
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, exemption_rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.dismissed,
        },
    )
    def dismiss(self, *, actor: Any, reasons: str) -> None:
        """Not an incident of this exemption, or reported twice: it counts no more."""
        effects.dismiss(self, actor, reasons)
