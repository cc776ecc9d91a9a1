"""What may happen to a member of a company, and to an invitation."""

from typing import Any

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications import roles
from applications.effects import people as effects
from applications.notices import companies as notices
from applications.rules import people as rules
from casework import clock
from casework.actors import is_system
from casework.fsm import Case, StateField

ACCOUNT = "民法 第99条（会社を代表する者が定める担当者）"


class MemberStatus(models.TextChoices):
    """Whether a person acts for the company."""

    ACTIVE = "active", pgettext_lazy("member status", "Active")
    REMOVED = "removed", pgettext_lazy("member status", "Removed")


class MemberWorkflow(Case):
    """The steps of a membership."""

    status = StateField(_("status"), choices=MemberStatus.choices, default=MemberStatus.ACTIVE)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=MemberStatus.ACTIVE,
        target=MemberStatus.ACTIVE,
        permission=roles.is_company_owner,
        custom={
            "label": _("Change the role"),
            "basis": ACCOUNT,
            "form": "RoleForm",
            "requires": [
                rules.role_is_known,
                rules.an_owner_remains,
                rules.verified_owner_is_not_overruled,
            ],
            "record": ("role",),
            "notices": notices.role_changed,
        },
    )
    def change_role(self, *, actor: Any, role: str) -> None:
        """The owner says what a person may do for the company."""
        self.role = role

    @fsm.transition(
        field=status,
        source=MemberStatus.ACTIVE,
        target=MemberStatus.REMOVED,
        conditions=[rules.is_not_the_last_owner],
        permission=roles.is_company_owner | roles.is_oneself,
        custom={
            "label": _("Remove from the company"),
            "basis": ACCOUNT,
            "emphasis": "danger",
            "requires": [rules.verified_owner_is_not_overruled],
            "notices": notices.member_removed,
        },
    )
    def remove(self, *, actor: Any) -> None:
        """The person no longer acts for the company; what they did stays in the trail."""
        self.left_at = clock.now()

    @fsm.transition(
        field=status,
        source=MemberStatus.ACTIVE,
        target=MemberStatus.ACTIVE,
        permission=is_system,
        custom={
            "label": _("Record a verification"),
            "basis": ACCOUNT,
            "internal": True,
            "record": ("verified_by", "role"),
        },
    )
    def verify(self, *, actor: Any, verified_by: str, role: str) -> None:
        """A trusted service has confirmed for which company the person acts."""
        effects.record_verification(self, verified_by=verified_by, role=role)

    @fsm.transition(
        field=status,
        source=MemberStatus.ACTIVE,
        target=MemberStatus.ACTIVE,
        permission=is_system,
        custom={
            "label": _("Yield to the verified representative"),
            "basis": ACCOUNT,
            "internal": True,
            "record": ("role",),
            "notices": notices.owner_yielded,
        },
    )
    def yield_to_verified(self, *, actor: Any, role: str) -> None:
        """Who registered the company unverified makes room for its verified representative."""
        self.role = role


class InvitationStatus(models.TextChoices):
    """How far an invitation is; that its time is over is computed from its date."""

    NEW = "new", pgettext_lazy("invitation status", "Not sent yet")
    OPEN = "open", pgettext_lazy("invitation status", "Waiting for an answer")
    ACCEPTED = "accepted", pgettext_lazy("invitation status", "Accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation status", "Taken back")


S = InvitationStatus


class InvitationWorkflow(Case):
    """The steps of an invitation."""

    status = StateField(_("status"), choices=S.choices, default=S.NEW)

    class Meta:
        abstract = True

    @fsm.transition(
        field=status,
        source=S.NEW,
        target=S.OPEN,
        conditions=[rules.address_is_new_to_the_company],
        permission=roles.is_company_owner,
        custom={
            "label": _("Invite"),
            "basis": ACCOUNT,
            "internal": True,
            "notices": notices.invited,
        },
    )
    def send(self, *, actor: Any) -> None:
        """The owner invites a person by e-mail, with a role."""
        effects.open_link(self, days=rules.INVITATION_DAYS)

    @fsm.transition(
        field=status,
        source=[S.NEW, S.OPEN],
        target=S.OPEN,
        conditions=[rules.company_has_no_owner, rules.stands_on_a_receipt],
        permission=roles.is_counter_clerk,
        custom={
            "label": _("Print a code on the receipt"),
            "basis": "情報通信技術を活用した行政の推進等に関する法律 第6条",
            "internal": True,
        },
    )
    def issue(self, *, actor: Any) -> None:
        """A company that filed on paper gets a code with which it opens its account later."""
        effects.open_link(self, days=rules.RECEIPT_DAYS)

    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.OPEN,
        conditions=[rules.was_sent_some_minutes_ago, rules.goes_by_mail],
        permission=roles.is_company_owner,
        custom={
            "label": _("Send again"),
            "basis": ACCOUNT,
            "notices": notices.invited,
        },
    )
    def resend(self, *, actor: Any) -> None:
        """A new link for another 14 days; the older link is void."""
        effects.open_link(self, days=rules.INVITATION_DAYS)

    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.ACCEPTED,
        conditions=[rules.link_is_not_over, rules.code_finds_no_owner],
        permission=roles.is_invitee,
        custom={
            "label": _("Accept the invitation"),
            "basis": ACCOUNT,
            "requires": [
                rules.link_is_right,
                rules.address_is_theirs_or_confirmed,
                rules.actor_is_not_a_member,
            ],
            "internal": True,
            "notices": notices.invitation_accepted,
        },
    )
    def accept(self, *, actor: Any, token: str, address: str, confirmed: bool = False) -> None:
        """The person becomes a member of the company; the link opens nothing any more."""
        effects.join(self, actor)

    @fsm.transition(
        field=status,
        source=S.OPEN,
        target=S.WITHDRAWN,
        permission=roles.is_company_owner,
        custom={"label": _("Take the invitation back"), "basis": ACCOUNT, "emphasis": "danger"},
    )
    def withdraw(self, *, actor: Any) -> None:
        """The link opens nothing any more."""
        self.nonce = ""
