"""What may happen after filing: a change before the decision, a copy of a letter, a succession."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import later as effects
from applications.law import ORDER
from applications.notices import later as notices
from applications.roles_later import is_dispatcher, is_successor, is_transferor
from applications.rules import later as rules
from casework.actors import is_system
from casework.fsm import Case, StateField


class ChangeStatus(models.TextChoices):
    """Where a proposed change stands."""

    NEW = "new", pgettext_lazy("change status", "Being proposed")
    PROPOSED = "proposed", pgettext_lazy("change status", "Proposed")
    ACCEPTED = "accepted", pgettext_lazy("change status", "Accepted")
    DECLINED = "declined", pgettext_lazy("change status", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("change status", "Withdrawn")


class ChangeWorkflow(Case):
    """The steps of a change that the applicant proposes before the decision."""

    status = StateField(_("status"), choices=ChangeStatus.choices, default=ChangeStatus.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=ChangeStatus.NEW,
        target=ChangeStatus.PROPOSED,
        permission=roles.is_filer,
        conditions=[rules.is_before_the_decision, rules.no_other_change_is_open],
        custom={
            "label": _("Propose a change of the application"),
            "basis": "行政手続法 第7条・第9条",
            "form": "ChangeForm",
            "requires": [rules.changes_something, rules.has_reason],
            "emphasis": "primary",
            "notices": notices.change_proposed,
        },
    )
    def propose(self, *, actor: Any, changes: dict[str, Any], reason: str) -> None:
        """The applicant asks, of its own accord, that named facts of the plan be changed."""
        effects.record_change(self, actor, changes, reason)

    @fsm.transition(
        field=status,
        source=ChangeStatus.PROPOSED,
        target=ChangeStatus.ACCEPTED,
        permission=roles.is_examiner,
        conditions=[rules.nothing_is_determined],
        custom={
            "label": _("Accept the change"),
            "basis": "行政手続法 第7条",
            "form": "AcceptForm",
            "requires": [rules.actor_is_no_applicant, rules.effect_is_known],
            "record": ("effect",),
            "emphasis": "primary",
            "notices": notices.change_answered,
        },
    )
    def accept(self, *, actor: Any, effect: str, answer: str = "") -> None:
        """The plan becomes a new revision; what this does to the period is said."""
        effects.accept_change(self, actor, effect=effect, answer=answer)

    @fsm.transition(
        field=status,
        source=ChangeStatus.PROPOSED,
        target=ChangeStatus.DECLINED,
        permission=roles.is_examiner,
        custom={
            "label": _("Do not accept the change"),
            "basis": "行政手続法 第7条・第9条",
            "form": "DeclineForm",
            "requires": [rules.actor_is_no_applicant, rules.has_answer],
            "notices": notices.change_answered,
        },
    )
    def decline(self, *, actor: Any, answer: str) -> None:
        """The application stays as it was filed; the reason is told."""
        effects.note_answer(self, actor, answer)

    @fsm.transition(
        field=status,
        source=ChangeStatus.PROPOSED,
        target=ChangeStatus.WITHDRAWN,
        permission=roles.is_filer | is_system,
        custom={"label": _("Withdraw the proposed change"), "basis": "行政手続法 第33条"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """The applicant takes the proposal back, or the application itself is withdrawn."""


class ReissueStatus(models.TextChoices):
    """Where the request for a copy stands."""

    NEW = "new", pgettext_lazy("reissue status", "Being requested")
    REQUESTED = "requested", pgettext_lazy("reissue status", "Requested")
    ISSUED = "issued", pgettext_lazy("reissue status", "Copy issued")
    RETURNED = "found", pgettext_lazy("reissue status", "Copy returned: the letter was found")
    DECLINED = "declined", pgettext_lazy("reissue status", "Not issued")
    WITHDRAWN = "withdrawn", pgettext_lazy("reissue status", "Withdrawn")


class ReissueWorkflow(Case):
    """The steps of a request for a copy of a lost or damaged letter (再交付)."""

    status = StateField(_("status"), choices=ReissueStatus.choices, default=ReissueStatus.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=ReissueStatus.NEW,
        target=ReissueStatus.REQUESTED,
        permission=roles.is_filer,
        conditions=[rules.letter_can_be_copied, rules.no_other_copy_is_asked],
        custom={
            "label": _("Request a copy of the letter"),
            "basis": f"{ORDER}（認定証の再交付）",
            "form": "ReissueForm",
            "requires": [rules.cause_of_loss_is_known, rules.has_reason],
            "record": ("cause",),
            "emphasis": "primary",
            "notices": notices.copy_requested,
        },
    )
    def request(self, *, actor: Any, cause: str, reason: str) -> None:
        """The holder says that the letter was lost or damaged, and how."""
        effects.record_request(self, actor, cause, reason)

    @fsm.transition(
        field=status,
        source=ReissueStatus.REQUESTED,
        target=ReissueStatus.ISSUED,
        permission=is_dispatcher,
        custom={
            "label": _("Issue the copy"),
            "basis": f"{ORDER}（認定証の再交付）",
            "requires": [rules.actor_is_no_applicant],
            "emphasis": "primary",
            "notices": notices.copy_answered,
        },
    )
    def issue(self, *, actor: Any) -> None:
        """A copy under a new number, marked as such; the first letter is not revoked."""
        effects.issue_copy(self, actor)

    @fsm.transition(
        field=status,
        source=ReissueStatus.REQUESTED,
        target=ReissueStatus.DECLINED,
        permission=is_dispatcher,
        custom={
            "label": _("Do not issue a copy"),
            "basis": "行政手続法 第8条",
            "form": "DeclineForm",
            "requires": [rules.actor_is_no_applicant, rules.has_answer],
            "notices": notices.copy_answered,
        },
    )
    def decline(self, *, actor: Any, answer: str) -> None:
        """No copy is issued; the reason is told."""
        effects.note_answer(self, actor, answer)

    @fsm.transition(
        field=status,
        source=ReissueStatus.ISSUED,
        target=ReissueStatus.RETURNED,
        permission=roles.is_filer,
        custom={
            "label": _("Report that the lost letter was found"),
            "basis": f"{ORDER}（認定証の再交付）",
        },
    )
    def report_found(self, *, actor: Any) -> None:
        """The first letter was found: the copy is returned and no longer stands."""
        effects.note_found(self)

    @fsm.transition(
        field=status,
        source=ReissueStatus.REQUESTED,
        target=ReissueStatus.WITHDRAWN,
        permission=roles.is_filer,
        custom={"label": _("Withdraw the request"), "basis": "行政手続法 第33条"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """No copy is needed any more."""


class SuccessionStatus(models.TextChoices):
    """Where a succession stands."""

    NEW = "new", pgettext_lazy("succession status", "Being filed")
    FILED = "filed", pgettext_lazy("succession status", "Waiting for the successor")
    CONFIRMED = "confirmed", pgettext_lazy("succession status", "Confirmed by the successor")
    RECORDED = "recorded", pgettext_lazy("succession status", "Recorded")
    IN_EFFECT = "in_effect", pgettext_lazy("succession status", "In effect")
    DECLINED = "declined", pgettext_lazy("succession status", "Not recorded")
    WITHDRAWN = "withdrawn", pgettext_lazy("succession status", "Withdrawn")


S = SuccessionStatus


class SuccessionWorkflow(Case):
    """The steps by which another company takes the place of the applicant or holder (承継)."""

    status = StateField(_("status"), choices=S.choices, default=S.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.NEW,
        target=S.FILED,
        permission=is_transferor,
        conditions=[rules.no_other_succession_is_open],
        custom={
            "label": _("File a succession"),
            "basis": "会社法 第750条・第759条／産業競争力強化法 第8条の2",
            "form": "SuccessionForm",
            "requires": [rules.successor_is_another_company, rules.succession_is_described],
            "record": ("kind",),
            "emphasis": "primary",
            "notices": notices.succession_filed,
        },
    )
    def file(
        self, *, actor: Any, successor: Any, kind: str, effective_on: date, reason: str
    ) -> None:
        """The company says who takes its place, how, and from which day; the document is attached."""
        effects.record_succession(
            self, actor, successor=successor, kind=kind, effective_on=effective_on, reason=reason
        )

    @fsm.transition(
        field=status,
        source=S.FILED,
        target=S.CONFIRMED,
        permission=is_successor,
        custom={
            "label": _("Confirm the succession"),
            "basis": "会社法 第750条・第759条",
            "emphasis": "primary",
            "notices": notices.succession_confirmed,
        },
    )
    def confirm(self, *, actor: Any) -> None:
        """The successor takes over rights and duties, reports included."""

    @fsm.transition(
        field=status,
        source=S.CONFIRMED,
        target=S.RECORDED,
        permission=roles.is_examiner,
        custom={
            "label": _("Record the succession"),
            "basis": "産業競争力強化法 第8条の2",
            "requires": [rules.actor_is_on_neither_side],
            "emphasis": "primary",
            "notices": notices.succession_answered,
            "then": effects.settle_succession,
        },
    )
    def record(self, *, actor: Any) -> None:
        """The office records it; it takes effect on its day, at once when that has come."""
        effects.note_answer(self, actor, "")

    @fsm.transition(
        field=status,
        source=[S.FILED, S.CONFIRMED],
        target=S.DECLINED,
        permission=roles.is_examiner | is_successor,
        custom={
            "label": _("Do not record the succession"),
            "basis": "行政手続法 第8条",
            "form": "DeclineForm",
            "requires": [rules.has_answer],
            "notices": notices.succession_answered,
        },
    )
    def decline(self, *, actor: Any, answer: str) -> None:
        """The succession is not recorded; the reason is told."""
        effects.note_answer(self, actor, answer)

    @fsm.transition(
        field=status,
        source=[S.FILED, S.CONFIRMED],
        target=S.WITHDRAWN,
        permission=is_transferor,
        custom={"label": _("Withdraw the succession"), "basis": "行政手続法 第33条"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """The company takes the notice back before it is recorded."""

    @fsm.transition(
        field=status,
        source=S.RECORDED,
        target=S.IN_EFFECT,
        permission=is_system,
        conditions=[rules.day_has_come],
        custom={
            "label": _("The succession takes effect"),
            "basis": "会社法 第750条・第759条",
            "internal": True,
        },
    )
    def take_effect(self, *, actor: Any) -> None:
        """From this day the successor is applicant and holder; the past stays readable for both."""
        effects.hand_over(self)
