"""The pages of an account, and signing in with an authenticator app."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from tests import factories as make

pytestmark = pytest.mark.django_db
PASSWORD = "pass-word-1234"
OPEN = ("account_login", "account_signup", "account_reset_password", "account_reset_password_done")
OWN = (
    "account",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_list_webauthn",
    "socialaccount_connections",
)


def code_of(secret):
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm(client):
    """Enter the password once more, as changes to what protects the account ask."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def sign_in(client, user):
    return client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("name", OPEN)
def test_pages_before_signing_in_stand_in_the_site_s_frame(client, name):
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert b'class="site-header"' in page.content


@pytest.mark.parametrize("name", OWN)
def test_pages_of_the_account_stand_in_the_site_s_frame(client, name):
    sign_in(client, make.make_user("person"))
    confirm(client)
    page = client.get(reverse(name))
    assert page.status_code == 200
    assert b'class="site-header"' in page.content


def test_account_tells_what_protects_it(client):
    user = make.make_user("person")
    sign_in(client, user)
    assert client.get(reverse("account")).context["is_protected"] is False
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    assert client.get(reverse("account")).context["is_protected"] is True


def test_account_asks_for_sign_in(client):
    assert client.get(reverse("account")).status_code == 302


def test_round_trip_with_an_authenticator_app(client):
    user = make.make_user("person")
    sign_in(client, user)
    assert client.get(reverse("mfa_activate_totp")).status_code == 302
    confirm(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert b"data:image/svg+xml" in page.content
    secret = page.context["form"].secret
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert refused.status_code == 200
    assert not Authenticator.objects.exists()
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}
    client.post(reverse("account_logout"))
    asked = sign_in(client, user)
    assert asked.url == reverse("mfa_authenticate")
    assert client.get(reverse("account")).status_code == 302
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    assert client.get(reverse("account")).status_code == 302
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert client.post(reverse("mfa_authenticate"), {"code": recovery}).status_code == 302
    assert client.get(reverse("account")).status_code == 200
