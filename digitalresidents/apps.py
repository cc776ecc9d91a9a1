"""Application configuration of digitalresidents."""

from django.apps import AppConfig


class DigitalresidentsConfig(AppConfig):
    """Residents, registrations, consents, participation. See digitalresidents/README.md."""

    name = "digitalresidents"
    verbose_name = "digitalresidents"

    def ready(self) -> None:
        """Show the office its work, and keep the register every night."""
        from casework import hooks, schedule  # noqa: PLC0415
        from digitalresidents.tasks import keep_register  # noqa: PLC0415
        from digitalresidents.work import work_items  # noqa: PLC0415

        hooks.work_items.register(work_items)
        schedule.register("keep_register", schedule.daily_at(2), keep_register)
