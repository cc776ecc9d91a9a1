"""What the state demands of a zone, and how a designation is revoked: never without hearing the town."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones import oversight_notices as notices
from zones import oversight_rules as rules
from zones import roles


class DemandStatus(models.TextChoices):
    """Where a demand for measures stands."""

    PREPARED = "prepared", pgettext_lazy("demand", "Being prepared")
    DEMANDED = "demanded", pgettext_lazy("demand", "Waiting for the town")
    ANSWERED = "answered", pgettext_lazy("demand", "Answered by the town")
    SETTLED = "settled", pgettext_lazy("demand", "Settled")


D = DemandStatus


class DemandWorkflow(Case):
    """Measures demanded of a town (措置の要求): set date, answer, settled or demanded again."""

    status = StateField(_("status"), choices=D.choices, default=D.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=D.PREPARED,
        target=D.DEMANDED,
        conditions=[rules.zone_is_designated],
        permission=roles.is_demanding_authority,
        custom={
            "label": _("Demand measures"),
            "basis": "構造改革特別区域法 第8条",
            "form": "DemandForm",
            "requires": [rules.says_what_is_demanded, rules.leaves_two_weeks],
            "emphasis": "primary",
            "notices": notices.demanded,
        },
    )
    def demand(self, *, actor: Any, text: str, due_on: date) -> None:
        """The Prime Minister or a minister asks the town for what the plan needs, until a set day."""
        self.text, self.due_on, self.demanded_on = text, due_on, clock.today()

    @fsm.transition(
        field=status,
        source=D.DEMANDED,
        target=D.ANSWERED,
        permission=roles.is_zone_approver,
        custom={
            "label": _("Answer the demand"),
            "basis": "構造改革特別区域法 第8条",
            "form": "DemandAnswerForm",
            "requires": [rules.has_an_answer],
            "emphasis": "primary",
            "notices": notices.demand_answered,
        },
    )
    def answer(self, *, actor: Any, answer: str) -> None:
        """The head of the town says what was done; late answers are taken and show as late."""
        self.answer_text, self.answered_on = answer, clock.today()

    @fsm.transition(
        field=status,
        source=D.ANSWERED,
        target=D.DEMANDED,
        permission=roles.is_demanding_authority,
        custom={
            "label": _("Demand again"),
            "basis": "構造改革特別区域法 第8条",
            "form": "DemandForm",
            "requires": [rules.says_what_is_demanded, rules.leaves_two_weeks],
            "notices": notices.demanded,
        },
    )
    def demand_again(self, *, actor: Any, text: str, due_on: date) -> None:
        """The answer does not suffice; a new day is set."""
        self.text, self.due_on = text, due_on

    @fsm.transition(
        field=status,
        source=D.ANSWERED,
        target=D.SETTLED,
        permission=roles.is_demanding_authority,
        custom={
            "label": _("Settle the demand"),
            "basis": "構造改革特別区域法 第8条",
            "emphasis": "primary",
        },
    )
    def settle(self, *, actor: Any) -> None:
        """What was demanded has been done."""
        self.settled_on = clock.today()


class RevocationStatus(models.TextChoices):
    """Where a procedure of revocation stands."""

    PREPARED = "prepared", pgettext_lazy("revocation", "Being prepared")
    NOTIFIED = "notified", pgettext_lazy("revocation", "Notice given")
    HEARD = "heard", pgettext_lazy("revocation", "Town heard")
    DECIDED = "decided", pgettext_lazy("revocation", "Designation revoked")
    DISMISSED = "dismissed", pgettext_lazy("revocation", "Dismissed")


R = RevocationStatus
HEARD = "構造改革特別区域法 第9条、行政手続法 第13条・第15条に準ずる聴聞"


class RevocationWorkflow(Case):
    """Before a designation is revoked the town learns the ground and speaks."""

    status = StateField(_("status"), choices=R.choices, default=R.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=R.PREPARED,
        target=R.NOTIFIED,
        conditions=[rules.zone_is_designated, rules.is_the_only_procedure],
        permission=roles.is_cabinet_examiner,
        custom={
            "label": _("Give notice of a revocation"),
            "basis": HEARD,
            "form": "RevocationNoticeForm",
            "requires": [rules.names_the_ground, rules.leaves_time_before_the_hearing],
            "emphasis": "danger",
            "notices": notices.revocation_notified,
        },
    )
    def notify(
        self, *, actor: Any, ground: str, facts: str, hearing_on: date, hearing_place: str
    ) -> None:
        """The town learns the ground, the facts, and when and where it is heard."""
        self.ground, self.facts = ground, facts
        self.hearing_on, self.hearing_place = hearing_on, hearing_place
        self.notified_on, self.prepared_by = clock.today(), actor

    @fsm.transition(
        field=status,
        source=R.NOTIFIED,
        target=R.NOTIFIED,
        permission=roles.is_zone_approver,
        custom={
            "label": _("Submit a statement"),
            "basis": HEARD,
            "form": "StatementForm",
            "requires": [rules.has_a_statement],
            "emphasis": "primary",
            "notices": notices.statement_submitted,
        },
    )
    def state(self, *, actor: Any, statement: str) -> None:
        """The town answers the ground in writing, beside or instead of speaking."""
        self.statement, self.stated_on = statement, clock.today()

    @fsm.transition(
        field=status,
        source=R.NOTIFIED,
        target=R.HEARD,
        conditions=[rules.hearing_day_has_come],
        permission=roles.is_cabinet_examiner,
        custom={
            "label": _("Record the hearing"),
            "basis": HEARD,
            "form": "MinutesForm",
            "requires": [rules.has_minutes],
            "emphasis": "primary",
        },
    )
    def record_hearing(self, *, actor: Any, minutes: str) -> None:
        """What the town said, or that nobody came."""
        self.minutes, self.prepared_by = minutes, actor

    @fsm.transition(
        field=status,
        source=[R.NOTIFIED, R.HEARD],
        target=R.DISMISSED,
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Dismiss the revocation"),
            "basis": HEARD,
            "form": "OverlayReasonsForm",
            "requires": [rules.has_reasons],
            "notices": notices.revocation_dismissed,
        },
    )
    def dismiss(self, *, actor: Any, reasons: str) -> None:
        """The designation stands."""
        self.reasons, self.decided_on = reasons, clock.today()

    @fsm.transition(
        field=status,
        source=R.HEARD,
        target=R.DECIDED,
        permission=is_system,
        custom={"label": _("Close with the revocation"), "basis": HEARD, "internal": True},
    )
    def conclude(self, *, actor: Any) -> None:
        """The designation was revoked by the step on the zone."""
        self.decided_on = clock.today()
