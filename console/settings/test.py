"""Settings for the test suite: SQLite unless DATABASE_URL names PostgreSQL."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEJIMA_VAR", tempfile.mkdtemp(prefix="dejima-test-"))

from console.settings.base import *  # noqa: F403
from console.settings.base import DATABASES, VAR_DIR

SECRET_KEY = "test"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
ACCOUNT_RATE_LIMITS = False
MEDIA_ROOT = Path(VAR_DIR) / "media"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
OFFICE_NEEDS_SECOND_FACTOR = False
