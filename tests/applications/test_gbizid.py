"""Signing in with gBizID: round trips through a provider in a process of its own, and what is refused.

The provider is reached over HTTP, by the visitor and by the console; the console itself is asked in this
process, so that each test's database is undone.
"""

import json
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import closing
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests
from django.core.exceptions import ValidationError
from django.test import Client

from applications.gbizid.claims import AccountType, read_claims
from applications.gbizid.linking import link
from applications.models import Company, CompanyMember
from casework.models import Notice, User
from casework.transitions import Blocked
from tests import factories as make
from tests.identity_provider.__main__ import PASSWORD

ROOT = Path(__file__).resolve().parent.parent.parent
NUMBER, OTHER, WRONG = "7000012050002", "8000012010038", "1000012050002"


def _person(kind, number="", **more):
    claims = {"account_type": kind, "corp_number": number, **more}
    return {"claims": claims}


PEOPLE = {
    "prime@gbiz.example.jp": _person(
        "2", NUMBER, corp_name="デモ空輸株式会社", president_name="出島 花子", user_name="出島 花子"
    ),
    "member@gbiz.example.jp": _person("3", NUMBER, user_name="出島 太郎"),
    "entry@gbiz.example.jp": _person("1", NUMBER),
    "wrong@gbiz.example.jp": _person("2", WRONG),
    "taken@gbiz.example.jp": _person("2", OTHER),
    "issuer@gbiz.example.jp": {**_person("2", OTHER), "token": {"iss": "https://evil.example.jp"}},
    "audience@gbiz.example.jp": {**_person("2", OTHER), "token": {"aud": "somebody-else"}},
    "subject@gbiz.example.jp": {**_person("2", OTHER), "token": {"sub": "1"}},
}


@pytest.fixture(scope="module")
def provider(tmp_path_factory):
    """The address of a running provider."""
    folder = tmp_path_factory.mktemp("provider")
    (folder / "people.json").write_text(json.dumps(PEOPLE))
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    callback = "http://testserver/accounts/oidc/gbizid/login/callback/"
    environment = {**os.environ, "PROVIDER_FOLDER": str(folder)}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.identity_provider", str(port), callback],
        cwd=ROOT,
        env=environment,
    )
    address = f"http://127.0.0.1:{port}"
    for _try in range(300):
        try:
            requests.get(f"{address}/.well-known/openid-configuration", timeout=5).close()
            break
        except requests.ConnectionError:
            assert process.poll() is None, "the provider ended"
            time.sleep(0.2)
    yield address
    process.terminate()
    process.wait(10)


@pytest.fixture
def connected(settings, provider):
    """The console with gBizID configured as the environment would."""
    from console.settings.base import gbizid

    settings.SOCIALACCOUNT_PROVIDERS = gbizid(provider, "dejima", "client-secret")
    return provider


def _fields(page):
    found = re.findall(r"<input[^>]*>", page)
    named = [(re.search(r'name="([^"]+)"', i), re.search(r'value="([^"]*)"', i)) for i in found]
    return [(n[1], unescape(v[1])) for n, v in named if n and v]


def _post(session, page, **values):
    action = re.search(r'<form[^>]*action="([^"]*)"', page.text)
    url = urljoin(page.url, unescape(action[1])) if action else page.url
    data = [*_fields(page.text), *values.items()]
    return session.post(url, data=data, headers={"Referer": page.url}, timeout=30)


class Visitor:
    """A browser without scripts: follows redirects, keeps cookies, fills forms."""

    def __init__(self):
        self.console, self.session = Client(), requests.Session()
        self.request = ""

    def begin(self, path="/accounts/oidc/gbizid/login/"):
        """Press the button; return the address at the provider to which the console sends."""
        answer = self.console.post(path)
        self.request = answer.url
        return self.request

    def finish(self, email, address=None):
        """Sign in at the provider and consent; return the callback's address at the console."""
        page = self.session.get(address or self.request, timeout=30)
        page = _post(self.session, page, login=email, password=PASSWORD)
        action = re.search(r'<form[^>]*action="([^"]*)"', page.text)
        answer = self.session.post(
            urljoin(page.url, unescape(action[1])),
            data=[*_fields(page.text), ("action", "grant")],
            headers={"Referer": page.url},
            allow_redirects=False,
            timeout=30,
        )
        return answer.headers["Location"]

    def arrive(self, callback):
        """Follow the callback into the console."""
        parts = urlsplit(callback)
        return self.console.get(f"{parts.path}?{parts.query}", follow=True)

    def sign_in(self, email):
        """Make the whole round trip; return the page on which it ends."""
        self.begin()
        return self.arrive(self.finish(email))

    def is_signed_in(self):
        """Tell whether the console knows the visitor."""
        return self.console.get("/apply/claim/").status_code == 200


@pytest.fixture
def visit(db, connected):
    """Make visitors."""
    made = []

    def make_visitor():
        made.append(Visitor())
        return made[-1]

    yield make_visitor
    for visitor in made:
        visitor.session.close()


def test_request_has_the_shape_that_gbizid_asks(visit, connected):
    asked = urlsplit(visit().begin())
    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert f"{asked.scheme}://{asked.netloc}" == connected
    assert set(query["scope"].split()) == {"openid", "profile", "user", "mandate", "email"}
    assert (query["response_type"], query["code_challenge_method"]) == ("code", "S256")
    assert len(query["nonce"]) == 32
    assert len(query["state"]) >= 16
    assert query["code_challenge"]


def test_prime_opens_the_company_and_owns_its_account(visit):
    visitor = visit()
    assert visitor.sign_in("prime@gbiz.example.jp").status_code == 200
    company = Company.objects.get(corporate_number=NUMBER)
    member = company.members.get()
    assert (company.name, company.representative) == ("デモ空輸株式会社", "出島 花子")
    assert (member.user.email, member.role) == ("prime@gbiz.example.jp", "owner")
    assert member.verified_by == "gbizid_prime"
    assert member.verified_at is not None
    assert visitor.is_signed_in() is True


def test_prime_takes_precedence_over_an_unverified_owner_who_is_told(visit):
    company = make.make_company(NUMBER)
    visit().sign_in("prime@gbiz.example.jp")
    roles = {m.user.email: m.role for m in company.members.select_related("user")}
    assert roles == {"prime@gbiz.example.jp": "owner", company.owner.email: "reader"}
    notice = Notice.objects.get(kind="member.yielded")
    assert company.owner in [r.user for r in notice.recipients.all()]


def test_member_files_only_after_the_prime_has_opened_the_company(visit):
    early = visit()
    early.sign_in("member@gbiz.example.jp")
    assert early.is_signed_in() is True
    assert not CompanyMember.objects.exists()
    visit().sign_in("prime@gbiz.example.jp")
    visit().sign_in("member@gbiz.example.jp")
    member = CompanyMember.objects.get(user__email="member@gbiz.example.jp")
    assert (member.role, member.verified_by) == ("filer", "gbizid_member")


def test_signing_in_twice_makes_nobody_twice(visit):
    for _time in range(2):
        visit().sign_in("prime@gbiz.example.jp")
    assert (User.objects.count(), CompanyMember.objects.count()) == (1, 1)


def test_entry_signs_in_and_gets_no_place_in_a_company(visit):
    visitor = visit()
    visitor.sign_in("entry@gbiz.example.jp")
    assert visitor.is_signed_in() is True
    assert not Company.objects.exists()


def test_number_with_a_wrong_check_digit_is_refused(visit):
    visitor = visit()
    page = visitor.sign_in("wrong@gbiz.example.jp")
    assert WRONG in page.content.decode()
    assert visitor.is_signed_in() is False
    assert (User.objects.count(), Company.objects.count()) == (0, 0)


def test_account_with_the_same_address_is_not_taken_over(visit):
    local = User.objects.create_user("taken@gbiz.example.jp", "pass-word-1234")
    visitor = visit()
    page = visitor.sign_in("taken@gbiz.example.jp")
    assert "taken@gbiz.example.jp" in page.content.decode()
    assert visitor.is_signed_in() is False
    assert list(User.objects.all()) == [local]
    assert local.socialaccount_set.count() == 0


def test_state_that_was_tampered_with_is_refused(visit):
    visitor = visit()
    visitor.begin()
    callback = visitor.finish("prime@gbiz.example.jp")
    visitor.arrive(re.sub(r"state=[^&]+", "state=" + "x" * 32, callback))
    assert visitor.is_signed_in() is False
    assert not User.objects.exists()


def test_callback_of_another_browser_is_refused(visit):
    first, second = visit(), visit()
    first.begin()
    second.begin()
    second.arrive(first.finish("prime@gbiz.example.jp"))
    assert second.is_signed_in() is False
    assert not User.objects.exists()


def test_token_for_another_nonce_is_refused(visit):
    visitor = visit()
    asked = re.sub(r"nonce=[^&]+", "nonce=" + "y" * 32, visitor.begin())
    visitor.arrive(visitor.finish("prime@gbiz.example.jp", asked))
    assert visitor.is_signed_in() is False
    assert not User.objects.exists()


@pytest.mark.parametrize("who", ["issuer", "audience", "subject"])
def test_token_of_another_issuer_audience_or_subject_is_refused(visit, who):
    visitor = visit()
    visitor.sign_in(f"{who}@gbiz.example.jp")
    assert visitor.is_signed_in() is False
    assert not User.objects.exists()


@pytest.mark.django_db
def test_sign_in_page_offers_gbizid_only_when_it_is_configured(client, settings):
    from console.settings.base import gbizid

    assert b"/accounts/oidc/gbizid/login/" not in client.get("/accounts/login/").content
    settings.SOCIALACCOUNT_PROVIDERS = gbizid("https://gbiz.example.jp", "a", "b")
    assert b"/accounts/oidc/gbizid/login/" in client.get("/accounts/login/").content
    assert gbizid("", "", "") == {}


@pytest.mark.django_db
def test_entry_cannot_file_for_the_company_it_registered(draft):
    member = draft.company.members.get()
    CompanyMember.objects.filter(pk=member.pk).update(verified_by="gbizid_entry")
    with pytest.raises(Blocked):
        make.submit(draft, User.objects.get(pk=member.user_id))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["prime", "member"])
def test_who_was_removed_does_not_come_back_by_signing_in(company, kind):
    from casework.actors import SYSTEM

    owner = company.members.get()
    make.step(owner, "verify", SYSTEM, verified_by="gbizid_prime", role="owner")
    person = make.make_user("removed")
    claims = read_claims({"account_type": kind, "corp_number": company.corporate_number})
    member = link(person, claims).member
    make.step(member, "remove", company.owner)
    assert link(person, claims).member is None
    assert [m.user for m in company.members.all()] == [company.owner]


@pytest.mark.django_db
def test_sole_proprietor_has_no_number_and_no_company_yet():
    linked = link(make.make_user("sole"), read_claims({"account_type": "2"}))
    assert (linked.member, bool(linked.message)) == (None, True)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        ("1", "entry"),
        ("2", "prime"),
        ("3", "member"),
        ("PRIME", "prime"),
        ("9", "entry"),
        ("", "entry"),
    ],
)
def test_unknown_type_counts_as_the_weakest(told, kind):
    assert read_claims({"account_type": told}).type == AccountType(kind)


@pytest.mark.parametrize("number", [WRONG, "123", "x" * 13])
def test_number_that_no_company_has_is_not_read(number):
    with pytest.raises(ValidationError):
        read_claims({"account_type": "2", "corporate_number": number})
