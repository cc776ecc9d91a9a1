"""Marks of trade secrets, and requests for the disclosure of an application (情報公開請求)."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import disclosure as effects
from applications.grounds import ACT
from applications.notices import disclosure as notices
from applications.rules import disclosure as rules
from applications.rules import duties
from casework.fsm import Case, StateField


class MarkStatus(models.TextChoices):
    """Where a mark stands."""

    MARKED = "marked", pgettext_lazy("mark status", "Marked, not decided")
    ACCEPTED = "accepted", pgettext_lazy("mark status", "Accepted")
    REJECTED = "rejected", pgettext_lazy("mark status", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("mark status", "Withdrawn")


M = MarkStatus


class SecretMarkWorkflow(Case):
    """The steps of a mark."""

    status = StateField(_("status"), choices=M.choices, default=M.MARKED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=M.MARKED,
        target=M.ACCEPTED,
        conditions=[rules.has_arrived],
        permission=roles.is_examiner,
        custom={
            "label": _("Accept the mark"),
            "basis": f"{ACT} 第5条／情報公開条例",
            "form": "ReasonsForm",
            "requires": [duties.actor_did_not_file, rules.has_reasons],
            "emphasis": "primary",
            "notices": notices.mark_decided,
        },
    )
    def accept(self, *, actor: Any, reasons: str) -> None:
        """The office holds the ground to be met; the information is withheld from copies."""
        effects.record_mark_decision(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=M.MARKED,
        target=M.REJECTED,
        conditions=[rules.has_arrived],
        permission=roles.is_examiner,
        custom={
            "label": _("Do not accept the mark"),
            "basis": f"{ACT} 第5条・第13条／情報公開条例",
            "form": "ReasonsForm",
            "requires": [duties.actor_did_not_file, rules.has_reasons],
            "notices": notices.mark_decided,
        },
    )
    def reject(self, *, actor: Any, reasons: str) -> None:
        """The ground is not met; copies show the information after two weeks at the earliest."""
        effects.record_mark_decision(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=[M.MARKED, M.ACCEPTED],
        target=M.WITHDRAWN,
        permission=roles.is_filer,
        custom={
            "label": _("Take the mark back"),
            "basis": f"{ACT} 第5条／情報公開条例",
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The applicant no longer claims secrecy."""


class DisclosureStatus(models.TextChoices):
    """Where a request for disclosure stands."""

    RECEIVED = "received", pgettext_lazy("disclosure status", "Received")
    CONSULTING = "consulting", pgettext_lazy("disclosure status", "Applicant's opinion asked")
    DECIDED = "decided", pgettext_lazy("disclosure status", "Disclosure decided")
    RELEASED = "released", pgettext_lazy("disclosure status", "Disclosed")
    REFUSED = "refused", pgettext_lazy("disclosure status", "Not disclosed")
    WITHDRAWN = "withdrawn", pgettext_lazy("disclosure status", "Withdrawn")


D = DisclosureStatus
EXTEND: dict[str, Any] = {
    "label": _("Extend the period"),
    "basis": f"{ACT} 第10条第2項／情報公開条例",
    "form": "ReasonsForm",
    "requires": [rules.has_reasons],
}


class DisclosureWorkflow(Case):
    """The steps of a request for disclosure, with its periods."""

    status = StateField(_("status"), choices=D.choices, default=D.RECEIVED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=D.CONSULTING,
        target=D.CONSULTING,
        conditions=[rules.is_not_extended],
        permission=roles.is_disclosure_officer,
        custom=EXTEND,
    )
    @fsm.transition(
        field=status,
        source=D.RECEIVED,
        target=D.RECEIVED,
        conditions=[rules.is_not_extended],
        permission=roles.is_disclosure_officer,
        custom=EXTEND,
    )
    def extend(self, *, actor: Any, reasons: str) -> None:
        """For difficulties of office the period is extended once, by thirty days, with reasons."""
        effects.extend_period(self, reasons)

    @fsm.transition(
        field=status,
        source=D.RECEIVED,
        target=D.CONSULTING,
        permission=roles.is_disclosure_officer,
        custom={
            "label": _("Ask the applicant for an opinion"),
            "basis": f"{ACT} 第13条第1項／情報公開条例",
            "form": "ConsultForm",
            "requires": [duties.actor_did_not_file, rules.opinion_period_is_fair],
            "notices": notices.opinion_asked,
            "emphasis": "primary",
        },
    )
    def consult(self, *, actor: Any, due_on: date) -> None:
        """Whom the information concerns may give an opinion before the decision."""
        self.opinion_due_on = due_on

    @fsm.transition(
        field=status,
        source=D.CONSULTING,
        target=D.CONSULTING,
        conditions=[rules.no_opinion_yet],
        permission=roles.is_filer,
        custom={
            "label": _("Give an opinion on the disclosure"),
            "basis": f"{ACT} 第13条第1項／情報公開条例",
            "form": "ThirdPartyForm",
            "requires": [rules.objection_has_text],
            "record": ("opposes",),
            "notices": notices.opinion_given,
            "emphasis": "primary",
        },
    )
    def give_opinion(self, *, actor: Any, opposes: bool, text: str) -> None:
        """The applicant says whether it objects, and why."""
        effects.record_opinion(self, actor, opposes=opposes, text=text)

    @fsm.transition(
        field=status,
        source=[D.RECEIVED, D.CONSULTING],
        target=D.DECIDED,
        conditions=[rules.opinion_is_in_or_late],
        permission=roles.is_disclosure_approver,
        custom={
            "label": _("Decide to disclose, in whole or in part"),
            "basis": f"{ACT} 第9条第1項・第6条／情報公開条例",
            "form": "DisclosureForm",
            "requires": [
                duties.actor_did_not_file,
                rules.something_is_disclosed,
                rules.withholding_has_reasons,
                rules.applicant_was_asked,
            ],
            "record": ("withheld",),
            "notices": notices.disclosure_decided,
            "emphasis": "primary",
        },
    )
    def decide(self, *, actor: Any, withheld: dict[str, str], reasons: str) -> None:
        """What a ground covers is withheld, the rest is disclosed; both in writing."""
        effects.record_decision(self, actor, withheld=withheld, reasons=reasons)

    @fsm.transition(
        field=status,
        source=[D.RECEIVED, D.CONSULTING],
        target=D.REFUSED,
        permission=roles.is_disclosure_approver,
        custom={
            "label": _("Refuse the disclosure"),
            "basis": f"{ACT} 第9条第2項／情報公開条例",
            "form": "RefusalForm",
            "requires": [duties.actor_did_not_file, rules.has_reasons, rules.has_ground],
            "record": ("ground",),
            "emphasis": "danger",
        },
    )
    def refuse(self, *, actor: Any, ground: str, reasons: str) -> None:
        """Nothing is disclosed, on a coded ground with reasons."""
        effects.record_refusal(self, actor, ground=ground, reasons=reasons)

    @fsm.transition(
        field=status,
        source=D.DECIDED,
        target=D.RELEASED,
        conditions=[rules.objection_period_is_over],
        permission=roles.is_disclosure_officer,
        custom={
            "label": _("Disclose: make the package"),
            "basis": f"{ACT} 第14条・第13条第3項／情報公開条例",
            "emphasis": "primary",
            "requires": [duties.actor_did_not_file],
        },
    )
    def release(self, *, actor: Any) -> None:
        """The redacted copy and the files disclosed are handed over; two weeks after an objection."""
        effects.release(self, actor)

    @fsm.transition(
        field=status,
        source=[D.RECEIVED, D.CONSULTING, D.DECIDED],
        target=D.WITHDRAWN,
        permission=roles.is_disclosure_officer,
        custom={
            "label": _("Record that the request was withdrawn"),
            "basis": f"{ACT} 第4条／情報公開条例",
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The requester no longer asks for it."""
