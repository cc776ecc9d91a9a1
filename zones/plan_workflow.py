"""What hangs on a zone's plan: opinions heard, consents of ministers, changes of the plan."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework import clock
from casework.fsm import Case, StateField
from zones import effects, plan_notices, roles
from zones import plan_rules as rules


class OpinionStatus(models.TextChoices):
    """Where an opinion given at a hearing stands."""

    RECEIVED = "received", pgettext_lazy("hearing opinion", "Waiting for a reply")
    ANSWERED = "answered", pgettext_lazy("hearing opinion", "Answered")


class HearingOpinionWorkflow(Case):
    """An opinion at a zone's hearing is answered; never removed."""

    status = StateField(_("status"), choices=OpinionStatus.choices, default=OpinionStatus.RECEIVED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=OpinionStatus.RECEIVED,
        target=OpinionStatus.ANSWERED,
        permission=roles.is_zone_examiner,
        custom={
            "label": _("Reply to the opinion"),
            "basis": "構造改革特別区域法 第4条第4項・第7項（意見の概要の添付）",
            "form": "ReplyForm",
            "requires": [rules.has_a_reply],
            "emphasis": "primary",
        },
    )
    def answer(self, *, actor: Any, reply: str) -> None:
        """The office says what it makes of the opinion; both are public."""
        self.reply, self.replied_on = reply, clock.today()
        self.replied_by = self.zone.lead.name


class ConsentStatus(models.TextChoices):
    """Whether a minister consents to a measure."""

    ASKED = "asked", pgettext_lazy("minister's consent", "Consent asked")
    CONSENTED = "consented", pgettext_lazy("minister's consent", "Consented")
    REFUSED = "refused", pgettext_lazy("minister's consent", "Consent refused")


C = ConsentStatus
CONSENT: dict[str, Any] = {
    "label": _("Consent"),
    "basis": "構造改革特別区域法 第4条第9項・第10項",
    "emphasis": "primary",
    "notices": plan_notices.consent_given,
}


class ConsentWorkflow(Case):
    """A regulating minister consents to a measure of a plan, or refuses with reasons."""

    status = StateField(_("status"), choices=C.choices, default=C.ASKED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=C.REFUSED,
        target=C.CONSENTED,
        conditions=[rules.plan_is_before_the_cabinet],
        permission=roles.is_regulating_minister,
        custom=CONSENT,
    )
    @fsm.transition(
        field=status,
        source=C.ASKED,
        target=C.CONSENTED,
        conditions=[rules.plan_is_before_the_cabinet],
        permission=roles.is_regulating_minister,
        custom=CONSENT,
    )
    def consent(self, *, actor: Any) -> None:
        """The minister finds the measure in line with the basic policy and its conditions met."""
        self.answered_on, self.reasons = clock.today(), ""

    @fsm.transition(
        field=status,
        source=C.ASKED,
        target=C.REFUSED,
        conditions=[rules.plan_is_before_the_cabinet],
        permission=roles.is_regulating_minister,
        custom={
            "label": _("Refuse the consent"),
            "basis": "構造改革特別区域法 第4条第9項・第10項",
            "form": "OverlayReasonsForm",
            "requires": [rules.has_reasons],
            "notices": plan_notices.consent_refused,
        },
    )
    def refuse(self, *, actor: Any, reasons: str) -> None:
        """Without the consent the measure cannot be certified; the reasons are public."""
        self.answered_on, self.reasons = clock.today(), reasons


class ChangeStatus(models.TextChoices):
    """Where a change of a certified plan stands."""

    PREPARED = "prepared", pgettext_lazy("change of a plan", "Being prepared")
    APPLIED = "applied", pgettext_lazy("change of a plan", "Applied for")
    APPROVED = "approved", pgettext_lazy("change of a plan", "Certified")
    RECORDED = "recorded", pgettext_lazy("change of a plan", "Recorded as minor")
    REFUSED = "refused", pgettext_lazy("change of a plan", "Not certified")
    WITHDRAWN = "withdrawn", pgettext_lazy("change of a plan", "Withdrawn")


H = ChangeStatus
CHANGE = "構造改革特別区域法 第6条"


class ChangeWorkflow(Case):
    """A certified plan changes: a minor change by the town, any other by a new certification."""

    status = StateField(_("status"), choices=H.choices, default=H.PREPARED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=H.PREPARED,
        target=H.PREPARED,
        conditions=[rules.zone_is_designated],
        permission=roles.is_zone_administrator,
        custom={
            "label": _("Prepare a change of the plan"),
            "basis": f"{CHANGE}第1項",
            "form": "ChangeForm",
            "requires": [rules.changes_something, rules.end_is_to_come, rules.has_reasons],
            "emphasis": "primary",
        },
    )
    def prepare(self, *, actor: Any, proposed: dict[str, Any], reasons: str) -> None:
        """The office writes what is to change, and why."""
        self.proposed, self.reasons, self.prepared_by = proposed, reasons, actor
        self.before = self.values_now()

    @fsm.transition(
        field=status,
        source=H.PREPARED,
        target=H.APPLIED,
        conditions=[rules.zone_is_designated, rules.is_written, rules.is_no_minor_change],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Apply for the change"),
            "basis": f"{CHANGE}第1項・第2項",
            "form": "FileChangeForm",
            "requires": [rules.signer_did_not_prepare, rules.new_measures_have_ministries],
            "emphasis": "primary",
            "notices": plan_notices.change_applied,
        },
    )
    def file(self, *, actor: Any, ministries: dict[str, Any]) -> None:
        """The town asks for a new certification; the clock of three months runs again."""
        self.file_with(actor, ministries)

    @fsm.transition(
        field=status,
        source=H.PREPARED,
        target=H.RECORDED,
        conditions=[rules.zone_is_designated, rules.is_written, rules.is_minor_change],
        permission=roles.is_zone_approver,
        custom={
            "label": _("Record the minor change"),
            "basis": f"{CHANGE}第1項（軽微な変更）",
            "requires": [rules.signer_did_not_prepare],
            "emphasis": "primary",
            "then": effects.carry_over,
        },
    )
    def record_minor(self, *, actor: Any) -> None:
        """Names and wording change at once; the Cabinet Office is not asked, the record is public."""
        self.before, self.decided_on = self.values_now(), clock.today()

    @fsm.transition(
        field=status,
        source=H.APPLIED,
        target=H.APPROVED,
        conditions=[rules.zone_is_designated, rules.every_minister_consents],
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Certify the change"),
            "basis": f"{CHANGE}第2項・第4条第9項",
            "requires": [rules.decider_did_not_file],
            "emphasis": "primary",
            "notices": plan_notices.change_decided,
            "then": effects.carry_over,
        },
    )
    def approve(self, *, actor: Any) -> None:
        """The changed plan is certified; the zone's facts change today."""
        self.before, self.decided_on = self.values_now(), clock.today()

    @fsm.transition(
        field=status,
        source=H.APPLIED,
        target=H.REFUSED,
        permission=roles.is_cabinet_approver,
        custom={
            "label": _("Refuse the change"),
            "basis": f"{CHANGE}第2項、行政手続法 第8条",
            "form": "OverlayReasonsForm",
            "requires": [rules.decider_did_not_file, rules.has_reasons],
            "notices": plan_notices.change_decided,
        },
    )
    def refuse(self, *, actor: Any, reasons: str) -> None:
        """The plan stays as it was certified; the reasons are given in writing."""
        self.decision_reasons, self.decided_on = reasons, clock.today()

    @fsm.transition(
        field=status,
        source=[H.PREPARED, H.APPLIED],
        target=H.WITHDRAWN,
        permission=roles.is_zone_approver | roles.is_zone_administrator,
        custom={"label": _("Withdraw the change"), "basis": CHANGE, "emphasis": "danger"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """The town leaves the plan as it is."""
        self.decided_on = clock.today()
