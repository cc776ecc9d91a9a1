"""Application configuration of cms."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """See cms/README.md."""

    name = "cms"
    verbose_name = _("public site")

    def ready(self) -> None:
        """Have the figures of the reform ledger computed every night."""
        from casework import schedule  # noqa: PLC0415
        from cms import founding  # noqa: PLC0415
        from cms.reform import tasks  # noqa: PLC0415
        from zones import hooks  # noqa: PLC0415

        hooks.zone_made.register(founding.open_page)
        schedule.register("refresh_reform", schedule.daily_at(5), tasks.refresh_reform)
