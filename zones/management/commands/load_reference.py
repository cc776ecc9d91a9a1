"""Command `load_reference`: bring the reference tables of the database up to date."""

from django.core.management.base import BaseCommand

from zones.reference import load_reference


class Command(BaseCommand):
    """Loads sources, municipalities, laws and special measures; may be run again at any time."""

    help = "Load or update sources, municipalities, laws and special measures."

    def handle(self, *args, **options) -> None:
        """Load and print the rows per table."""
        for name, count in load_reference().items():
            self.stdout.write(f"{name}: {count}")
