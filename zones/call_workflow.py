"""What may happen to a call for operators and participants (公募), and to an entrusting (委託)."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.fsm import Case, StateField
from zones import call_notices as notices
from zones import call_rules as rules
from zones import roles
from zones.hooks import call_outcome


class CallStatus(models.TextChoices):
    """What the office decided; whether anybody may join on a day, the dates say."""

    PREPARED = "prepared", pgettext_lazy("call status", "Being prepared")
    OPEN = "open", pgettext_lazy("call status", "Announced")
    CONCLUDED = "concluded", pgettext_lazy("call status", "Outcome published")
    CANCELED = "canceled", pgettext_lazy("call status", "Called off")


S = CallStatus
CALL = "国家戦略特別区域法 第8条第3項から第5項に準ずる公募"


def _tell(call: Any, _actor: Any) -> None:
    call_outcome(call)


class CallWorkflow(Case):
    """A zone announces whom it looks for; others may join within the window."""

    status = StateField(_("status"), choices=S.choices, default=S.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.PREPARED,
        target=S.PREPARED,
        conditions=[rules.zone_is_open],
        permission=roles.is_zone_administrator | roles.is_zone_operator,
        custom={
            "label": _("Prepare a call"),
            "basis": CALL,
            "form": "CallForm",
            "requires": [rules.window_is_ordered],
            "emphasis": "primary",
        },
    )
    def prepare(self, *, actor: Any, **terms: Any) -> None:
        """The office, or the operator to whom this is entrusted, writes the call; nobody sees it yet."""
        for name, value in terms.items():
            setattr(self, name, value)
        self.prepared_by = actor

    @fsm.transition(
        field=status,
        source=S.PREPARED,
        target=S.OPEN,
        conditions=[rules.zone_is_open, rules.is_written, rules.window_leaves_two_weeks],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Announce the call"),
            "basis": CALL,
            "requires": [rules.signer_did_not_prepare],
            "emphasis": "primary",
        },
    )
    def announce(self, *, actor: Any) -> None:
        """Text, criteria, number of places and window are public; they no longer change."""
        self.announced_on = clock.today()

    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.CONCLUDED,
        conditions=[
            rules.window_is_over,
            rules.every_entry_is_judged,
            rules.no_more_than_the_places,
        ],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Publish the outcome"),
            "basis": CALL,
            "form": "OutcomeForm",
            "requires": [rules.has_reasons],
            "emphasis": "primary",
            "then": _tell,
        },
    )
    def conclude(self, *, actor: Any, reasons: str) -> None:
        """Who was chosen and why is public; who was not reads the reasons by themselves."""
        self.outcome_text, self.concluded_on = reasons, clock.today()

    @fsm.transition(
        field=status,
        source=[S.PREPARED, S.OPEN],
        target=S.CANCELED,
        permission=roles.is_zone_approver,
        custom={
            "label": _("Call it off"),
            "basis": CALL,
            "form": "OverlayReasonsForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
            "then": _tell,
        },
    )
    def cancel(self, *, actor: Any, reasons: str) -> None:
        """The call ends without an outcome; why is public."""
        self.outcome_text, self.concluded_on = reasons, clock.today()


class MandateStatus(models.TextChoices):
    """Whether the office entrusted; whether the mandate holds on a day, the dates say."""

    PREPARED = "prepared", pgettext_lazy("mandate status", "Being prepared")
    ENTRUSTED = "entrusted", pgettext_lazy("mandate status", "Entrusted")
    ENDED = "ended", pgettext_lazy("mandate status", "Ended")


M = MandateStatus
MANDATE = "地方自治法 第234条（契約）、行政手続法（処分は行政庁が行う）"


class MandateWorkflow(Case):
    """Tasks without power of disposition are entrusted to an operator, for a period, by contract."""

    status = StateField(_("status"), choices=M.choices, default=M.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=M.PREPARED,
        target=M.PREPARED,
        permission=roles.is_zone_administrator,
        custom={
            "label": _("Prepare to entrust tasks"),
            "basis": MANDATE,
            "form": "MandateForm",
            "requires": [rules.is_an_operator, rules.names_tasks, rules.period_is_ordered],
            "record": ("tasks",),
            "emphasis": "primary",
        },
    )
    def prepare(self, *, actor: Any, **terms: Any) -> None:
        """The office writes who does which tasks, on what contract, from when until when."""
        for name, value in terms.items():
            setattr(self, name, value)
        self.prepared_by = actor

    @fsm.transition(
        field=status,
        source=M.PREPARED,
        target=M.ENTRUSTED,
        conditions=[rules.mandate_is_written],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Entrust the tasks"),
            "basis": MANDATE,
            "requires": [rules.signer_did_not_prepare],
            "emphasis": "primary",
            "notices": notices.entrusted,
        },
    )
    def entrust(self, *, actor: Any) -> None:
        """The operator may prepare what the mandate names; it never decides."""
        self.entrusted_on = clock.today()

    @fsm.transition(
        field=status,
        source=M.ENTRUSTED,
        target=M.ENDED,
        permission=roles.is_zone_approver,
        custom={
            "label": _("End the mandate"),
            "basis": MANDATE,
            "form": "OverlayReasonsForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.mandate_ended,
        },
    )
    def end(self, *, actor: Any, reasons: str) -> None:
        """From today the operator sees and prepares nothing any more."""
        self.ended_on, self.end_reasons = clock.today(), reasons


class PreparationStatus(models.TextChoices):
    """Where a piece of work prepared by an operator stands."""

    DRAFTED = "drafted", pgettext_lazy("preparation status", "Waiting for the office")
    ADOPTED = "adopted", pgettext_lazy("preparation status", "Adopted by the office")
    RETURNED = "returned", pgettext_lazy("preparation status", "Returned")


P = PreparationStatus


class PreparationWorkflow(Case):
    """What an operator prepared waits for an official, who alone makes it the office's own."""

    status = StateField(_("status"), choices=P.choices, default=P.DRAFTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[P.DRAFTED, P.RETURNED],
        target=P.DRAFTED,
        permission=roles.is_zone_operator,
        custom={
            "label": _("Prepare for the office"),
            "basis": MANDATE,
            "form": "PreparationForm",
            "requires": [rules.task_is_entrusted, rules.has_text],
            "record": ("task",),
            "emphasis": "primary",
            "notices": notices.prepared,
        },
    )
    def prepare(self, *, actor: Any, task: str, subject: str, text: str) -> None:
        """A check or a draft, for an official to read; it has no effect of its own."""
        self.task, self.subject, self.text = task, subject, text
        self.prepared_on = clock.today()

    @fsm.transition(
        field=status,
        source=P.DRAFTED,
        target=P.ADOPTED,
        permission=roles.is_zone_examiner,
        custom={"label": _("Adopt"), "basis": MANDATE, "emphasis": "primary"},
    )
    def adopt(self, *, actor: Any) -> None:
        """An official read it and makes it the office's own."""
        self.answered_on, self.reasons = clock.today(), ""

    @fsm.transition(
        field=status,
        source=P.DRAFTED,
        target=P.RETURNED,
        permission=roles.is_zone_examiner,
        custom={
            "label": _("Return to the operator"),
            "basis": MANDATE,
            "form": "OverlayReasonsForm",
            "requires": [rules.has_reasons],
        },
    )
    def send_back(self, *, actor: Any, reasons: str) -> None:
        """The official says what is to be mended."""
        self.answered_on, self.reasons = clock.today(), reasons


def in_force(mandate: Any, on: date) -> bool:
    """Tell whether a mandate holds on a day: both ends of its period are part of it."""
    begun = mandate.valid_from is not None and mandate.valid_from <= on
    return (
        mandate.status == MandateStatus.ENTRUSTED
        and begun
        and mandate.valid_until is not None
        and mandate.valid_until >= on
    )
