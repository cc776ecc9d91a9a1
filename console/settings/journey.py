"""Settings for browser tests: a real server on a database of its own, whose clock a test may set."""

import os

from console.settings.development import *  # noqa: F403

CLOCK_FILE = os.environ.get("DEJIMA_CLOCK_FILE", "")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ACCOUNT_RATE_LIMITS = False
WHITENOISE_AUTOREFRESH = False
