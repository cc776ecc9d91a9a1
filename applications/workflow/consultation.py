"""What may happen to a consultation before an application (事前相談)."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.consulting import roles
from applications.effects import consultation as effects
from applications.notices import consultation as notices
from applications.rules import consultation as rules
from applications.rules import handover as handover_rules
from applications.workflow.handover import moving
from casework.actors import is_system
from casework.fsm import Case, StateField, staying


class ConsultationStatus(models.TextChoices):
    """Where a consultation stands."""

    OPENED = "opened", pgettext_lazy("consultation status", "Waiting for the office")
    ANSWERED = "answered", pgettext_lazy("consultation status", "Answered")
    CLOSED = "closed", pgettext_lazy("consultation status", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("consultation status", "Withdrawn")


S = ConsultationStatus
ADVICE = "行政手続法 第9条第2項（情報の提供）"


class ConsultationWorkflow(Case):
    """The steps of a consultation."""

    status = StateField(_("status"), choices=S.choices, default=S.OPENED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[S.OPENED, S.ANSWERED],
        target=S.ANSWERED,
        permission=roles.is_adviser,
        custom={
            "label": _("Answer the consultation"),
            "basis": ADVICE,
            "form": "AnswerConsultationForm",
            "requires": [
                rules.actor_does_not_ask,
                rules.writes_not_too_often,
                rules.has_body,
                rules.guidance_is_whole,
            ],
            "record": ("kind",),
            "emphasis": "primary",
            "notices": notices.answered,
        },
    )
    def answer(
        self,
        *,
        actor: Any,
        body: str,
        kind: str = "message",
        purpose: str = "",
        officer: str = "",
        power: str = "",
        spoken_on: date | None = None,
        uploads: Any = (),
    ) -> None:
        """The office informs; what asks the company to do or not to do something is marked as guidance."""
        words = {"purpose": purpose, "officer": officer, "power": power, "spoken_on": spoken_on}
        effects.answer(self, actor, body=body, kind=kind, uploads=uploads, **words)

    @fsm.transition(
        field=status,
        source=[S.OPENED, S.ANSWERED, S.CLOSED],
        target=S.OPENED,
        permission=roles.is_asker,
        custom={
            "label": _("Write again"),
            "basis": ADVICE,
            "form": "AskAgainForm",
            "requires": [rules.writes_not_too_often, rules.has_body],
            "emphasis": "primary",
            "notices": notices.asked_again,
        },
    )
    def ask_again(self, *, actor: Any, body: str, uploads: Any = ()) -> None:
        """The asker goes on; a new answer falls due, whatever stood before."""
        effects.ask_again(self, actor, body=body, uploads=uploads)

    @fsm.transition(
        field=status,
        source=S.OPENED,
        target=S.OPENED,
        permission=roles.is_adviser,
        custom={
            "label": _("Pass on to the competent office"),
            "basis": "行政手続法 第9条第2項",
            "form": "PassOnForm",
            "requires": [rules.actor_does_not_ask, rules.other_office_is_named],
            "notices": notices.passed_on,
        },
    )
    def pass_on(self, *, actor: Any, office: Any, reason: str) -> None:
        """Another office knows the answer; the day by which it is due stays."""
        effects.pass_on(self, actor, office=office, reason=reason)

    @staying(
        S.OPENED,
        S.ANSWERED,
        permission=is_system,
        custom=moving(handover_rules.successor_advises, handover_rules.successor_did_not_ask),
    )
    def hand_over(self, *, actor: Any, handover: Any, successor: Any, on: Any) -> None:
        """Who advised left the office: the successor answers from the day of the handover."""
        self.adviser = successor

    @fsm.transition(
        field=status,
        source=S.ANSWERED,
        target=S.CLOSED,
        permission=roles.is_adviser | roles.is_asker | is_system,
        custom={"label": _("Close the consultation"), "basis": ADVICE},
    )
    def close(self, *, actor: Any) -> None:
        """Nothing more is asked; a new message opens it again."""
        effects.close(self)

    @fsm.transition(
        field=status,
        source=[S.OPENED, S.ANSWERED],
        target=S.WITHDRAWN,
        permission=roles.is_asker,
        custom={
            "label": _("Withdraw the consultation"),
            "basis": "行政手続法 第33条",
            "emphasis": "danger",
            "notices": notices.withdrawn,
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The asker takes the question back; what was written stays and can be read."""
        effects.close(self)
