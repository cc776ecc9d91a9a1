"""Command `import_boundaries`: load an office's own boundary file for the maps."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from casework import clock
from zones.boundaries import (
    N03_CREDIT,
    ImportReport,
    import_boundaries,
    is_n03,
    read_document,
)
from zones.geo import GeometryError
from zones.models.reference import Municipality

LISTED = 20


def credit_of(document: Any) -> str:
    """Return the credit line of an N03 file; any other file needs --source."""
    if is_n03(document):
        return N03_CREDIT
    raise CommandError(
        _("--source: give the credit line to print under the maps; this is no N03 file.")
    )


class Command(BaseCommand):
    """Loads polygons (国土数値情報 N03 or any file with municipality codes) and reports misses."""

    help = "Load municipality boundaries from a GeoJSON or TopoJSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, the credit line and the tolerance."""
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", default="", help="credit line to print under maps (known for N03 files)"
        )
        parser.add_argument(
            "--tolerance", type=float, default=0.001, help="degrees (0.001 is about 100 m)"
        )

    def handle(self, *args, file: Path, source: str, tolerance: float, **options) -> None:
        """Import, then say what was stored and what was not."""
        if not file.is_file():
            raise CommandError(
                _("FILE: there is no file “%(path)s”. Check the path.") % {"path": file}
            )
        if tolerance < 0:
            raise CommandError(_("--tolerance: give 0 or a positive number of degrees."))
        if not Municipality.objects.exists():
            raise CommandError(
                _("There are no municipalities yet. Run “manage.py load_reference” first.")
            )
        try:
            document = read_document(file)
            report = import_boundaries(
                document=document,
                source=source or credit_of(document),
                tolerance=tolerance,
                imported_at=clock.now(),
            )
        except GeometryError as error:
            raise CommandError(
                _(
                    "FILE: “%(path)s” is no GeoJSON or TopoJSON of polygons (%(reason)s). "
                    "Give a file such as N03-20250101.geojson."
                )
                % {"path": file, "reason": error}
            ) from error
        self.say(report)

    def say(self, report: ImportReport) -> None:
        """Print the report; unmatched codes are named, at most twenty."""
        self.stdout.write(_("Boundaries stored: %(count)d") % {"count": len(report.stored)})
        if report.unmatched:
            self.stdout.write(
                _("Codes that match no municipality: %(count)d (%(codes)s)")
                % {
                    "count": len(report.unmatched),
                    "codes": ", ".join(report.unmatched[:LISTED]),
                }
            )
        if report.without_code:
            self.stdout.write(
                _("Shapes without a code, left out: %(count)d") % {"count": report.without_code}
            )
