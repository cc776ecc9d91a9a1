"""Bring the offices' queues up to date with the cases, or only say where they differ."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework import queue


class Command(BaseCommand):
    """``manage.py rebuild_queue [--check]``."""

    help = "Rebuild the offices' queues from the cases; --check only compares."

    def add_arguments(self, parser: Any) -> None:
        """Add --check."""
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail if it differs"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Rebuild or compare; CommandError names the cases whose rows differ."""
        if options["check"]:
            if found := list(queue.differences()):
                raise CommandError("differs: " + ", ".join(found))
            self.stdout.write("equal")
            return
        self.stdout.write(f"{queue.rebuild()} corrected")
