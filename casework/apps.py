"""Application configuration of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """What every case shares."""

    name = "casework"
    verbose_name = "casework"
