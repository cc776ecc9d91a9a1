"""Settings that every environment shares."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("DEJIMA_VAR", BASE_DIR / "var"))

INSTALLED_APPS = [
    "console",
    "cms",
    "kpis",
    "digitalresidents",
    "applications",
    "zones",
    "casework",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "django_fsm",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "ninja",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cms.csp.EditorPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "console.middleware.JapaneseFirst",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "console.middleware.SignInByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "console.middleware.SecondFactorForOffices",
    "django_htmx.middleware.HtmxMiddleware",
    "console.middleware.CaseErrors",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "console.urls"
WSGI_APPLICATION = "console.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "console.context.site",
            ]
        },
    }
]

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}


def database(url: str) -> dict:
    """Return Django's setting for ``sqlite:///PATH`` or ``postgresql://…``; ValueError on others."""
    from urllib.parse import unquote, urlsplit  # noqa: PLC0415

    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:],
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL must begin with sqlite:/// or postgresql://, not {url!r}")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path[1:],
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR_DIR / 'dejima.sqlite3'}"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "casework.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home_after_login"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "optional"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
OFFICE_NEEDS_SECOND_FACTOR = True
ACCOUNT_ADAPTER = "applications.gbizid.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "applications.gbizid.adapter.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
# An address that gBizID names never opens an account that exists here.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
GBIZID_SCOPES = ["openid", "profile", "user", "mandate", "email"]


def gbizid(server_url: str, client_id: str, secret: str) -> dict:
    """Return allauth's setting for gBizID; nothing without the address of the service."""
    if not server_url:
        return {}
    app = {
        "provider_id": "gbizid",
        "name": "GビズID",
        "client_id": client_id,
        "secret": secret,
        "settings": {
            "server_url": server_url,
            "token_auth_method": "client_secret_basic",
            "oauth_pkce_enabled": True,
            "scope": GBIZID_SCOPES,
        },
    }
    return {"openid_connect": {"APPS": [app]}}


GBIZID_SERVER_URL = os.environ.get("GBIZID_SERVER_URL", "")
SOCIALACCOUNT_PROVIDERS = gbizid(
    GBIZID_SERVER_URL,
    os.environ.get("GBIZID_CLIENT_ID", ""),
    os.environ.get("GBIZID_CLIENT_SECRET", ""),
)

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "console" / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_collected"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
MAX_FILE_BYTES = 50 * 1024 * 1024
MAX_UPLOAD_BYTES = 100 * 1024 * 1024
# host:port or the path of clamd's socket; empty: files are not scanned.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")
QUARANTINE_ROOT = VAR_DIR / "quarantine"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "dejima@localhost"
NOTICE_MAX_ATTEMPTS = 5

WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search"}}
WAGTAIL_SITE_NAME = "出島"
WAGTAILADMIN_BASE_URL = os.environ.get("DEJIMA_BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_CONTENT_LANGUAGES = [("ja", "日本語")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語"), ("en", "English")]

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# plotly fills an empty <style> through CSSOM: the hash is that of the empty string.
EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def origin_of(url: str) -> list[str]:
    """Return the origin of an address, as a list that may be empty."""
    from urllib.parse import urlsplit  # noqa: PLC0415

    parts = urlsplit(url)
    return [f"{parts.scheme}://{parts.netloc}"] if url else []


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, EMPTY_STYLE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Signing in with gBizID is a form that leads there.
        "form-action": [SELF, *origin_of(GBIZID_SERVER_URL)],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# 経済産業省 gBizINFO (REST API v2): asked only when a token is given.
GBIZINFO_URL = os.environ.get("GBIZINFO_URL", "https://api.info.gbiz.go.jp/hojin")
GBIZINFO_TOKEN = os.environ.get("GBIZINFO_TOKEN", "")
IS_DEMO = False
CLOCK_FILE = ""
