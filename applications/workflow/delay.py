"""Notices of delay: the console drafts one a month, a person sends it or lets it drop."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.law import ORDER
from applications.rules import delay as rules
from applications.rules import duties
from casework import clock
from casework.fsm import Case, StateField

BASIS = f"{ORDER} 第3条第6項・第4条第4項（計画の認定については運用上の定め）／行政手続法 第9条"


class DelayStatus(models.TextChoices):
    """Where a notice of delay stands."""

    DRAFTED = "drafted", pgettext_lazy("delay notice status", "To be sent")
    SENT = "sent", pgettext_lazy("delay notice status", "Sent")
    DROPPED = "dropped", pgettext_lazy("delay notice status", "Not needed")


class DelayWorkflow(Case):
    """The steps of a notice of delay."""

    status = StateField(_("status"), choices=DelayStatus.choices, default=DelayStatus.DRAFTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=DelayStatus.DRAFTED,
        target=DelayStatus.SENT,
        permission=roles.is_examiner,
        custom={
            "label": _("Send the notice of delay"),
            "basis": BASIS,
            "form": "DelayForm",
            "requires": [
                rules.actor_did_not_file,
                duties.has_no_conflict,
                rules.states_the_reasons,
            ],
            "emphasis": "primary",
            "notices": notices.delay_told,
        },
    )
    def send(self, *, actor: Any, reasons: str, expected_on: Any = None) -> None:
        """The applicant learns why it takes longer, and until when it is expected to take."""
        self.reasons = reasons
        self.expected_on = expected_on
        self.sent_at = clock.now()
        self.sent_by_name = actor.get_full_name()

    @fsm.transition(
        field=status,
        source=DelayStatus.DRAFTED,
        target=DelayStatus.DROPPED,
        permission=roles.is_examiner,
        conditions=[rules.is_no_longer_late],
        custom={
            "label": _("Let the notice drop"),
            "basis": BASIS,
            "requires": [rules.actor_did_not_file, duties.has_no_conflict],
        },
    )
    def drop(self, *, actor: Any) -> None:
        """The answer has come before the notice was sent."""
        self.sent_at = None
