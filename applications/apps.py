"""Application configuration of applications."""

from django.apps import AppConfig


class ApplicationsConfig(AppConfig):
    """See applications/README.md."""

    name = "applications"
    verbose_name = "applications"

    def ready(self) -> None:
        """Put what applications ask of the office on its landing page; run the nightly job."""
        from applications.office.work import work_for  # noqa: PLC0415
        from applications.tasks import complete_exemptions  # noqa: PLC0415
        from casework import schedule  # noqa: PLC0415
        from casework.hooks import work_items  # noqa: PLC0415

        work_items.register(work_for)
        schedule.register("complete_exemptions", schedule.daily_at(1), complete_exemptions)
