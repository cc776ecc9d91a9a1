"""Application configuration of digitalresidents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Entries in the trail that are no step of a machine.
OPENINGS = {
    "register_resident": _("Application for registration"),
    "report_activity": _("Report an activity"),
    "correct_data": _("Correct the data"),
}


class DigitalresidentsConfig(AppConfig):
    """Residents, registrations, consents, participation. See digitalresidents/README.md."""

    name = "digitalresidents"
    verbose_name = "digitalresidents"

    def ready(self) -> None:
        """Show the office its work, name what opens a trail, and keep the register every night."""
        from casework import hooks, labels, schedule  # noqa: PLC0415
        from digitalresidents import closing  # noqa: PLC0415
        from digitalresidents.tasks import keep_register  # noqa: PLC0415
        from digitalresidents.work import work_items  # noqa: PLC0415
        from zones import hooks as zone_hooks  # noqa: PLC0415

        labels.OPENINGS.update(OPENINGS)
        zone_hooks.zone_closing.register(closing.tell_residents)
        hooks.work_items.register(work_items)
        schedule.register("keep_register", schedule.daily_at(2), keep_register)
