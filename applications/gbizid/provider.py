"""gBizID as a provider: a nonce goes with each request and has to come back in the ID token."""

from typing import Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string

NONCE = "gbizid_nonce"


class GBizIDProvider(OpenIDConnectProvider):
    """OpenID Connect with a nonce (OpenID Connect Core 1.0, 3.1.2.1 and 3.1.3.7)."""

    def redirect(self, request: HttpRequest, process: str, *args: Any, **kwargs: Any) -> Any:
        """Send the person to gBizID with a fresh nonce, kept in their session."""
        nonce = get_random_string(32)
        request.session[NONCE] = nonce
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, *args, **kwargs)

    def sociallogin_from_response(self, request: HttpRequest, response: Any) -> Any:
        """Return the sign-in; OAuth2Error when the token answers another request, or another person."""
        expected = request.session.pop(NONCE, "")
        token = response.get("id_token") or {}
        if not expected or not constant_time_compare(str(token.get("nonce", "")), expected):
            raise OAuth2Error("The ID token does not answer this request.")
        if response.get("userinfo", {}).get("sub") != token.get("sub"):
            raise OAuth2Error("The userinfo is about another person than the ID token.")
        return super().sociallogin_from_response(request, response)
