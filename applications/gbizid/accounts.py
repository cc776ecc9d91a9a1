"""What is known of a person's gBizID."""

from typing import Any

from allauth.socialaccount.models import SocialAccount

from applications.gbizid.claims import PROVIDER, AccountType, read_type
from applications.membership import Verification


def account_types(user: Any) -> set[str]:
    """Return the types of the user's connected gBizID accounts, as of their last sign-in."""
    accounts = SocialAccount.objects.filter(user=user, provider=PROVIDER)
    return {read_type(account.extra_data.get("userinfo", {})) for account in accounts}


def unverified_as(user: Any) -> str:
    """Return what a membership that the person gives themselves is marked with: Entry, or nothing."""
    return Verification.GBIZID_ENTRY if account_types(user) == {AccountType.ENTRY} else ""
