"""Command `load_reference`: bring reference tables, legal regime and real zones up to date."""

from django.core.management.base import BaseCommand

from zones.loader import load_all


class Command(BaseCommand):
    """Loads sources, municipalities, laws, measures, procedures, offices and zones; may be repeated."""

    help = "Load or update reference tables, the legal regime and the real zones."

    def handle(self, *args, **options) -> None:
        """Load and print the rows per table."""
        for name, count in load_all().items():
            self.stdout.write(f"{name}: {count}")
