"""The page of a person's account: what protects it, and where each part is changed."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.gbizid.claims import PROVIDER, read_type
from applications.membership import Verification


def account(request: HttpRequest) -> HttpResponse:
    """Show address, password, authenticator app, passkeys, recovery codes and gBizID."""
    kinds = [a.type for a in Authenticator.objects.filter(user=request.user).order_by("pk")]
    factors = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
    context = {
        "rows": _rows(request.user, kinds),
        "is_protected": bool(factors & set(kinds)),
        "connections": _connections(request.user),
        "breadcrumbs": [{"label": _("Account"), "url": ""}],
    }
    return render(request, "account/account.html", context)


def _row(label: str, value: str, name: str, action: str) -> dict[str, str]:
    return {"label": label, "value": value, "url": reverse(name), "action": action}


def _rows(user: Any, kinds: list[str]) -> list[dict[str, str]]:
    passkeys = kinds.count(Authenticator.Type.WEBAUTHN)
    has_app = Authenticator.Type.TOTP in kinds
    verified = EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
    on, off = _("Set up"), _("Not set up")
    return [
        _row(
            _("E-mail address"),
            f"{user.email}（{_('confirmed') if verified else _('not confirmed')}）",
            "account_email",
            _("Change the address"),
        ),
        _row(
            _("Password"),
            on if user.has_usable_password() else off,
            "account_change_password" if user.has_usable_password() else "account_set_password",
            _("Change the password"),
        ),
        _row(
            _("Authenticator app"),
            on if has_app else off,
            "mfa_deactivate_totp" if has_app else "mfa_activate_totp",
            _("Turn off") if has_app else _("Set it up"),
        ),
        _row(
            _("Passkeys"),
            ngettext("%(n)d passkey", "%(n)d passkeys", passkeys) % {"n": passkeys}
            if passkeys
            else off,
            "mfa_list_webauthn" if passkeys else "mfa_add_webauthn",
            _("See the passkeys") if passkeys else _("Add a passkey"),
        ),
        _row(
            _("Recovery codes"),
            on if Authenticator.Type.RECOVERY_CODES in kinds else off,
            "mfa_index",
            _("See two-step sign-in"),
        ),
    ]


def _connections(user: Any) -> list[dict[str, Any]]:
    labels = dict(Verification.choices)
    return [
        {
            "type": labels[f"gbizid_{read_type((one.extra_data or {}).get('userinfo', {}))}"],
            "at": one.last_login,
        }
        for one in SocialAccount.objects.filter(user=user, provider=PROVIDER).order_by("pk")
    ]
