"""Make the daily head of the audit trail."""

from datetime import date, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from casework import audit, clock


class Command(BaseCommand):
    """``manage.py publish_head [--day YYYY-MM-DD]``: yesterday unless a day is named."""

    help = "Make the head over all audit entries up to the end of a day."

    def add_arguments(self, parser: Any) -> None:
        """Take the day."""
        parser.add_argument("--day", type=date.fromisoformat)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the day and its digest."""
        head = audit.make_daily_head(options["day"] or clock.today() - timedelta(days=1))
        self.stdout.write(f"{head.day} {head.digest}")
