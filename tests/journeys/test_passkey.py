"""A passkey, with a virtual authenticator of the browser: set up, then signed in with, without a password.

The account keeps its second factor afterwards: no other journey uses it.
"""

import pytest

OPTIONS = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def named(full_site):
    """The site by a name: passkeys belong to a domain, and an IP address is none."""
    before, full_site.address = full_site.address, f"http://localhost:{full_site.port}"
    yield full_site
    full_site.address = before


def with_authenticator(person):
    """Give the browser an authenticator that says yes; return how many keys it holds."""
    session = person.context.new_cdp_session(person.page)
    session.send("WebAuthn.enable")
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": OPTIONS})
    return lambda: len(session.send("WebAuthn.getCredentials", made)["credentials"])


def test_a_passkey_is_set_up_and_signs_in_without_a_password(named, people):
    person = people(named)
    person.sign_in("mori-owner@demo.example.jp")
    keys = with_authenticator(person)
    person.go("/accounts/2fa/webauthn/add/")
    if "reauthenticate" in person.path:
        person.fill({"password": "dejima-demo-2026"}).submit()
    person.page.fill("[name=name]", "会社のノート")
    person.page.check("[name=passwordless]")
    with person.page.expect_navigation():
        person.page.click("main form button")
    assert keys() == 1
    person.context.clear_cookies()
    person.go("/accounts/login/")
    with person.page.expect_navigation(url="**/apply/**"):
        person.page.click("#passkey_login")
    assert person.path == "/apply/"


def test_without_the_key_nobody_gets_in(named, people):
    stranger = people(named)
    with_authenticator(stranger)
    stranger.go("/accounts/login/")
    stranger.page.click("#passkey_login")
    stranger.page.wait_for_timeout(1500)
    assert stranger.path == "/accounts/login/"
    stranger.complaints.clear()  # the browser tells its console that it has no key
