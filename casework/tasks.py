"""Background jobs. A job only sends and checks: what time decides is computed when read."""

from datetime import timedelta

from django_tasks import task

from casework import audit, clock, files, outbox, queue, scanning
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
    kept = StoredFile.objects.filter(removed_at=None).exclude(scan="infected").order_by("pk")
    return [stored.pk for stored in kept.iterator() if not files.reread(stored)]


@task()
def mend_queue() -> int:
    """Bring the offices' queues up to date with what changed outside a step; count what was wrong."""
    return queue.rebuild()


@task()
def scan_files() -> list[int]:
    """Scan the files that wait for it, as after the scanner was down; return what was quarantined."""
    return scanning.check_waiting()


@task()
def report_faults() -> int:
    """Tell the operators what could not be delivered since yesterday."""
    return outbox.report_faults()
