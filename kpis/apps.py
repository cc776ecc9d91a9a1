"""Application configuration of kpis."""

from django.apps import AppConfig


class KpisConfig(AppConfig):
    """See kpis/README.md."""

    name = "kpis"
    verbose_name = "kpis"
