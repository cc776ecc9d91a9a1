"""Background jobs. A job only sends and checks: what time decides is computed when read."""

from datetime import timedelta

from django_tasks import task

from casework import audit, clock, files, outbox
from casework.models import StoredFile


@task()
def send_notices() -> int:
    """Send the notices that wait; may run twice or not at all."""
    return outbox.send_due()


@task()
def daily_head() -> str:
    """Make yesterday's head of the audit trail."""
    return audit.make_daily_head(clock.today() - timedelta(days=1)).digest


@task()
def reread_files() -> list[int]:
    """Read every stored file again; return the keys of those lost or changed."""
    kept = StoredFile.objects.filter(removed_at=None).order_by("pk")
    return [stored.pk for stored in kept.iterator() if not files.reread(stored)]
