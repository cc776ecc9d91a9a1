"""Background jobs of the indicators; each may run twice or not at all."""

from datetime import timedelta

from django_tasks import task

from casework import clock
from casework.actors import SYSTEM
from casework.calendar import quarter_bounds
from casework.transitions import perform
from kpis.computed import month_of, refresh_computed
from kpis.models import EvidenceReview
from zones.models import Zone


@task()
def refresh_indicators() -> int:
    """Compute the ● values of every public zone for this month, the last one and the end of the last
    quarter, whose reports are accepted until well into this one; count new values."""
    this = month_of(clock.today())[0]
    last_quarter = quarter_bounds(this)[0] - timedelta(days=1)
    months = sorted({last_quarter, this - timedelta(days=1), this})
    zones = Zone.objects.filter(status="designated").order_by("pk")
    return sum(refresh_computed(zone=zone, month=day) for zone in zones for day in months)


@task()
def record_silences() -> int:
    """Open public comments where the regulating office let its period pass; count the reviews."""
    silent = EvidenceReview.objects.filter(
        status="objection", objection_due_on__lt=clock.today()
    ).order_by("pk")
    for review in silent:
        perform(review, "open_public_comment", actor=SYSTEM, version=review.version)
    return len(silent)
