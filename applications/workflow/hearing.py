"""What may happen to a hearing before a revocation (行政手続法15条〜26条)."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import hearing as effects
from applications.notices import life as notices
from applications.roles_later import is_presider
from applications.rules import duties
from applications.rules import hearing as rules
from casework.fsm import Case, StateField, staying


class HearingStatus(models.TextChoices):
    """How far a hearing is."""

    CALLED = "called", pgettext_lazy("hearing status", "Called")
    HELD = "held", pgettext_lazy("hearing status", "Held: the report is being written")
    REPORTED = "reported", pgettext_lazy("hearing status", "Reported")


S = HearingStatus


class HearingWorkflow(Case):
    """The steps of a hearing; notice and decision are steps of the exemption."""

    status = StateField(_("status"), choices=S.choices, default=S.CALLED)

    class Meta:
        abstract = True

    @staying(
        S.CALLED,
        permission=roles.is_exemption_authority,
        custom={
            "label": _("Name the presider"),
            "basis": "行政手続法 第19条",
            "form": "PresiderForm",
            "requires": [duties.has_no_conflict, rules.presider_is_not_of_the_line],
            "emphasis": "primary",
            "notices": notices.presider_named,
        },
    )
    def name_presider(self, *, actor: Any, presider: Any) -> None:
        """An official who neither examined nor decides presides over the hearing."""
        effects.name_presider(self, presider)

    @staying(
        S.CALLED,
        permission=roles.is_holder,
        custom={
            "label": _("Ask to see the file"),
            "basis": "行政手続法 第18条第1項",
            "form": "InspectionForm",
            "requires": [rules.says_what_to_see],
            "notices": notices.inspection_asked,
        },
    )
    def ask_inspection(self, *, actor: Any, what: str) -> None:
        """Until the hearing ends the holder may ask to see the evidence."""
        effects.ask_inspection(self, actor, what)

    @staying(
        S.CALLED,
        permission=roles.is_exemption_authority,
        conditions=[rules.an_inspection_waits],
        custom={
            "label": _("Answer the request to see the file"),
            "basis": "行政手続法 第18条",
            "form": "InspectionAnswerForm",
            "requires": [duties.has_no_conflict, rules.says_when_and_where_or_why_not],
            "record": ("granted",),
            "notices": notices.inspection_answered,
        },
    )
    def answer_inspection(self, *, actor: Any, granted: bool, answer: str) -> None:
        """Day and place of the inspection; a refusal only to protect somebody else, with its reason."""
        effects.answer_inspection(self, actor, granted=granted, answer=answer)

    @staying(
        S.CALLED,
        permission=roles.is_holder,
        custom={
            "label": _("Hand in a written statement"),
            "basis": "行政手続法 第21条",
            "form": "StatementForm",
            "requires": [rules.states_something],
            "notices": notices.statement_handed_in,
        },
    )
    def state(self, *, actor: Any, statement: str) -> None:
        """The holder states its view and evidence in writing, instead of or beside appearing."""
        effects.note_statement(self, statement)

    @fsm.transition(
        field=status,
        source=S.CALLED,
        target=S.HELD,
        permission=is_presider,
        conditions=[rules.its_day_has_come, rules.no_inspection_waits],
        custom={
            "label": _("Record the minutes"),
            "basis": "行政手続法 第24条第1項・第2項",
            "form": "MinutesForm",
            "requires": [rules.minutes_are_complete],
            "record": ("attendance",),
            "emphasis": "primary",
        },
    )
    def hold(self, *, actor: Any, held_on: date, attendance: str, minutes: str) -> None:
        """The presider writes down what happened and what was said (調書)."""
        effects.hold(self, held_on=held_on, attendance=attendance, minutes=minutes)

    @fsm.transition(
        field=status,
        source=S.HELD,
        target=S.REPORTED,
        permission=is_presider,
        custom={
            "label": _("Hand in the report"),
            "basis": "行政手続法 第24条第3項",
            "form": "HearingReportForm",
            "requires": [rules.report_has_opinion_and_grounds],
            "record": ("opinion",),
            "emphasis": "primary",
            "notices": notices.hearing_reported,
        },
    )
    def hand_in(self, *, actor: Any, opinion: str, report: str) -> None:
        """The presider's opinion on whether the facts are established, with minutes (報告書)."""
        effects.hand_in(self, opinion=opinion, report=report)

    @fsm.transition(
        field=status,
        source=S.REPORTED,
        target=S.CALLED,
        permission=roles.is_exemption_authority,
        conditions=[rules.nothing_is_decided],
        custom={
            "label": _("Order the hearing to be resumed"),
            "basis": "行政手続法 第25条",
            "form": "ResumptionForm",
            "requires": [
                duties.has_no_conflict,
                rules.has_reasons,
                rules.resumption_leaves_time,
            ],
            "notices": notices.hearing_resumed,
        },
    )
    def resume(self, *, actor: Any, reasons: str, hearing_on: date, place: str) -> None:
        """In view of what came up after the report, the hearing goes on on a new day."""
        effects.resume(self, reasons=reasons, hearing_on=hearing_on, place=place)
