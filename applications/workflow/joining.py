"""What companies hand in beside applications: entries to calls, proposals to towns, plans to wind down."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.notices import joining as notices
from applications.roles import is_holder
from applications.roles_joining import is_joiner, is_proposal_office
from applications.rules import joining as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones.roles import is_zone_administrator, is_zone_examiner


class EntryStatus(models.TextChoices):
    """Where an entry to a call stands; outside it stays received until the outcome is published."""

    WRITTEN = "written", pgettext_lazy("call entry", "Being written")
    RECEIVED = "received", pgettext_lazy("call entry", "Received")
    CHOSEN = "chosen", pgettext_lazy("call entry", "Chosen")
    PASSED_OVER = "passed_over", pgettext_lazy("call entry", "Not chosen")
    WITHDRAWN = "withdrawn", pgettext_lazy("call entry", "Withdrawn")


E = EntryStatus
CALL = "国家戦略特別区域法 第8条第4項・第5項に準ずる公募"


class EntryWorkflow(Case):
    """A company joins a call; the office judges every entry by the criteria that were announced."""

    status = StateField(_("status"), choices=E.choices, default=E.WRITTEN)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[E.WRITTEN, E.WITHDRAWN],
        target=E.RECEIVED,
        conditions=[rules.call_is_open],
        permission=is_joiner,
        custom={
            "label": _("Join the call"),
            "basis": CALL,
            "form": "EntryForm",
            "requires": [rules.has_a_plan],
            "emphasis": "primary",
            "notices": notices.entry_received,
        },
    )
    def join(self, *, actor: Any, plan: str) -> None:
        """Anybody may join within the window, whoever was there before."""
        self.plan, self.received_on = plan, clock.today()
        self.is_new_entrant = self.never_was_here()

    @fsm.transition(
        field=status,
        source=[E.RECEIVED, E.PASSED_OVER],
        target=E.CHOSEN,
        conditions=[rules.call_waits_for_its_outcome],
        permission=is_zone_examiner,
        custom={
            "label": _("Propose to choose"),
            "basis": CALL,
            "form": "JudgeForm",
            "requires": [rules.has_reasons],
            "quiet": True,
        },
    )
    def choose(self, *, actor: Any, reasons: str) -> None:
        """Judged by the criteria; nobody outside learns it before the outcome is published."""
        self.reasons = reasons

    @fsm.transition(
        field=status,
        source=[E.RECEIVED, E.CHOSEN],
        target=E.PASSED_OVER,
        conditions=[rules.call_waits_for_its_outcome],
        permission=is_zone_examiner,
        custom={
            "label": _("Propose not to choose"),
            "basis": CALL,
            "form": "JudgeForm",
            "requires": [rules.has_reasons],
            "quiet": True,
        },
    )
    def pass_over(self, *, actor: Any, reasons: str) -> None:
        """The reasons reach the company with the outcome."""
        self.reasons = reasons

    @fsm.transition(
        field=status,
        source=E.RECEIVED,
        target=E.WITHDRAWN,
        permission=is_joiner,
        custom={"label": _("Withdraw the entry"), "basis": CALL, "emphasis": "danger"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """The company steps back; within the window it may join again."""


class ProposalStatus(models.TextChoices):
    """Where a company's proposal of a plan stands."""

    WRITTEN = "written", pgettext_lazy("zone proposal", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("zone proposal", "Submitted")
    ADOPTED = "adopted", pgettext_lazy("zone proposal", "Adopted")
    DECLINED = "declined", pgettext_lazy("zone proposal", "Not adopted")
    WITHDRAWN = "withdrawn", pgettext_lazy("zone proposal", "Withdrawn")


P = ProposalStatus


class ZoneProposalWorkflow(Case):
    """A company proposes to a town that it plans a zone (企業提案); the town answers in writing."""

    status = StateField(_("status"), choices=P.choices, default=P.WRITTEN)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=P.WRITTEN,
        target=P.SUBMITTED,
        permission=is_joiner,
        custom={
            "label": _("Submit the proposal"),
            "basis": "構造改革特別区域法 第4条第5項",
            "form": "ZoneProposalForm",
            "requires": [rules.office_is_a_town, rules.says_what_is_proposed],
            "emphasis": "primary",
            "notices": notices.proposal_submitted,
        },
    )
    def submit(self, *, actor: Any, office: Any, title: str, text: str, basis_text: str) -> None:
        """With the draft of a plan the company asks the town to propose it; 30 days for the answer."""
        self.office, self.title, self.text, self.basis_text = office, title, text, basis_text
        self.start_clock()

    @fsm.transition(
        field=status,
        source=P.SUBMITTED,
        target=P.ADOPTED,
        permission=is_proposal_office,
        custom={
            "label": _("Adopt the proposal"),
            "basis": "構造改革特別区域法 第4条第5項",
            "form": "AnswerProposalForm",
            "requires": [rules.has_reasons],
            "emphasis": "primary",
            "notices": notices.proposal_answered,
        },
    )
    def adopt(self, *, actor: Any, reasons: str) -> None:
        """The town takes it up and begins a plan; this grants nothing to the company."""
        self.answer_text, self.answered_on = reasons, clock.today()

    @fsm.transition(
        field=status,
        source=P.SUBMITTED,
        target=P.DECLINED,
        permission=is_proposal_office,
        custom={
            "label": _("Do not adopt the proposal"),
            "basis": "構造改革特別区域法 第4条第6項",
            "form": "AnswerProposalForm",
            "requires": [rules.has_reasons],
            "notices": notices.proposal_answered,
        },
    )
    def decline(self, *, actor: Any, reasons: str) -> None:
        """The town notifies without delay that it proposes no plan, and why."""
        self.answer_text, self.answered_on = reasons, clock.today()

    @fsm.transition(
        field=status,
        source=P.SUBMITTED,
        target=P.WITHDRAWN,
        permission=is_joiner,
        custom={
            "label": _("Withdraw the proposal"),
            "basis": "構造改革特別区域法 第4条第5項",
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The company takes the proposal back."""


class WindDownStatus(models.TextChoices):
    """Where the winding down of an exemption stands when its zone closes."""

    ASKED = "asked", pgettext_lazy("winding down", "Plan asked")
    PLANNED = "planned", pgettext_lazy("winding down", "Plan submitted")
    ACCEPTED = "accepted", pgettext_lazy("winding down", "Plan accepted")
    DROPPED = "dropped", pgettext_lazy("winding down", "No longer needed")


W = WindDownStatus
CLOSING = "構造改革特別区域法 第6条、運用（終了の6か月前の予告）"


class WindDownWorkflow(Case):
    """The zone of an exemption closes: the holder plans the end, the town accepts the plan."""

    status = StateField(_("status"), choices=W.choices, default=W.ASKED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[W.ASKED, W.PLANNED],
        target=W.PLANNED,
        permission=is_holder,
        custom={
            "label": _("Submit the plan to wind down"),
            "basis": CLOSING,
            "form": "WindDownForm",
            "requires": [rules.ends_before_the_zone, rules.has_a_plan],
            "emphasis": "primary",
            "notices": notices.wind_down_planned,
        },
    )
    def submit(self, *, actor: Any, ends_on: date, plan: str) -> None:
        """Until when the trial runs, what becomes of users, sites and data."""
        self.ends_on, self.plan, self.planned_on = ends_on, plan, clock.today()

    @fsm.transition(
        field=status,
        source=W.PLANNED,
        target=W.ACCEPTED,
        permission=is_zone_administrator,
        custom={"label": _("Accept the plan"), "basis": CLOSING, "emphasis": "primary"},
    )
    def accept(self, *, actor: Any) -> None:
        """The town has read it; the exemption is surrendered or ends by the day of the plan."""

    @fsm.transition(
        field=status,
        source=[W.ASKED, W.PLANNED, W.ACCEPTED],
        target=W.DROPPED,
        permission=is_system,
        custom={"label": _("Drop the plan"), "basis": CLOSING, "internal": True},
    )
    def drop(self, *, actor: Any) -> None:
        """The zone goes on after all."""
