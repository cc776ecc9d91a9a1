"""What the provider tells of a person; ``token`` of a person's entry spoils their ID token."""

import json

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings


def entry_of(user):
    """Return what the file of people holds of one of them."""
    people = json.loads((settings.FOLDER / "people.json").read_text())
    return people.get(user.email, {})


class Adapter(DefaultOIDCAdapter):
    """Adds the account type, the corporate number and the like to the userinfo."""

    scope_display = {**DefaultOIDCAdapter.scope_display, "user": "user", "mandate": "mandate"}

    def get_claims(self, purpose, user, client, scopes, email=None, **kwargs):
        """Return the standard claims, and those of gBizID where its scope was asked."""
        claims = super().get_claims(purpose, user, client, scopes, email=email, **kwargs)
        if purpose == "userinfo" and "user" in scopes:
            claims |= entry_of(user).get("claims", {})
        return claims

    def populate_id_token(self, id_token, client, scopes, **kwargs):
        """Spoil the token where the person's entry says so."""
        from django.contrib.auth.models import User

        user = User.objects.get(pk=id_token["sub"])
        id_token.update(entry_of(user).get("token", {}))
