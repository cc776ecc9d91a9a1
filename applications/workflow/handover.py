"""Handing open work over: one step on each thing that moves, and the handover's own machine."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.effects import handover as effects
from applications.notices import handover as notices
from applications.rules import handover as rules
from casework.actors import is_system
from casework.fsm import Case, StateField
from zones.roles import is_staff_administrator

BASIS = "地方公務員法 第17条（転任）／各庁の事務引継規程"


def moving(*requires: Any) -> dict[str, Any]:
    """Return what the steps have in common by which a handover moves a thing."""
    return {
        "label": _("Hand over to a successor"),
        "basis": BASIS,
        "internal": True,
        "requires": list(requires),
    }


class HandoverStatus(models.TextChoices):
    """Where a handover stands."""

    DRAFTING = "drafting", pgettext_lazy("handover status", "Being prepared")
    PLANNED = "planned", pgettext_lazy("handover status", "Planned")
    EFFECTIVE = "effective", pgettext_lazy("handover status", "Handed over")
    UNDONE = "undone", pgettext_lazy("handover status", "Undone")
    CANCELED = "canceled", pgettext_lazy("handover status", "Canceled")


S = HandoverStatus


class HandoverWorkflow(Case):
    """The steps of a handover."""

    status = StateField(_("status"), choices=S.choices, default=S.DRAFTING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.DRAFTING,
        target=S.PLANNED,
        permission=is_staff_administrator,
        conditions=[rules.is_another_person, rules.day_has_not_passed, rules.successor_is_there],
        custom={
            "label": _("Order the handover"),
            "basis": BASIS,
            "internal": True,
            "then": effects.end_roles_and_begin,
        },
    )
    def take(self, *, actor: Any) -> None:
        """The office orders the handover: the leaver's roles get their last day."""
        self.made_by_name = actor.get_full_name()

    @fsm.transition(
        field=status,
        source=S.PLANNED,
        target=S.EFFECTIVE,
        permission=is_system,
        conditions=[rules.day_has_come],
        custom={
            "label": _("Hand over"),
            "basis": BASIS,
            "internal": True,
            "notices": notices.handed_over,
        },
    )
    def carry_out(self, *, actor: Any) -> None:
        """On the day, everything open goes to the successor, each with an entry in its own trail."""
        effects.move_everything(self)

    @fsm.transition(
        field=status,
        source=S.PLANNED,
        target=S.CANCELED,
        permission=is_staff_administrator,
        custom={
            "label": _("Cancel the handover"),
            "basis": BASIS,
            "emphasis": "danger",
            "then": effects.reopen_roles,
        },
    )
    def cancel(self, *, actor: Any) -> None:
        """Before the day: nothing has moved; the roles get back the end they had."""

    @fsm.transition(
        field=status,
        source=S.EFFECTIVE,
        target=S.UNDONE,
        permission=is_staff_administrator,
        conditions=[rules.is_still_the_day, rules.nobody_has_acted],
        custom={
            "label": _("Undo the handover"),
            "basis": BASIS,
            "emphasis": "danger",
            "then": effects.move_back,
        },
    )
    def undo(self, *, actor: Any) -> None:
        """On the same day, before anybody acted on it: everything goes back, each with an entry."""
