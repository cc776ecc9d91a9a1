"""What may happen to an application, from draft to disclosure."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import application as effects
from applications.law import ORDER
from applications.rules import application as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField


class ApplicationStatus(models.TextChoices):
    """Where an application stands."""

    DRAFT = "draft", pgettext_lazy("application status", "Draft")
    ARRIVED = "arrived", pgettext_lazy("application status", "Arrived")
    EXAMINING = "examining", pgettext_lazy("application status", "Under examination")
    CONSULTING = "consulting", pgettext_lazy("application status", "Opinions being asked")
    DECIDED = "decided", pgettext_lazy("application status", "Decided, not yet disclosed")
    DISCLOSED = "disclosed", pgettext_lazy("application status", "Disclosed")
    WITHDRAWN = "withdrawn", pgettext_lazy("application status", "Withdrawn")


S = ApplicationStatus


class ApplicationWorkflow(Case):
    """The steps of an application, in the order in which they are taken."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFT)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.ARRIVED,
        conditions=[
            *rules.STATUTORY_ITEMS,
            rules.has_a_measure,
            rules.period_is_ordered,
            rules.zone_is_open,
            rules.company_is_identified,
        ],
        permission=roles.is_filer,
        custom={
            "label": _("File the application"),
            "basis": "情報通信技術を活用した行政の推進等に関する法律 第6条第3項／産業競争力強化法 第8条の2第1項",
            "form": "SubmitForm",
            "requires": [rules.is_declared_true],
            "emphasis": "primary",
            "notices": notices.received,
        },
    )
    def submit(self, *, actor: Any, declared: bool) -> None:
        """The application arrives when it is recorded in the agency's file; the clock starts."""
        effects.record_arrival(self, actor)

    @fsm.transition(
        field=status,
        source=S.ARRIVED,
        target=S.EXAMINING,
        permission=roles.is_examiner,
        conditions=[rules.zone_is_named],
        custom={
            "label": _("Start the examination"),
            "basis": "行政手続法 第7条",
            "emphasis": "primary",
            "requires": [rules.actor_did_not_file],
            "notices": notices.examination_started,
        },
    )
    def start_examination(self, *, actor: Any) -> None:
        """Examination starts without delay once the application has arrived."""
        self.examiner = actor
        self.examination_started_at = clock.now()

    @fsm.transition(
        field=status,
        source=S.EXAMINING,
        target=S.EXAMINING,
        permission=roles.is_examiner,
        conditions=[rules.has_no_open_clarification],
        custom={
            "label": _("Request a correction"),
            "basis": "行政手続法 第7条",
            "form": "ClarificationForm",
            "requires": [
                rules.actor_did_not_file,
                rules.names_fields,
                rules.has_message,
                rules.due_is_fair,
            ],
            "record": ("fields", "reason_code", "effect"),
            "notices": notices.clarification_requested,
        },
    )
    def request_clarification(
        self,
        *,
        actor: Any,
        fields: list[str],
        reason_code: str,
        message: str,
        example: str,
        due_on: date,
        effect: str,
    ) -> None:
        """Ask for named fields to be corrected within a fair period; nothing else is opened."""
        effects.open_clarification(
            self,
            actor=actor,
            fields=fields,
            reason_code=reason_code,
            message=message,
            example=example,
            due_on=due_on,
            effect=effect,
        )

    @fsm.transition(
        field=status,
        source=S.EXAMINING,
        target=S.CONSULTING,
        permission=roles.is_examiner,
        conditions=[rules.has_no_open_clarification],
        custom={
            "label": _("Ask for opinions"),
            "basis": f"産業競争力強化法 第8条の2第4項／{ORDER} 第6条第1項",
            "emphasis": "primary",
            "requires": [rules.actor_did_not_file],
            "notices": notices.opinions_asked,
        },
    )
    def consult(self, *, actor: Any) -> None:
        """Every authority concerned is asked at once; one filing, one arrival date for all."""
        effects.ask_opinions(self)

    @fsm.transition(
        field=status,
        source=[S.EXAMINING, S.CONSULTING],
        target=S.DECIDED,
        conditions=[rules.all_measures_are_determined],
        permission=is_system,
        custom={
            "label": _("Record that all is determined"),
            "basis": "行政手続法 第8条（処分の記録）",
            "internal": True,
            "quiet": True,
        },
    )
    def record_decided(self, *, actor: Any) -> None:
        """All measures not withdrawn are determined; outsiders still see the state before."""
        self.outward_status = self.status

    @fsm.transition(
        field=status,
        source=S.DECIDED,
        target=S.DISCLOSED,
        conditions=[rules.all_measures_are_disclosed],
        permission=is_system,
        custom={
            "label": _("Record that all is disclosed"),
            "basis": "産業競争力強化法 第8条の2第6項（公表）",
            "internal": True,
        },
    )
    def record_disclosed(self, *, actor: Any) -> None:
        """All measures not withdrawn are disclosed."""
        self.outward_status = ""
        self.disclosed_at = clock.now()

    @fsm.transition(
        field=status,
        source=[S.ARRIVED, S.EXAMINING, S.CONSULTING, S.DECIDED],
        target=S.WITHDRAWN,
        permission=roles.is_filer,
        conditions=[rules.nothing_is_disclosed],
        custom={
            "label": _("Withdraw the application"),
            "basis": "行政手続法 第33条",
            "emphasis": "danger",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The applicant takes the application back, of free will, until something is disclosed."""
        effects.record_withdrawal(self, actor)
