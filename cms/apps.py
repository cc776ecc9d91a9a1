"""Application configuration of cms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """See cms/README.md."""

    name = "cms"
    verbose_name = _("public site")
