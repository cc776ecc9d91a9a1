"""Bring the table of offices concerned, behind the office's lists, up to date with the applications."""

from typing import Any

from django.core.management.base import BaseCommand

from applications.office import concerns


class Command(BaseCommand):
    """``manage.py rebuild_concerns``: after changes made past the steps, such as a company's new name."""

    help = "Rebuild which offices applications concern, and the words by which they are found."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Rebuild and say how many applications were wrong."""
        self.stdout.write(f"{concerns.rebuild()} corrected")
