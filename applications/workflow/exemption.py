"""What may happen to an exemption, from grant to its end."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import bridge as bridges
from applications.effects import conditions
from applications.effects import exemption as effects
from applications.effects import order as orders
from applications.law import ORDER
from applications.notices import life as acts
from applications.rules import bridge as bridge_rules
from applications.rules import duties
from applications.rules import exemption as rules
from applications.rules import incident as incident_rules
from applications.rules import order as order_rules
from casework.actors import is_system
from casework.fsm import Case, StateField, staying


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
LIVING = (S.RUNNING, S.SUSPENDED, S.REVOCATION_HEARING)


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
            "requires": [
                rules.consents_are_reported,
                rules.start_is_within_period,
                rules.affected_people_consented,
            ],
            "emphasis": "primary",
            "notices": notices.trial_started,
        },
    )
    def start(
        self,
        *,
        actor: Any,
        began_on: date,
        consents: int,
        refusals: int,
        affected: int | None = None,
    ) -> None:
        """Consent is obtained and reported; the trial begins and its reports fall due."""
        effects.begin(
            self,
            actor,
            began_on=began_on,
            consents=consents,
            refusals=refusals,
            affected=affected,
        )

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
        conditions=[rules.hearing_is_reported],
        custom={
            "label": _("Revoke"),
            "basis": "産業競争力強化法 第8条の4／行政手続法 第14条・第26条",
            "form": "RevokeForm",
            "requires": [
                duties.has_no_conflict,
                rules.has_reasons,
                rules.revocation_answers_the_report,
            ],
            "emphasis": "danger",
            "notices": notices.revoked,
        },
    )
    def revoke(self, *, actor: Any, reasons: str, departure: str = "") -> None:
        """Revoked with written reasons, in view of minutes and report of the hearing; published."""
        effects.revoke(self, actor, reasons, departure)

    @fsm.transition(
        field=status,
        source=S.REVOCATION_HEARING,
        target=S.SUSPENDED,
        permission=roles.is_exemption_authority,
        conditions=[rules.hearing_is_reported],
        custom={
            "label": _("Do not revoke"),
            "basis": "行政手続法 第26条",
            "form": "KeepForm",
            "requires": [
                duties.has_no_conflict,
                rules.has_reasons,
                rules.dismissal_answers_the_report,
            ],
            "notices": notices.hearing_closed,
        },
    )
    def dismiss(self, *, actor: Any, reasons: str, departure: str = "") -> None:
        """The hearing does not lead to revocation; the trial stays suspended until resumed."""
        effects.stay_suspended(self, actor, reasons, departure)

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

    @fsm.transition(
        field=status,
        source=S.COMPLETED,
        target=S.RUNNING,
        permission=is_system,
        conditions=[rules.has_not_ended],
        custom={
            "label": _("Run on by the bridge"),
            "basis": "産業競争力強化法 第14条（規制の見直し）",
            "internal": True,
        },
    )
    def take_up_again(self, *, actor: Any) -> None:
        """A bridge granted after the last day carries the exemption on."""
        effects.take_up_again(self)

    @staying(
        *LIVING,
        S.COMPLETED,
        permission=roles.is_report_examiner | roles.is_exemption_authority,
        custom={
            "label": _("Record a check of a condition"),
            "basis": "産業競争力強化法 第8条の4",
            "form": "CheckForm",
            "requires": [duties.has_no_conflict, rules.check_is_complete],
            "record": ("result",),
            "notices": acts.condition_checked,
        },
    )
    def check_condition(
        self,
        *,
        actor: Any,
        condition: Any,
        checked_on: date,
        result: str,
        seen: str,
        document: Any = None,
    ) -> None:
        """An office checked a condition; what it found stays as it is written."""
        conditions.record_check(
            self,
            actor,
            condition=condition,
            checked_on=checked_on,
            result=result,
            seen=seen,
            document=document,
        )

    @staying(
        *LIVING,
        permission=roles.is_exemption_authority,
        custom={
            "label": _("Name the revision of the law"),
            "basis": "産業競争力強化法 第8条の2",
            "form": "RevisionForm",
            "requires": [duties.has_no_conflict, rules.revision_is_named],
            "record": ("revision",),
        },
    )
    def name_revision(self, *, actor: Any, revision: str) -> None:
        """The exemption is bound to the revision of the law under which it was granted."""
        effects.name_revision(self, revision)

    @staying(
        S.RUNNING,
        S.SUSPENDED,
        permission=roles.is_exemption_authority,
        conditions=[order_rules.no_other_order_is_open, rules.has_not_ended],
        custom={
            "label": _("Announce an order"),
            "basis": "産業競争力強化法 第8条の4第3項／行政手続法 第13条第1項第2号・第30条",
            "form": "AnnouncementForm",
            "requires": [
                duties.has_no_conflict,
                order_rules.notice_is_complete,
                order_rules.explanation_has_time,
            ],
            "emphasis": "danger",
            "notices": acts.order_announced,
        },
    )
    def announce_order(
        self,
        *,
        actor: Any,
        kind: str,
        intended: str,
        legal_basis: str,
        facts: str,
        explain_by: date,
    ) -> None:
        """The holder is told what is to be ordered, why, and by when it may explain itself."""
        orders.announce(
            self,
            actor,
            kind=kind,
            intended=intended,
            basis=legal_basis,
            facts=facts,
            explain_by=explain_by,
        )

    @staying(
        S.RUNNING,
        S.SUSPENDED,
        permission=roles.is_holder,
        conditions=[rules.has_not_ended, bridge_rules.asks_for_the_first_time],
        custom={
            "label": _("Request a revision of the law"),
            "basis": "産業競争力強化法 第14条（規制の見直し）／特区の要綱（つなぎ継続）",
            "form": "BridgeRequestForm",
            "requires": [bridge_rules.asks_with_reasons],
            "notices": acts.bridge_requested,
        },
    )
    def request_bridge(self, *, actor: Any, request: str, reason: str) -> None:
        """The holder asks that the law itself be revised; meanwhile the exemption may continue."""
        bridges.ask(self, actor, request=request, reason=reason)
