"""What may happen to an exemption, from grant to its end."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import exemption as effects
from applications.law import ORDER
from applications.rules import duties
from applications.rules import exemption as rules
from applications.rules import incident as incident_rules
from casework.actors import is_system
from casework.fsm import Case, StateField


class ExemptionStatus(models.TextChoices):
    """What has been decided about an exemption; whether it is in force on a day is computed."""

    GRANTED = "granted", pgettext_lazy("exemption status", "Granted")
    GATHERING_CONSENT = (
        "gathering_consent",
        pgettext_lazy("exemption status", "Consent being gathered"),
    )
    RUNNING = "running", pgettext_lazy("exemption status", "Running")
    SUSPENDED = "suspended", pgettext_lazy("exemption status", "Suspended")
    REVOCATION_HEARING = (
        "revocation_hearing",
        pgettext_lazy("exemption status", "Hearing before revocation"),
    )
    REVOKED = "revoked", pgettext_lazy("exemption status", "Revoked")
    COMPLETED = "completed", pgettext_lazy("exemption status", "Completed")
    SURRENDERED = "surrendered", pgettext_lazy("exemption status", "Surrendered")


S = ExemptionStatus


class ExemptionWorkflow(Case):
    """The steps of an exemption."""

    status = StateField(_("status"), choices=S.choices, default=S.GRANTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.GRANTED,
        target=S.GATHERING_CONSENT,
        permission=roles.is_holder,
        conditions=[rules.has_not_ended],
        custom={
            "label": _("Start gathering consent"),
            "basis": "産業競争力強化法 第8条の3第1項",
            "emphasis": "primary",
        },
    )
    def gather_consent(self, *, actor: Any) -> None:
        """The holder shows the certificate to those asked and gathers their consent."""

    @fsm.transition(
        field=status,
        source=S.GATHERING_CONSENT,
        target=S.RUNNING,
        permission=roles.is_holder,
        conditions=[rules.has_not_ended],
        custom={
            "label": _("Report the consents and start"),
            "basis": "産業競争力強化法 第8条の3第2項",
            "form": "StartForm",
            "requires": [rules.consents_are_reported, rules.start_is_within_period],
            "emphasis": "primary",
            "notices": notices.trial_started,
        },
    )
    def start(self, *, actor: Any, began_on: date, consents: int, refusals: int) -> None:
        """Consent is obtained and reported; the trial begins and its reports fall due."""
        effects.begin(self, actor, began_on=began_on, consents=consents, refusals=refusals)

    @fsm.transition(
        field=status,
        source=S.RUNNING,
        target=S.SUSPENDED,
        permission=roles.is_holder | roles.is_exemption_authority | is_system,
        custom={
            "label": _("Suspend"),
            "basis": f"{ORDER} 第16条第2項",
            "form": "ReasonsForm",
            "requires": [
                duties.has_no_conflict,
                rules.has_reasons,
                incident_rules.console_suspends_only_after_harm,
            ],
            "emphasis": "danger",
            "notices": notices.suspended,
        },
    )
    def suspend(self, *, actor: Any, reasons: str) -> None:
        """The trial stands still from today, after an incident or at the holder's wish."""
        effects.open_suspension(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=S.SUSPENDED,
        target=S.RUNNING,
        permission=roles.is_exemption_authority,
        conditions=[rules.has_not_ended, incident_rules.its_incident_is_acknowledged],
        custom={
            "label": _("Resume"),
            "basis": "産業競争力強化法 第8条の4",
            "form": "ResumeForm",
            "requires": [duties.has_no_conflict, rules.names_cause_and_fix],
            "notices": notices.resumed,
        },
    )
    def resume(self, *, actor: Any, cause: str, fix: str) -> None:
        """Cause and remedy are known; the trial goes on from today."""
        effects.close_suspension(self, actor, cause=cause, fix=fix)

    @fsm.transition(
        field=status,
        source=[S.RUNNING, S.SUSPENDED],
        target=S.REVOCATION_HEARING,
        permission=roles.is_exemption_authority,
        custom={
            "label": _("Open a hearing on revocation"),
            "basis": "行政手続法 第13条第1項・第15条",
            "form": "HearingForm",
            "requires": [duties.has_no_conflict, rules.has_reasons, rules.hearing_leaves_time],
            "emphasis": "danger",
            "notices": notices.hearing_called,
        },
    )
    def open_hearing(self, *, actor: Any, reasons: str, hearing_on: date, place: str) -> None:
        """The holder is told the intended disposition, its basis and facts, date and office."""
        effects.call_hearing(self, actor, reasons=reasons, hearing_on=hearing_on, place=place)

    @fsm.transition(
        field=status,
        source=S.REVOCATION_HEARING,
        target=S.REVOKED,
        permission=roles.is_exemption_authority,
        conditions=[rules.hearing_was_held],
        custom={
            "label": _("Revoke"),
            "basis": "産業競争力強化法 第8条の4／行政手続法 第14条",
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.revoked,
        },
    )
    def revoke(self, *, actor: Any, reasons: str) -> None:
        """Revoked with written reasons, in view of the record of the hearing; published."""
        effects.end(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=S.REVOCATION_HEARING,
        target=S.SUSPENDED,
        permission=roles.is_exemption_authority,
        conditions=[rules.hearing_was_held],
        custom={
            "label": _("Do not revoke"),
            "basis": "行政手続法 第26条",
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "notices": notices.hearing_closed,
        },
    )
    def dismiss(self, *, actor: Any, reasons: str) -> None:
        """The hearing does not lead to revocation; the trial stays suspended until resumed."""
        effects.stay_suspended(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=[S.GRANTED, S.GATHERING_CONSENT, S.RUNNING, S.SUSPENDED],
        target=S.SURRENDERED,
        permission=roles.is_holder,
        custom={
            "label": _("Give the exemption up"),
            "basis": f"{ORDER} 第7条・第8条",
            "form": "ReasonsForm",
            "requires": [rules.has_reasons],
            "emphasis": "danger",
            "notices": notices.surrendered,
        },
    )
    def surrender(self, *, actor: Any, reasons: str) -> None:
        """The holder returns the certificate; duties to report remain."""
        effects.end(self, actor, reasons)

    @fsm.transition(
        field=status,
        source=[S.GRANTED, S.GATHERING_CONSENT, S.RUNNING, S.SUSPENDED],
        target=S.COMPLETED,
        permission=roles.is_report_examiner | is_system,
        conditions=[rules.period_is_over],
        custom={
            "label": _("Record the end of the period"),
            "basis": f"{ORDER} 第16条第3項",
            "requires": [duties.has_no_conflict],
            "notices": notices.completed,
        },
    )
    def complete(self, *, actor: Any) -> None:
        """The period is over; the final report falls due three months after its end."""
        effects.complete(self, actor)
