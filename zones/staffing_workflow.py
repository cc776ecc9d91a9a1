"""What may happen to an appointment: proposed, confirmed or accepted, ended."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.actors import is_system
from casework.fsm import Case, StateField
from zones import staffing_effects as effects
from zones import staffing_notices as notices
from zones import staffing_rules as rules
from zones.roles import is_lender, is_principal, is_staff_administrator


class AppointmentStatus(models.TextChoices):
    """What was decided about an appointment; whether it holds on a day, its dates say."""

    PROPOSED = "proposed", pgettext_lazy("appointment status", "Proposed")
    IN_FORCE = "in_force", pgettext_lazy("appointment status", "Appointed")
    DECLINED = "declined", pgettext_lazy("appointment status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("appointment status", "Taken back")
    ENDED = "ended", pgettext_lazy("appointment status", "End fixed")


S = AppointmentStatus


class AppointmentWorkflow(Case):
    """The steps of an appointment."""

    status = StateField(_("status"), choices=S.choices, default=S.PROPOSED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.PROPOSED,
        target=S.IN_FORCE,
        permission=is_staff_administrator | is_principal | is_system,
        conditions=[rules.is_within_the_office, rules.period_runs, rules.deputy_is_possible],
        custom={
            "label": _("Appoint"),
            "basis": "地方自治法 第154条・第172条／各庁の事務決裁規程（代決）",
            "requires": [rules.nobody_appoints_themselves],
            "emphasis": "primary",
            "notices": notices.appointed,
        },
    )
    def confirm(self, *, actor: Any) -> None:
        """The office appoints one of its people, or a deputy; the operator only the very first."""
        effects.open_membership(self, self.user)

    @fsm.transition(
        field=status,
        source=S.PROPOSED,
        target=S.IN_FORCE,
        permission=is_lender,
        conditions=[rules.is_lent, rules.period_runs],
        custom={
            "label": _("Accept, and name the person"),
            "basis": "地方自治法 第252条の14・第252条の16の2・第252条の17",
            "form": "AcceptForm",
            "requires": [rules.lends_own_person],
            "emphasis": "primary",
            "notices": notices.appointed,
        },
    )
    def accept(self, *, actor: Any, user: Any, reply: str = "") -> None:
        """The lending office agrees and names who acts; the basis stands with every act."""
        self.user, self.reply = user, reply
        effects.open_membership(self, user)

    @fsm.transition(
        field=status,
        source=S.PROPOSED,
        target=S.DECLINED,
        permission=is_lender,
        conditions=[rules.is_lent],
        custom={
            "label": _("Decline"),
            "basis": "地方自治法 第252条の14・第252条の16の2・第252条の17",
            "form": "ReplyForm",
            "requires": [rules.has_reply],
            "emphasis": "danger",
        },
    )
    def decline(self, *, actor: Any, reply: str) -> None:
        """The lending office does not agree, and says why."""
        self.reply = reply

    @fsm.transition(
        field=status,
        source=S.PROPOSED,
        target=S.WITHDRAWN,
        permission=is_staff_administrator | is_principal,
        custom={
            "label": _("Take the proposal back"),
            "basis": "地方自治法 第154条・第172条",
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The office no longer asks."""

    @fsm.transition(
        field=status,
        source=S.IN_FORCE,
        target=S.ENDED,
        permission=is_staff_administrator | is_principal | is_lender,
        custom={
            "label": _("Fix the end"),
            "basis": "地方自治法 第154条・第172条",
            "form": "EndForm",
            "requires": [rules.end_is_possible, rules.keeps_an_administrator],
            "emphasis": "danger",
        },
    )
    def end(self, *, actor: Any, last_day: date) -> None:
        """The role ends with a day; what was done under it stays as it is."""
        effects.close_membership(self, last_day)

    @fsm.transition(
        field=status,
        source=S.ENDED,
        target=S.IN_FORCE,
        permission=is_system,
        conditions=[rules.end_is_recent],
        custom={
            "label": _("Take the end back"),
            "basis": "地方自治法 第154条・第172条",
            "internal": True,
        },
    )
    def take_back_end(self, *, actor: Any, until: date | None) -> None:
        """A transfer was canceled or undone: the role goes on as if no end had been fixed."""
        effects.reopen_membership(self, until)
