"""The end of a case file's retention: proposed, approved, carried out, with a record (保存期間・廃棄)."""

from datetime import date
from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles_retention as roles
from applications.effects import retention as effects
from applications.notices import retention as notices
from applications.rules import retention as rules
from applications.workflow.application import ApplicationStatus as S
from casework.actors import is_system
from casework.fsm import Case, StateField, staying

LAW = "公文書等の管理に関する法律 第5条・第8条"
BASIS = f"{LAW}／各庁の文書管理規程（廃棄）"


class RetentionSteps:
    """Steps of a closed application at the end of its retention; neither moves the case."""

    @staying(
        S.DISCLOSED,
        S.WITHDRAWN,
        permission=roles.is_records_manager,
        conditions=[rules.is_not_disposed, rules.is_in_no_batch],
        custom={
            "label": _("Extend the retention"),
            "basis": f"{LAW}／公文書等の管理に関する法律施行令 第9条",
            "form": "ExtensionForm",
            "requires": [rules.extension_is_later, rules.extension_has_reason],
        },
    )
    def extend_retention(self, *, actor: Any, until: date, reason: str) -> None:
        """The file is needed longer than its period: until a day, for a reason that is kept."""
        effects.extend(self, actor=actor, until=until, reason=reason)

    @staying(
        S.DISCLOSED,
        S.WITHDRAWN,
        permission=is_system,
        conditions=[rules.is_not_disposed],
        custom={
            "label": _("Dispose of the case file"),
            "basis": BASIS,
            "internal": True,
            "record": ("outcome", "sha256"),
        },
    )
    def dispose(self, *, actor: Any, item: Any, outcome: str, sha256: str) -> None:
        """Content and personal data are destroyed; number, dates, determination and trail stay."""
        effects.empty(self)


class BatchStatus(models.TextChoices):
    """Where a proposal to dispose of files stands."""

    DRAFTING = "drafting", pgettext_lazy("disposal status", "Being proposed")
    PROPOSED = "proposed", pgettext_lazy("disposal status", "Waits for approval")
    APPROVED = "approved", pgettext_lazy("disposal status", "Approved")
    EXECUTED = "executed", pgettext_lazy("disposal status", "Carried out")
    HANDED_OVER = "handed_over", pgettext_lazy("disposal status", "Received by the archives")
    RETURNED = "returned", pgettext_lazy("disposal status", "Sent back")
    WITHDRAWN = "withdrawn", pgettext_lazy("disposal status", "Withdrawn")


B = BatchStatus


class BatchWorkflow(Case):
    """The steps of a proposal to dispose of case files whose retention has ended."""

    status = StateField(_("status"), choices=B.choices, default=B.DRAFTING)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=B.DRAFTING,
        target=B.PROPOSED,
        permission=roles.is_records_manager,
        conditions=[rules.has_items, rules.all_are_due, rules.nothing_is_held],
        custom={
            "label": _("Propose the disposal"),
            "basis": BASIS,
            "internal": True,
            "notices": notices.disposal_proposed,
        },
    )
    def propose(self, *, actor: Any) -> None:
        """The records manager drafts the disposal (廃棄の起案)."""
        effects.record_proposal(self, actor)

    @fsm.transition(
        field=status,
        source=B.PROPOSED,
        target=B.APPROVED,
        permission=roles.is_disposal_approver,
        conditions=[rules.all_are_due, rules.nothing_is_held],
        custom={
            "label": _("Approve the disposal"),
            "basis": BASIS,
            "requires": [rules.actor_did_not_propose],
            "emphasis": "primary",
            "notices": notices.disposal_approved,
        },
    )
    def approve(self, *, actor: Any) -> None:
        """A second person agrees to exactly these files (決裁)."""
        effects.record_approval(self, actor)

    @fsm.transition(
        field=status,
        source=B.PROPOSED,
        target=B.RETURNED,
        permission=roles.is_disposal_approver,
        custom={
            "label": _("Send back"),
            "basis": BASIS,
            "form": "ReasonsForm",
            "requires": [rules.actor_did_not_propose, rules.has_reasons],
            "notices": notices.disposal_returned,
        },
    )
    def send_back(self, *, actor: Any, reasons: str) -> None:
        """The approver does not agree; the files wait for another proposal."""
        self.return_reasons = reasons

    @fsm.transition(
        field=status,
        source=[B.PROPOSED, B.APPROVED],
        target=B.WITHDRAWN,
        permission=roles.is_records_manager,
        custom={"label": _("Withdraw the proposal"), "basis": BASIS, "emphasis": "danger"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """Nothing is destroyed; the files wait for another proposal."""

    @fsm.transition(
        field=status,
        source=B.APPROVED,
        target=B.EXECUTED,
        permission=roles.is_records_manager,
        conditions=[rules.all_are_due, rules.nothing_is_held],
        custom={
            "label": _("Carry out: destroy for good"),
            "basis": BASIS,
            "form": "ExecuteForm",
            "requires": [rules.is_confirmed],
            "emphasis": "danger",
            "then": effects.dispose_all,
        },
    )
    def execute(self, *, actor: Any, confirmed: bool) -> None:
        """Each file is emptied, packed first where it goes to the archives; each leaves a record."""
        effects.record_execution(self, actor)

    @fsm.transition(
        field=status,
        source=B.EXECUTED,
        target=B.HANDED_OVER,
        permission=roles.is_records_manager,
        conditions=[rules.has_transfers],
        custom={
            "label": _("The archives have received the package"),
            "basis": "公文書等の管理に関する法律 第8条・第11条（移管）／公文書館の受入規程",
            "form": "ReceiptForm",
            "requires": [rules.names_receipt],
            "emphasis": "primary",
        },
    )
    def hand_over(self, *, actor: Any, receipt: str) -> None:
        """The archives confirmed receipt: the package here is destroyed as well."""
        effects.destroy_packages(self, receipt)
