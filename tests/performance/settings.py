"""Settings of the benchmark: as in production, without its secrets, on a database of its own.

The schema is made from the models (the checks prove that it equals the migrations'): making it by
all migrations would take longer than measuring.
"""

from typing import Any

from console.settings.base import *  # noqa: F403
from console.settings.base import BASE_DIR, DATABASES

SECRET_KEY = "only-for-measuring"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "tests.performance.urls"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ACCOUNT_RATE_LIMITS = False
STATIC_ROOT = BASE_DIR / "console" / "static"
DATABASES["default"]["CONN_MAX_AGE"] = None


class FromModels:
    """Says of every app that it has no migrations."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> Any:
        return None


MIGRATION_MODULES = FromModels()
