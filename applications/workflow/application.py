"""What may happen to an application, from draft to disclosure."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import application as effects
from applications.effects import drafts as draft_effects
from applications.effects import duties as duty_effects
from applications.law import ORDER
from applications.rules import application as rules
from applications.rules import duties, paper, papers, reminding
from applications.rules import plan as plan_rules
from applications.rules.ledger import company_facts_are_settled
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
            plan_rules.is_on_the_current_form,
            *plan_rules.STATUTORY_ITEMS,
            paper.is_filed_online,
            rules.has_a_measure,
            plan_rules.period_is_ordered,
            plan_rules.answers_agree,
            rules.zone_is_open,
            rules.intake_is_open,
            rules.company_is_identified,
            company_facts_are_settled,
            papers.joint_applicants_confirmed,
            papers.has_required_documents,
            papers.no_file_is_quarantined,
        ],
        permission=roles.is_filer,
        custom={
            "label": _("File the application"),
            "basis": "情報通信技術を活用した行政の推進等に関する法律 第6条第3項／産業競争力強化法 第8条の2第1項",
            "form": "SubmitForm",
            "requires": [
                rules.is_declared_true,
                rules.actor_is_more_than_entry,
                papers.statement_is_signed,
            ],
            "emphasis": "primary",
            "notices": notices.received,
        },
    )
    def submit(self, *, actor: Any, declared: bool) -> None:
        """The application arrives when it is recorded in the agency's file; the clock starts."""
        effects.record_arrival(self, actor)

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.ARRIVED,
        conditions=[
            paper.is_filed_on_paper,
            paper.has_scan_of_original,
            paper.original_has_arrived,
            rules.has_a_measure,
            rules.zone_is_open,
        ],
        permission=roles.is_counter_clerk,
        custom={
            "label": _("Record the arrival of the paper"),
            "basis": "行政手続法 第7条",
            "emphasis": "primary",
            "requires": [rules.actor_did_not_file],
            "notices": notices.received,
        },
    )
    def file_paper(self, *, actor: Any) -> None:
        """The application arrived when its original reached the office; the clock starts on that day."""
        effects.record_paper_arrival(self, actor)

    @fsm.transition(
        field=status,
        source=S.DRAFT,
        target=S.DRAFT,
        permission=roles.is_filer | is_system,
        custom={
            "label": _("Delete the draft"),
            "basis": "個人情報の保護に関する法律 第22条（不要となった情報の消去）",
            "emphasis": "danger",
            "then": draft_effects.delete_draft,
        },
    )
    def discard(self, *, actor: Any) -> None:
        """The draft is deleted with its files; the trail alone keeps that it was."""

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
            "bulk": True,
            "requires": [
                rules.actor_did_not_file,
                paper.enterer_may_examine,
                duties.nobody_else_is_assigned,
                duties.has_no_conflict,
                duties.has_declared_interest,
            ],
            "notices": notices.examination_started,
        },
    )
    def start_examination(self, *, actor: Any) -> None:
        """Examination starts without delay once the application has arrived."""
        duty_effects.begin_examination(self, actor)

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
                duties.has_no_conflict,
                plan_rules.names_fields,
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
            "bulk": True,
            "requires": [rules.actor_did_not_file, duties.has_no_conflict],
            "notices": notices.opinions_asked,
        },
    )
    def consult(self, *, actor: Any) -> None:
        """Every authority concerned is asked at once; one filing, one arrival date for all."""
        effects.ask_opinions(self)

    @fsm.transition(
        field=status,
        source=S.CONSULTING,
        target=S.CONSULTING,
        permission=roles.is_examiner,
        conditions=[reminding.awaits_opinions, reminding.is_not_reminded_lately],
        custom={
            "label": _("Remind the offices asked"),
            "basis": f"{ORDER} 第6条第1項",
            "bulk": True,
            "requires": [rules.actor_did_not_file, duties.has_no_conflict],
            "notices": notices.opinions_reminded,
        },
    )
    def remind(self, *, actor: Any) -> None:
        """The offices whose opinion is still out are reminded; nothing else changes."""

    @fsm.transition(
        field=status,
        source=S.CONSULTING,
        target=S.CONSULTING,
        permission=roles.is_examiner,
        conditions=[
            rules.committee_is_to_be_heard,
            rules.committee_was_not_asked,
            rules.has_no_open_clarification,
        ],
        custom={
            "label": _("Put to the evaluation committee"),
            "basis": f"産業競争力強化法 第14条の2／{ORDER} 第6条第1項",
            "form": "CommitteeForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.statement_is_written,
            ],
            "emphasis": "primary",
            "notices": notices.committee_asked,
        },
    )
    def hear_committee(self, *, actor: Any, statement: str) -> None:
        """The authority puts its statement (見解書) to the committee; its answer starts the last month."""
        effects.ask_committee(self, statement)

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
            "form": "WithdrawForm",
            "emphasis": "danger",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any, reason: str = "") -> None:
        """The applicant takes the application back, of free will, until something is disclosed.

        No reason has to be given; what is given reaches the examining office.
        """
        effects.record_withdrawal(self, reason)

    @fsm.transition(
        field=status,
        source=S.DISCLOSED,
        target=S.EXAMINING,
        permission=is_system,
        custom={
            "label": _("Open again after a ruling"),
            "basis": "行政不服審査法 第52条第2項",
            "internal": True,
        },
    )
    def reopen(self, *, actor: Any) -> None:
        """A refusal was annulled: the application is pending again, its period counted anew."""
        self.disclosed_at, self.clock_from = None, clock.today()

    @fsm.transition(
        field=status,
        source=S.DISCLOSED,
        target=S.CONSULTING,
        permission=is_system,
        custom={
            "label": _("Open again after a ruling"),
            "basis": "行政不服審査法 第52条第2項",
            "internal": True,
        },
    )
    def reopen_consulted(self, *, actor: Any) -> None:
        """As ``reopen``, where the opinions are in already."""
        self.disclosed_at, self.clock_from = None, clock.today()
