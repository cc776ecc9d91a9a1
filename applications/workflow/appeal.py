"""What may happen to an appeal, from its lodging to the ruling."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import appeal as effects
from applications.notices import appeal as notices
from applications.roles_later import is_defender, is_review_officer, is_reviewing_approver
from applications.rules import appeal as rules
from casework.fsm import Case, StateField

ACA = "行政不服審査法"


class AppealStatus(models.TextChoices):
    """Where an appeal stands."""

    NEW = "new", pgettext_lazy("appeal status", "Being lodged")
    LODGED = "lodged", pgettext_lazy("appeal status", "Lodged")
    CORRECTING = "correcting", pgettext_lazy("appeal status", "Correction ordered")
    REVIEWING = "reviewing", pgettext_lazy("appeal status", "Before the review officer")
    DEFENDED = "defended", pgettext_lazy("appeal status", "Statement of defence received")
    CONCLUDED = "concluded", pgettext_lazy("appeal status", "Review officer's opinion given")
    INADMISSIBLE = "inadmissible", pgettext_lazy("appeal status", "Inadmissible")
    DISMISSED = "dismissed", pgettext_lazy("appeal status", "Dismissed")
    UPHELD = "upheld", pgettext_lazy("appeal status", "Upheld")
    WITHDRAWN = "withdrawn", pgettext_lazy("appeal status", "Withdrawn")


S = AppealStatus


class AppealWorkflow(Case):
    """The steps of an appeal."""

    status = StateField(_("status"), choices=S.choices, default=S.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.NEW,
        target=S.LODGED,
        permission=roles.is_filer,
        conditions=[rules.may_be_contested, rules.is_the_only_appeal],
        custom={
            "label": _("Lodge an appeal"),
            "basis": f"{ACA} 第2条・第3条・第19条",
            "form": "LodgeForm",
            "requires": [
                rules.relief_fits,
                rules.has_grounds,
                rules.is_in_time_or_says_why,
                rules.suspension_has_reason,
            ],
            "record": ("relief",),
            "emphasis": "primary",
            "notices": notices.lodged,
        },
    )
    def lodge(
        self,
        *,
        actor: Any,
        relief: str,
        grounds: str,
        known_on: date | None = None,
        late_reason: str = "",
        suspension_reason: str = "",
    ) -> None:
        """The request for review is lodged in writing; the reviewing period begins."""
        effects.record_lodging(
            self,
            actor,
            relief=relief,
            grounds=grounds,
            known_on=known_on,
            late_reason=late_reason,
            suspension_reason=suspension_reason,
        )

    @fsm.transition(
        field=status,
        source=S.LODGED,
        target=S.CORRECTING,
        permission=is_reviewing_approver,
        custom={
            "label": _("Order a correction of the appeal"),
            "basis": f"{ACA} 第23条",
            "form": "OrderForm",
            "requires": [rules.actor_is_no_appellant, rules.has_message, rules.due_is_ahead],
            "notices": notices.correction_ordered,
        },
    )
    def order_correction(self, *, actor: Any, message: str, due_on: date) -> None:
        """What is defective is to be corrected within a fair period."""
        self.correction_message, self.correction_due_on = message, due_on

    @fsm.transition(
        field=status,
        source=S.CORRECTING,
        target=S.LODGED,
        permission=roles.is_filer,
        custom={
            "label": _("Correct the appeal"),
            "basis": f"{ACA} 第23条",
            "form": "CorrectForm",
            "requires": [rules.has_grounds],
            "emphasis": "primary",
            "notices": notices.corrected,
        },
    )
    def correct(self, *, actor: Any, grounds: str) -> None:
        """The appellant corrects the request."""
        self.grounds, self.correction_due_on = grounds, None

    @fsm.transition(
        field=status,
        source=S.LODGED,
        target=S.REVIEWING,
        permission=is_reviewing_approver,
        custom={
            "label": _("Designate the review officer"),
            "basis": f"{ACA} 第9条・第25条・第29条",
            "form": "DesignateForm",
            "requires": [
                rules.actor_is_no_appellant,
                rules.officer_works_there,
                rules.officer_took_no_part,
                rules.suspension_is_decided,
            ],
            "record": ("suspension",),
            "emphasis": "primary",
            "notices": notices.designated,
        },
    )
    def designate(
        self, *, actor: Any, officer: Any, suspension: str, suspension_words: str
    ) -> None:
        """A review officer who took no part is named; the deciding office is asked for its defence."""
        effects.record_officer(self, officer, suspension, suspension_words)

    @fsm.transition(
        field=status,
        source=S.REVIEWING,
        target=S.DEFENDED,
        permission=is_defender,
        custom={
            "label": _("Submit the statement of defence"),
            "basis": f"{ACA} 第29条第2項・第3項",
            "form": "DefenceForm",
            "requires": [
                rules.actor_is_no_appellant,
                rules.actor_is_not_the_officer,
                rules.has_text,
            ],
            "emphasis": "primary",
            "notices": notices.defended,
        },
    )
    def defend(self, *, actor: Any, text: str) -> None:
        """The deciding office states content and reasons of its determination."""
        effects.record_defence(self, actor, text)

    @fsm.transition(
        field=status,
        source=S.DEFENDED,
        target=S.DEFENDED,
        permission=roles.is_filer,
        conditions=[rules.reply_is_open],
        custom={
            "label": _("Submit the statement in reply"),
            "basis": f"{ACA} 第30条第1項",
            "form": "ReplyForm",
            "requires": [rules.has_text],
            "emphasis": "primary",
            "notices": notices.replied,
        },
    )
    def reply(self, *, actor: Any, text: str) -> None:
        """The appellant answers the defence within the period."""
        effects.record_reply(self, text)

    @fsm.transition(
        field=status,
        source=S.DEFENDED,
        target=S.CONCLUDED,
        permission=is_review_officer,
        conditions=[rules.reply_is_in_or_over],
        custom={
            "label": _("Give the review officer's opinion"),
            "basis": f"{ACA} 第41条・第42条",
            "form": "ReportForm",
            "requires": [rules.has_text],
            "emphasis": "primary",
            "notices": notices.concluded,
        },
    )
    def conclude(self, *, actor: Any, text: str) -> None:
        """The hearing is closed; the review officer gives an opinion on the ruling."""
        effects.record_opinion(self, text)

    @fsm.transition(
        field=status,
        source=[S.LODGED, S.CORRECTING, S.CONCLUDED],
        target=S.INADMISSIBLE,
        permission=is_reviewing_approver,
        conditions=[rules.correction_is_over],
        custom={
            "label": _("Rule: inadmissible"),
            "basis": f"{ACA} 第24条・第45条第1項・第49条第1項",
            "form": "RulingForm",
            "requires": [
                rules.actor_is_no_appellant,
                rules.actor_is_not_the_officer,
                rules.ruling_has_reasons,
            ],
            "emphasis": "danger",
            "notices": notices.ruled,
            "then": effects.send_ruling,
        },
    )
    def reject(self, *, actor: Any, reasons: str) -> None:
        """The request is unlawful itself (late, no standing, not corrected)."""
        effects.record_ruling(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=S.CONCLUDED,
        target=S.DISMISSED,
        permission=is_reviewing_approver,
        custom={
            "label": _("Rule: dismissed"),
            "basis": f"{ACA} 第45条第2項・第49条第2項",
            "form": "RulingForm",
            "requires": [
                rules.actor_is_no_appellant,
                rules.actor_is_not_the_officer,
                rules.ruling_has_reasons,
            ],
            "emphasis": "danger",
            "notices": notices.ruled,
            "then": effects.send_ruling,
        },
    )
    def dismiss(self, *, actor: Any, reasons: str) -> None:
        """The request has no grounds; the determination stands."""
        effects.record_ruling(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=S.CONCLUDED,
        target=S.UPHELD,
        permission=is_reviewing_approver,
        custom={
            "label": _("Rule: upheld"),
            "basis": f"{ACA} 第46条・第48条・第49条第3項・第52条",
            "form": "UpholdForm",
            "requires": [
                rules.actor_is_no_appellant,
                rules.actor_is_not_the_officer,
                rules.ruling_has_reasons,
                rules.change_has_text,
            ],
            "emphasis": "primary",
            "notices": notices.ruled,
            "then": effects.carry_out,
        },
    )
    def uphold(self, *, actor: Any, reasons: str, changed_text: str = "") -> None:
        """The request has grounds: the determination is annulled or changed, never to the worse."""
        effects.record_ruling(self, actor, reasons, changed_text)

    @fsm.transition(
        field=status,
        source=[S.LODGED, S.CORRECTING, S.REVIEWING, S.DEFENDED, S.CONCLUDED],
        target=S.WITHDRAWN,
        permission=roles.is_filer,
        custom={
            "label": _("Withdraw the appeal"),
            "basis": f"{ACA} 第27条",
            "emphasis": "danger",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The appellant takes the request back in writing, until the ruling."""
