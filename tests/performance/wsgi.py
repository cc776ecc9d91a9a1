"""What gunicorn serves while measuring: the site, or Django's bare project (``bare``)."""

import django
from django.core.handlers.wsgi import WSGIHandler
from django.test import override_settings

# What `django-admin startproject` gives.
BARE_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

django.setup(set_prefix=False)
application = WSGIHandler()
with override_settings(MIDDLEWARE=BARE_MIDDLEWARE):
    bare = WSGIHandler()
