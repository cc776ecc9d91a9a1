"""Application configuration of applications."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """See applications/README.md."""

    name = "applications"
    verbose_name = "applications"
