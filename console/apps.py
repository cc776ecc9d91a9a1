"""Application configuration of console."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """See console/README.md."""

    name = "console"
    verbose_name = "console"
