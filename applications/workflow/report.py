"""What may happen to a report: due, submitted, returned, accepted."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import notices, roles
from applications.effects import report as effects
from applications.law import ORDER
from applications.rules import duties
from applications.rules import report as rules
from casework import clock
from casework.fsm import Case, StateField


class ReportStatus(models.TextChoices):
    """Where a report stands; whether it is overdue is computed from its due date."""

    DUE = "due", pgettext_lazy("report status", "To be submitted")
    SUBMITTED = "submitted", pgettext_lazy("report status", "Submitted")
    RETURNED = "returned", pgettext_lazy("report status", "Returned")
    ACCEPTED = "accepted", pgettext_lazy("report status", "Accepted")


class ReportWorkflow(Case):
    """The steps of a report."""

    status = StateField(_("status"), choices=ReportStatus.choices, default=ReportStatus.DUE)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=[ReportStatus.DUE, ReportStatus.RETURNED],
        target=ReportStatus.SUBMITTED,
        permission=roles.is_holder,
        conditions=[rules.period_has_ended],
        custom={
            "label": _("Submit the report"),
            "basis": f"産業競争力強化法 第144条・{ORDER} 第16条第1項",
            "form": "ReportForm",
            "requires": [
                rules.answers_every_indicator,
                rules.figures_are_possible,
                rules.says_why_not_complied,
            ],
            "emphasis": "primary",
            "notices": notices.report_submitted,
        },
    )
    def submit(
        self,
        *,
        actor: Any,
        figures: list[dict[str, Any]],
        narrative: str,
        compliance: list[dict[str, Any]] | None = None,
        entry: dict[str, Any] | None = None,
    ) -> None:
        """The holder reports the figures of the period, and how the conditions were kept."""
        effects.record_figures(
            self, actor, figures=figures, narrative=narrative, compliance=compliance, entry=entry
        )

    @fsm.transition(
        field=status,
        source=ReportStatus.SUBMITTED,
        target=ReportStatus.DUE,
        permission=roles.is_holder,
        conditions=[rules.stood_due_before],
        custom={
            "label": _("Take the submission back"),
            "basis": f"{ORDER} 第16条第1項",
            "notices": notices.report_taken_back,
        },
    )
    def take_back(self, *, actor: Any) -> None:
        """Before it is accepted, the holder takes it back: exactly what stood before stands again."""
        effects.put_back(self)

    @fsm.transition(
        field=status,
        source=ReportStatus.SUBMITTED,
        target=ReportStatus.RETURNED,
        permission=roles.is_holder,
        conditions=[rules.stood_returned_before],
        custom={
            "label": _("Take the new submission back"),
            "basis": f"{ORDER} 第16条第1項",
            "notices": notices.report_taken_back,
        },
    )
    def take_back_again(self, *, actor: Any) -> None:
        """What was submitted after a return is taken back; the return stands again."""
        effects.put_back(self)

    @fsm.transition(
        field=status,
        source=ReportStatus.SUBMITTED,
        target=ReportStatus.ACCEPTED,
        permission=roles.is_holder,
        conditions=[rules.stood_accepted_before],
        custom={
            "label": _("Take the correction back"),
            "basis": f"{ORDER} 第16条第1項",
            "notices": notices.report_taken_back,
        },
    )
    def take_back_correction(self, *, actor: Any) -> None:
        """A correction not accepted yet is taken back; the accepted figures stand again."""
        effects.put_back(self)

    @fsm.transition(
        field=status,
        source=ReportStatus.ACCEPTED,
        target=ReportStatus.SUBMITTED,
        permission=roles.is_holder,
        custom={
            "label": _("Correct the accepted report"),
            "basis": f"{ORDER} 第16条第1項",
            "form": "CorrectionForm",
            "requires": [
                rules.answers_every_indicator,
                rules.figures_are_possible,
                rules.says_why_not_complied,
                rules.has_reasons,
            ],
            "notices": notices.report_submitted,
        },
    )
    def correct(
        self,
        *,
        actor: Any,
        figures: list[dict[str, Any]],
        narrative: str,
        reasons: str,
        compliance: list[dict[str, Any]] | None = None,
        entry: dict[str, Any] | None = None,
    ) -> None:
        """The holder corrects what was accepted; nothing is overwritten, the new figures are 改定."""
        effects.correct(
            self,
            actor,
            reasons=reasons,
            figures=figures,
            narrative=narrative,
            compliance=compliance,
            entry=entry,
        )

    @fsm.transition(
        field=status,
        source=ReportStatus.SUBMITTED,
        target=ReportStatus.RETURNED,
        permission=roles.is_report_examiner,
        custom={
            "label": _("Return the report"),
            "basis": f"{ORDER} 第16条第1項",
            "form": "ReasonsForm",
            "requires": [duties.has_no_conflict, rules.has_reasons],
            "notices": notices.report_returned,
        },
    )
    def send_back(self, *, actor: Any, reasons: str) -> None:
        """The office says what is to be corrected; nothing entered is lost."""
        self.return_reasons = reasons

    @fsm.transition(
        field=status,
        source=ReportStatus.SUBMITTED,
        target=ReportStatus.ACCEPTED,
        permission=roles.is_report_examiner,
        custom={
            "label": _("Accept the report"),
            "basis": f"{ORDER} 第16条第1項",
            "requires": [duties.has_no_conflict, rules.actor_did_not_report],
            "emphasis": "primary",
            "bulk": True,
            "notices": notices.report_accepted,
        },
    )
    def accept(self, *, actor: Any) -> None:
        """The figures are accepted and become observations, with the report as their origin."""
        self.accepted_at = clock.now()
        effects.accept(self, actor)
