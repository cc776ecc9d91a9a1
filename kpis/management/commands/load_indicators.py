"""Load the indicator catalogue and the official panel."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kpis import reference
from zones.models import Municipality, Zone


class Command(BaseCommand):
    """Load K01–K38 and the yearly official values; figures are built for the zones' municipalities."""

    help = "Load the indicator catalogue and the official panel (all municipalities by default)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which municipalities to load."""
        parser.add_argument(
            "--zones-only", action="store_true", help="only municipalities of zones"
        )
        parser.add_argument("--catalogue-only", action="store_true", help="K01–K38 and no values")

    def handle(self, **options: Any) -> None:
        """Load, and say how much was new."""
        self.stdout.write(f"catalogue: {reference.load_catalogue()} indicators")
        if options["catalogue_only"]:
            return
        if not Municipality.objects.exists():
            raise CommandError("Load the municipalities first: manage.py load_reference")
        of_zones = set(Zone.objects.values_list("municipalities", flat=True)) - {None}
        count = reference.load_panel(codes=of_zones if options["zones_only"] else None)
        self.stdout.write(f"panel: {count} new observations")
        self.stdout.write(f"figures: {reference.prepare_panel_figures(of_zones)}")
