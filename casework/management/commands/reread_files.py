"""Read every stored file again and compare its hash."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework import files
from casework.models import StoredFile


class Command(BaseCommand):
    """``manage.py reread_files``: exit 1 and name the files that are lost or changed."""

    help = "Read every stored file again and compare it with its SHA-256."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all files that stand on cases."""
        kept = StoredFile.objects.filter(removed_at=None).order_by("pk")
        wrong = [
            f"{s.pk} {s.case_type}:{s.case_id} {s.name}"
            for s in kept.iterator()
            if not files.reread(s)
        ]
        if wrong:
            raise CommandError("Lost or changed files:\n  " + "\n  ".join(wrong))
        self.stdout.write(f"All {kept.count()} stored files are intact.")
