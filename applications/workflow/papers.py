"""What goes with the form: joint applicants who confirm, and the officer's statement of truth."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import papers as effects
from applications.links import is_link_bearer
from applications.notices import papers as notices
from applications.rules import papers as rules
from casework.fsm import Case, StateField

JOINT = "産業競争力強化法 第8条の2第1項（共同申請）"
TRUTH = "産業競争力強化法 第8条の2第1項・第144条（申請の内容の真正）"


class CoApplicantStatus(models.TextChoices):
    """Where a joint applicant stands."""

    INVITED = "invited", pgettext_lazy("joint applicant status", "Asked to confirm")
    CONFIRMED = "confirmed", pgettext_lazy("joint applicant status", "Confirmed")
    DECLINED = "declined", pgettext_lazy("joint applicant status", "Declined")
    REMOVED = "removed", pgettext_lazy("joint applicant status", "Taken off")


P = CoApplicantStatus


class CoApplicantWorkflow(Case):
    """The steps of a joint applicant, until the application is filed."""

    status = StateField(_("status"), choices=P.choices, default=P.INVITED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=P.INVITED,
        target=P.CONFIRMED,
        conditions=[rules.application_is_a_draft],
        permission=roles.is_joint_applicant | is_link_bearer,
        custom={
            "label": _("Confirm that we apply jointly"),
            "basis": JOINT,
            "form": "ConfirmForm",
            "requires": [rules.content_is_as_shown, rules.names_who_confirms],
            "record": ("content_sha256",),
            "notices": notices.partner_confirmed,
            "emphasis": "primary",
        },
    )
    def confirm(self, *, actor: Any, name: str, declared: bool, content_sha256: str) -> None:
        """The joint applicant stands by its part of the application as it was shown."""
        effects.record_confirmation(self, actor, name=name, content_sha256=content_sha256)

    @fsm.transition(
        field=status,
        source=P.INVITED,
        target=P.DECLINED,
        conditions=[rules.application_is_a_draft],
        permission=roles.is_joint_applicant | is_link_bearer,
        custom={
            "label": _("Do not apply jointly"),
            "basis": JOINT,
            "form": "DeclineForm",
            "requires": [rules.has_reason],
            "notices": notices.partner_declined,
        },
    )
    def decline(self, *, actor: Any, reason: str) -> None:
        """The company asked does not take part, and says why."""
        effects.record_refusal(self, reason)

    @fsm.transition(
        field=status,
        source=P.INVITED,
        target=P.INVITED,
        conditions=[rules.application_is_a_draft, rules.link_may_be_sent],
        permission=roles.is_filer,
        custom={
            "label": _("Send the link again"),
            "basis": JOINT,
            "notices": notices.partner_invited,
        },
    )
    def resend(self, *, actor: Any) -> None:
        """A new link is sent; the one before no longer holds."""
        effects.renew_link(self)

    @fsm.transition(
        field=status,
        source=[P.INVITED, P.CONFIRMED, P.DECLINED],
        target=P.REMOVED,
        conditions=[rules.application_is_a_draft],
        permission=roles.is_filer,
        custom={
            "label": _("Take off the joint applicant"),
            "basis": JOINT,
            "notices": notices.partner_removed,
            "emphasis": "danger",
        },
    )
    def remove(self, *, actor: Any) -> None:
        """The lead applicant goes on without this company."""
        effects.end_link(self)


class StatementStatus(models.TextChoices):
    """Where a statement of truth stands."""

    REQUESTED = "requested", pgettext_lazy("statement status", "Signature asked for")
    SIGNED = "signed", pgettext_lazy("statement status", "Signed")
    DECLINED = "declined", pgettext_lazy("statement status", "Not signed")
    WITHDRAWN = "withdrawn", pgettext_lazy("statement status", "Request withdrawn")


S = StatementStatus


class StatementWorkflow(Case):
    """The steps of a statement of truth; whether it still holds follows from the content's hash."""

    status = StateField(_("status"), choices=S.choices, default=S.REQUESTED)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.REQUESTED,
        conditions=[rules.application_is_a_draft, rules.code_may_be_sent],
        permission=is_link_bearer,
        custom={
            "label": _("Send a code"),
            "basis": TRUTH,
            "internal": True,
            "notices": notices.code_sent,
        },
    )
    def send_code(self, *, actor: Any) -> None:
        """A one-time code shows that the signer reads the officer's mail."""
        effects.renew_code(self)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.SIGNED,
        conditions=[rules.application_is_a_draft],
        permission=is_link_bearer,
        custom={
            "label": _("Sign the statement of truth"),
            "basis": TRUTH,
            "requires": [rules.content_is_as_shown, rules.signs_own_name, rules.code_is_right],
            "record": ("content_sha256",),
            "notices": notices.statement_signed,
            "internal": True,
            "emphasis": "primary",
        },
    )
    def sign(self, *, actor: Any, name: str, code: str, content_sha256: str) -> None:
        """The officer declares the content, as it was shown, to be true."""
        effects.record_signature(self, name=name, content_sha256=content_sha256)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.DECLINED,
        permission=is_link_bearer,
        custom={
            "label": _("Do not sign"),
            "basis": TRUTH,
            "requires": [rules.has_reason],
            "notices": notices.statement_declined,
            "internal": True,
        },
    )
    def decline(self, *, actor: Any, reason: str) -> None:
        """The officer does not sign, and says what stands against it."""
        effects.record_refusal(self, reason)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.REQUESTED,
        conditions=[rules.application_is_a_draft, rules.link_may_be_sent],
        permission=roles.is_filer,
        custom={
            "label": _("Send the link again"),
            "basis": TRUTH,
            "notices": notices.signature_asked,
        },
    )
    def resend(self, *, actor: Any) -> None:
        """A new link is sent; the one before no longer holds."""
        effects.renew_link(self)

    @fsm.transition(
        field=status,
        source=S.REQUESTED,
        target=S.WITHDRAWN,
        permission=roles.is_filer,
        custom={
            "label": _("Withdraw the request for a signature"),
            "basis": TRUTH,
            "emphasis": "danger",
        },
    )
    def withdraw(self, *, actor: Any) -> None:
        """The link no longer opens anything."""
        effects.end_link(self)
