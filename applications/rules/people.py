"""What must hold before the people of a company change."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import tokens
from applications.membership import CompanyRole, Verification, company_roles, standing_of
from casework import clock
from casework.rules import rule

INVITATION_DAYS = 14
RECEIPT_DAYS = 90
RESEND_MINUTES = 5
VERIFIED = {Verification.GBIZID_PRIME.value}


@rule(_("Choose one of the roles."), needs="inputs")
def role_is_known(_case: Any, inputs: dict[str, Any]) -> bool:
    """A role is one of the list."""
    return inputs.get("role") in CompanyRole.values


def _other_owners(member: Any) -> Any:
    return member.company.members.filter(role=CompanyRole.OWNER).exclude(pk=member.pk)


@rule(_("The company needs an account owner: make somebody else the owner first."), needs="inputs")
def an_owner_remains(member: Any, inputs: dict[str, Any]) -> bool:
    """The last owner stays the owner."""
    keeps = member.role != CompanyRole.OWNER or inputs.get("role") == CompanyRole.OWNER
    return keeps or _other_owners(member).exists()


@rule(_("The last account owner cannot leave: make somebody else the owner first."))
def is_not_the_last_owner(member: Any) -> bool:
    """A company that has an account has an owner."""
    return member.role != CompanyRole.OWNER or _other_owners(member).exists()


@rule(
    _("This owner was verified by gBizID Prime. Only an owner verified likewise can change this."),
    needs="actor",
)
def verified_owner_is_not_overruled(member: Any, actor: Any) -> bool:
    """Who registered the company unverified cannot push its verified representative out."""
    if member.verified_by not in VERIFIED or member.user_id == actor.pk:
        return True
    return standing_of(actor).verified.get(member.company_id) in VERIFIED


@rule(_("This address is invited already, or belongs to a member of the company."))
def address_is_new_to_the_company(invitation: Any) -> bool:
    """Nobody is invited twice."""
    others = invitation.company.invitations.filter(
        status="open", email__iexact=invitation.email, expires_at__gt=clock.now()
    )
    members = invitation.company.members.filter(user__email__iexact=invitation.email)
    return not others.exclude(pk=invitation.pk).exists() and not members.exists()


@rule(_("The company has an account owner already: the owner invites its people."))
def company_has_no_owner(invitation: Any) -> bool:
    """A code on paper opens an account only where nobody has one."""
    return not invitation.company.members.filter(role=CompanyRole.OWNER).exists()


@rule(_("The company has an account owner already: ask the owner for an invitation."))
def code_finds_no_owner(invitation: Any) -> bool:
    """A printed code is void once somebody owns the account."""
    return bool(invitation.email) or company_has_no_owner(invitation)


@rule(_("It was sent a few minutes ago. Wait five minutes before sending it again."))
def was_sent_some_minutes_ago(invitation: Any) -> bool:
    """Nobody's letter-box is filled."""
    return clock.now() - invitation.sent_at >= timedelta(minutes=RESEND_MINUTES)


@rule(_("A code on paper is not sent by mail."))
def goes_by_mail(invitation: Any) -> bool:
    """A printed code has no address."""
    return bool(invitation.email)


@rule(_("A code is printed for a filing on paper only."))
def stands_on_a_receipt(invitation: Any) -> bool:
    """The office hands codes out with receipts, and with nothing else."""
    return invitation.application_id is not None and not invitation.email


@rule(_("The link is no longer valid: its time is over. Ask for a new one."))
def link_is_not_over(case: Any) -> bool:
    """A link holds for a limited time."""
    return case.expires_at is not None and clock.now() < case.expires_at


@rule(
    _("The link is not valid: it was replaced by a newer one, or is not complete."), needs="inputs"
)
def link_is_right(case: Any, inputs: dict[str, Any]) -> bool:
    """Only who received the newest link, or the code, may use it."""
    token = str(inputs.get("token", ""))
    return tokens.token_is_right(case, token)


@rule(
    _("You are signed in with another address than the one invited: confirm that this is you."),
    needs="inputs",
)
def address_is_theirs_or_confirmed(case: Any, inputs: dict[str, Any]) -> bool:
    """A link that was passed on does not work by accident."""
    same = str(inputs.get("address", "")).lower() == case.link_address.lower()
    return not case.link_address or same or inputs.get("confirmed") is True


@rule(_("You are a member of this company already."), needs="actor")
def actor_is_not_a_member(invitation: Any, actor: Any) -> bool:
    """Accepting twice changes nothing."""
    return not company_roles(actor, invitation.company_id)
