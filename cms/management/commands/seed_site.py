"""Command `seed_site`: make the tree of pages, or bring it up to date with the zones."""

from django.core.management.base import BaseCommand

from cms.seed import seed_site


class Command(BaseCommand):
    """Makes front page, zones, news and plain pages; never overwrites what an editor wrote."""

    help = "Make the pages of the public site where they are missing; safe to run again."

    def handle(self, *args, **options) -> None:
        """Make the pages and print how many were missing."""
        made = seed_site()
        self.stdout.write(f"pages made: {made}")
