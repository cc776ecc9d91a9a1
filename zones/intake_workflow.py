"""What may happen to the intake of a procedure in a zone: opened, changed, paused, closed."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.fsm import Case, StateField, staying
from zones import intake_rules as rules
from zones.roles import is_zone_administrator


class IntakeStatus(models.TextChoices):
    """What the office decided; whether applications are taken on a day, the dates say."""

    PREPARED = "prepared", pgettext_lazy("intake status", "Not opened yet")
    OPEN = "open", pgettext_lazy("intake status", "Opened")
    PAUSED = "paused", pgettext_lazy("intake status", "Paused")
    CLOSED = "closed", pgettext_lazy("intake status", "Closed")


S = IntakeStatus
READY = [rules.zone_is_open, rules.basis_is_in_force, rules.criteria_are_published]
PERIOD = [rules.period_is_ordered, rules.last_day_is_to_come, rules.period_lies_in_the_zones]
RECORD = ("accepts_from", "accepts_until", "documents", "needs_statement")
OPEN: dict[str, Any] = {
    "label": _("Open the intake"),
    "basis": "行政手続法 第5条・第6条・第9条",
    "form": "IntakeForm",
    "requires": PERIOD,
    "record": RECORD,
    "emphasis": "primary",
}
CLOSE: dict[str, Any] = {
    "label": _("Close the intake"),
    "basis": "行政手続法 第9条",
    "form": "IntakeReasonsForm",
    "requires": [rules.has_reasons],
    "emphasis": "danger",
}


class IntakeWorkflow(Case):
    """The steps of an intake. What has arrived goes its way whatever happens here."""

    status = StateField(_("status"), choices=S.choices, default=S.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.CLOSED,
        target=S.OPEN,
        conditions=READY,
        permission=is_zone_administrator,
        custom=OPEN,
    )
    @fsm.transition(
        field=status,
        source=S.PREPARED,
        target=S.OPEN,
        conditions=READY,
        permission=is_zone_administrator,
        custom=OPEN,
    )
    def open(self, *, actor: Any, accepts_from: date, **terms: Any) -> None:
        """The office makes public from when until when it takes applications, and what they need."""
        self._set(accepts_from=accepts_from, **terms)
        self.reasons = ""

    @staying(
        S.OPEN,
        S.PAUSED,
        conditions=READY,
        permission=is_zone_administrator,
        custom={
            "label": _("Change the intake"),
            "basis": "行政手続法 第5条・第9条",
            "form": "IntakeForm",
            "requires": PERIOD,
            "record": RECORD,
        },
    )
    def change(self, *, actor: Any, accepts_from: date, **terms: Any) -> None:
        """Period or papers change for what is filed from now on; what has arrived stays as it is."""
        self._set(accepts_from=accepts_from, **terms)

    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.PAUSED,
        permission=is_zone_administrator,
        custom={
            "label": _("Pause the intake"),
            "basis": "行政手続法 第9条",
            "form": "IntakeReasonsForm",
            "requires": [rules.has_reasons],
        },
    )
    def pause(self, *, actor: Any, reasons: str) -> None:
        """Nothing is filed online for a while; the reason is public, drafts are kept."""
        self.reasons = reasons

    @fsm.transition(
        field=status,
        source=S.PAUSED,
        target=S.OPEN,
        conditions=READY,
        permission=is_zone_administrator,
        custom={
            "label": _("Resume the intake"),
            "basis": "行政手続法 第9条",
            "emphasis": "primary",
        },
    )
    def resume(self, *, actor: Any) -> None:
        """Applications are taken again, in the period set before."""
        self.reasons = ""

    @fsm.transition(
        field=status,
        source=S.PAUSED,
        target=S.CLOSED,
        permission=is_zone_administrator,
        custom=CLOSE,
    )
    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.CLOSED,
        permission=is_zone_administrator,
        custom=CLOSE,
    )
    def close(self, *, actor: Any, reasons: str) -> None:
        """The intake ends with its reasons; it can be opened again for another period."""
        self.reasons = reasons

    def _set(self, **terms: Any) -> None:
        for name, value in terms.items():
            setattr(self, name, value)
