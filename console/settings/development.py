"""Settings for a developer's machine and for the demo: SQLite, no secrets to set."""

from console.settings.base import *  # noqa: F403
from console.settings.base import VAR_DIR

VAR_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "only-for-development-and-the-demo-never-for-a-real-town"  # noqa: S105
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
IS_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
# The demo's accounts are shared and have no authenticator.
OFFICE_NEEDS_SECOND_FACTOR = False
