"""Application configuration of casework."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """What every case shares."""

    name = "casework"
    verbose_name = "casework"

    def ready(self) -> None:
        """Keep the queue of the offices up to date with every step."""
        from casework import queue  # noqa: PLC0415
        from casework.hooks import case_changed  # noqa: PLC0415

        case_changed.register(queue.changed)
