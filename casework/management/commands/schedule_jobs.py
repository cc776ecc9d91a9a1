"""Enqueue scheduled jobs as they fall due."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from casework.schedule import enqueue_due


class Command(BaseCommand):
    """``manage.py schedule_jobs``: run beside ``db_worker``; several may run at once."""

    help = "Enqueue scheduled jobs as they fall due, until stopped."

    def add_arguments(self, parser: Any) -> None:
        """Take --once, for cron."""
        parser.add_argument("--once", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look every fifteen seconds."""
        while True:
            close_old_connections()
            for name in enqueue_due():
                self.stdout.write(f"enqueued {name}")
            if options["once"]:
                return
            time.sleep(15)
