"""Application configuration of cms."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """See cms/README.md."""

    name = "cms"
    verbose_name = "cms"
