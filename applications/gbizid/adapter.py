"""Where gBizID meets the accounts here: no account is taken over, and what a person sees says why."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from applications.gbizid.claims import PROVIDER, read_claims, read_person
from applications.gbizid.linking import link
from applications.gbizid.provider import GBizIDProvider


def userinfo_of(account: SocialAccount) -> dict[str, Any]:
    """Return what the last sign-in with an account told."""
    return (account.extra_data or {}).get("userinfo", {})


def apply_gbizid(request: HttpRequest, user: Any, account: SocialAccount) -> None:
    """Give the person the place that their gBizID proves, and tell them."""
    if account.provider != PROVIDER:
        return
    linked = link(user, read_claims(userinfo_of(account)))
    if linked.message:
        (messages.warning if linked.is_warning else messages.success)(request, linked.message)


class AccountAdapter(DefaultAccountAdapter):
    """Signing in, whatever the way."""

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """After the last stage of signing in with gBizID, link the company."""
        response = super().post_login(request, user, **kwargs)
        sociallogin = (kwargs.get("signal_kwargs") or {}).get("sociallogin")
        if sociallogin is not None:
            apply_gbizid(request, user, sociallogin.account)
        return response


class SocialAdapter(DefaultSocialAccountAdapter):
    """Signing in with gBizID."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: Any = None) -> Any:
        """Return gBizID with its nonce in the place of plain OpenID Connect."""
        found = super().get_provider(request, provider, client_id=client_id)
        if found.app is not None and found.app.provider_id == PROVIDER:
            return GBizIDProvider(request, app=found.app)
        return found

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse what no company can have, and an address that belongs to an account here."""
        try:
            claims = read_claims(userinfo_of(sociallogin.account))
        except ValidationError as error:
            messages.error(request, error.messages[0])
            raise ImmediateHttpResponse(redirect("account_login")) from error
        connecting = sociallogin.state.get("process") == "connect"
        if not sociallogin.is_existing and not connecting and is_taken(claims.email):
            messages.error(
                request,
                _(
                    "An account with the address %(email)s exists here. Sign in to it with its password "
                    "first, then connect gBizID on the page of your account."
                )
                % {"email": claims.email},
            )
            raise ImmediateHttpResponse(redirect("account_login"))

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        """Take name and address from what gBizID tells."""
        user = super().populate_user(request, sociallogin, data)
        user.name = read_person(userinfo_of(sociallogin.account))[:100]
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Link the company when the account has been connected; lead to the page of the account."""
        if socialaccount.pk and socialaccount.user_id == request.user.pk:
            apply_gbizid(request, request.user, socialaccount)
        return super().get_connect_redirect_url(request, socialaccount)


def is_taken(email: str) -> bool:
    """Tell whether an address belongs to an account here, verified or not."""
    return bool(email) and (
        get_user_model().objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email).exists()
    )
