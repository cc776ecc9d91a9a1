"""What a verified gBizID means for the person's place in a company."""

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applications import membership
from applications.gbizid.claims import AccountType, Claims
from applications.ledger import writing
from applications.ledger.codes import Source
from applications.membership import CompanyRole, Verification
from applications.models import Company, CompanyMember
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform

UNKNOWN = "未確認"


@dataclass(frozen=True)
class Linked:
    """What a sign-in changed: the membership, if there is one, and what the person has to know."""

    member: CompanyMember | None
    message: str = ""
    is_warning: bool = False


def link(user: Any, claims: Claims) -> Linked:
    """Give a person the place in a company that their gBizID proves.

    Prime becomes an owner, Member a filer of a company that its Prime has opened here, Entry nothing.
    Who was removed from the company does not come back by signing in.
    """
    if claims.type == AccountType.ENTRY:
        return Linked(None, _entry_message(), is_warning=True)
    if not claims.corporate_number:
        return Linked(None, _("gBizID sent no corporate number: register your company by hand."))
    with transaction.atomic():
        linked = (
            _as_prime(user, claims)
            if claims.type == AccountType.PRIME
            else _as_member(user, claims)
        )
    membership.forget(user)
    return linked


def _entry_message() -> str:
    return _(
        "You are signed in with gBizID Entry: you can prepare applications, not file them. "
        "Apply for gBizID Prime (gbiz-id.go.jp), or ask the owner of the company's account for an invitation."
    )


def _locked(number: str) -> Company | None:
    return Company.objects.select_for_update().filter(corporate_number=number).first()


def _was_removed(company: Company, user: Any) -> bool:
    return (
        CompanyMember.every.filter(company=company, user=user, status="removed").exists()
        and not company.members.filter(user=user).exists()
    )


def _removed_message(company: Company) -> Linked:
    words = {"name": company.name}
    return Linked(
        None,
        _("You were removed from %(name)s. Ask the owner of its account for an invitation.")
        % words,
        is_warning=True,
    )


def _as_prime(user: Any, claims: Claims) -> Linked:
    company = _locked(claims.corporate_number) or _new_company(user, claims)
    if _was_removed(company, user):
        return _removed_message(company)
    unverified = list(
        company.members.filter(role=CompanyRole.OWNER)
        .exclude(user=user)
        .exclude(verified_by=Verification.GBIZID_PRIME)
    )
    member = _verified(company, user, Verification.GBIZID_PRIME, CompanyRole.OWNER)
    for other in unverified:
        fresh = CompanyMember.objects.get(pk=other.pk)
        perform(
            fresh, "yield_to_verified", actor=SYSTEM, version=fresh.version, role=CompanyRole.READER
        )
    words = {"name": company.name}
    return Linked(member, _("You are the owner of the account of %(name)s.") % words)


def _as_member(user: Any, claims: Claims) -> Linked:
    company = _locked(claims.corporate_number)
    if company is None or not _has_prime(company):
        return Linked(
            None,
            _(
                "Your company is not opened here yet. Ask its representative to sign in once with gBizID "
                "Prime; then sign in again."
            ),
            is_warning=True,
        )
    if _was_removed(company, user):
        return _removed_message(company)
    member = _verified(company, user, Verification.GBIZID_MEMBER, CompanyRole.FILER)
    return Linked(member, _("You may file for %(name)s.") % {"name": company.name})


def _has_prime(company: Company) -> bool:
    return company.members.filter(
        role=CompanyRole.OWNER, verified_by=Verification.GBIZID_PRIME
    ).exists()


def _verified(company: Company, user: Any, how: str, role: str) -> CompanyMember:
    member = company.members.filter(user=user).first() or company.members.create(
        user=user, role=role
    )
    return perform(
        member, "verify", actor=SYSTEM, version=member.version, verified_by=how, role=role
    )


def _new_company(user: Any, claims: Claims) -> Company:
    """Open a company's record with what gBizID tells; the rest is asked of the person."""
    values = {
        "corporate_number": claims.corporate_number,
        "company_name": claims.company or claims.corporate_number,
        "company_address": claims.address or UNKNOWN,
        "representative": claims.representative or claims.person or UNKNOWN,
        "contact_name": claims.person or user.get_full_name(),
    }
    detail = {"source": Source.GBIZID, "source_detail": "userinfo", "as_of": clock.today()}
    try:
        with transaction.atomic():
            return writing.register(
                by=user, values=values, sources=dict.fromkeys(values, detail), is_owned=False
            )
    except IntegrityError:
        return Company.objects.select_for_update().get(corporate_number=claims.corporate_number)
