"""Nightly work on exemptions. Whether one is in force never waits for this: dates decide that."""

from django_tasks import task

from applications.models import Exemption
from applications.workflow import ExemptionStatus
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform

OPEN = (
    ExemptionStatus.GRANTED,
    ExemptionStatus.GATHERING_CONSENT,
    ExemptionStatus.RUNNING,
    ExemptionStatus.SUSPENDED,
)


@task()
def complete_exemptions() -> int:
    """Record the end of every period that is over, so that the final report falls due; count them."""
    over = Exemption.objects.filter(status__in=OPEN, ends_on__lt=clock.today()).order_by("pk")
    for exemption in over:
        perform(exemption, "complete", actor=SYSTEM, version=exemption.version)
    return len(over)
