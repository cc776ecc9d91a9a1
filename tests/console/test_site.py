"""The site as a whole: sign-in by default, security headers, production's demands, traps avoided."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.urls import reverse

from console.public import PUBLIC_ROUTES
from tests import factories as make

PRODUCTION = {
    "SECRET_KEY": "s" * 30 + "abcdefghijklmnopqrstuvwxyz0123456789",
    "DATABASE_URL": "sqlite:///:memory:",
    "ALLOWED_HOSTS": "example.jp",
    "DEJIMA_BASE_URL": "https://example.jp",
    "DEFAULT_FROM_EMAIL": "dejima@example.jp",
}


def _production(**changes):
    environment = {
        k: v for k, v in {**os.environ, **PRODUCTION, **changes}.items() if v is not None
    }
    environment["DJANGO_SETTINGS_MODULE"] = "console.settings.production"
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_production_starts_with_its_secrets_and_passes_the_deploy_check():
    done = _production()
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", sorted(PRODUCTION))
def test_production_refuses_to_start_without_a_secret(name):
    done = _production(**{name: None})
    assert done.returncode != 0
    assert name in done.stderr


def test_production_refuses_a_short_secret_key():
    assert "50 characters" in _production(SECRET_KEY="short").stderr


@pytest.mark.django_db
def test_pages_ask_for_sign_in_unless_named_public(client):
    answer = client.get(reverse("console:work"))
    assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/accounts/login/",
        "/apply/",
        "/residents/",
        "/register/",
        "/zones/",
        "/dashboard/",
        "/style/",
    ],
)
def test_public_pages_carry_the_strict_policy(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert "style=" not in answer.content.decode().split("<body", 1)[1].split("<svg", 1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/register/", "/zones/", "/dashboard/"])
def test_public_pages_set_no_cookie(client, path):
    assert not client.get(path).cookies


@pytest.mark.django_db
def test_wagtails_own_sign_in_leads_to_ours(client):
    answer = client.get("/cms/login/")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


@pytest.mark.django_db
def test_second_factor_is_not_passed_by(client):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    user = make.make_user("officer")
    TOTP.activate(user, generate_totp_secret())
    client.post(reverse("account_login"), {"login": user.email, "password": "pass-word-1234"})
    assert Authenticator.objects.filter(user=user).exists()
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("home_after_login")).status_code == 302


@pytest.mark.django_db
def test_japanese_comes_first_whatever_the_browser_says(client):
    answer = client.get("/accounts/login/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="ja"' in answer.content.decode()


@pytest.mark.django_db
def test_language_is_a_persons_choice(client):
    client.post(reverse("set_language"), {"language": "en", "next": "/apply/"})
    assert '<html lang="en"' in client.get("/apply/").content.decode()


def test_public_routes_exist():
    from tests.console.test_routes import ROUTES

    names = {name for name, _pattern in ROUTES}
    assert PUBLIC_ROUTES - names == set()


def test_heavy_libraries_are_not_loaded_by_the_site():
    code = (
        "import django, sys; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "heavy = {'pandas', 'plotly', 'statsmodels', 'scipy', 'duckdb', 'weasyprint', 'diff_diff'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "console.settings.test"},
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_installed_fsm_is_the_maintained_one():
    from importlib.metadata import PackageNotFoundError, version

    assert version("django-fsm-2")
    with pytest.raises(PackageNotFoundError):
        version("django-fsm")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_office_sets_up_a_second_factor_before_anything_else(client, town, settings):
    settings.OFFICE_NEEDS_SECOND_FACTOR = True
    client.force_login(town.administrator)
    answer = client.get(reverse("console:work"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_activate_totp"))
    assert client.get(reverse("apply")).status_code == 200
