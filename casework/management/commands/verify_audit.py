"""Verify the audit trail: name the first broken entry of every case and every broken daily head."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework import audit
from casework.models import AuditEntry


class Command(BaseCommand):
    """``manage.py verify_audit``: exit 0 when the chain holds, 1 with the entries that break it."""

    help = "Verify the hash chain of the audit trail and the daily heads."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the whole trail once, in constant memory."""
        entries = AuditEntry.objects.order_by("case_type", "case_id", "seq").iterator()
        wrong = [f"{entry} ({what})" for entry, what in audit.broken_entries(entries)]
        wrong += [f"daily head {head}" for head in audit.broken_heads()]
        if wrong:
            raise CommandError("The audit trail is broken at:\n  " + "\n  ".join(wrong))
        self.stdout.write(f"The audit trail holds: {AuditEntry.objects.count()} entries.")
