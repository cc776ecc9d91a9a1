"""Nightly work on exemptions and corrections. What holds never waits for this: dates decide it."""

from django_tasks import task

from applications.delays import draft_delays
from applications.effects.application import close_lapsed
from applications.effects.drafts import delete_old_drafts, remind_of_drafts
from applications.models import Clarification, Exemption, Handover
from applications.reminders import remind_of_reports
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
    ended = [one for one in over.prefetch_related("bridges") if one.last_day() < clock.today()]
    for exemption in ended:
        perform(exemption, "complete", actor=SYSTEM, version=exemption.version)
    return len(ended)


@task()
def tend_drafts() -> int:
    """Remind of drafts left lying, warn before old ones are deleted, delete them; count all three."""
    return remind_of_drafts() + delete_old_drafts()


@task()
def remind_holders() -> int:
    """Remind of the reports that fall due or are overdue, each stage once; count the notices."""
    return remind_of_reports()


@task()
def close_corrections() -> int:
    """Close the correction requests that nobody answered in time, and tell both sides; count them."""
    return close_lapsed(Clarification.objects)


@task()
def draft_delay_notices() -> int:
    """Draft the notices of delay that are due; a person completes and sends them."""
    return draft_delays()


@task()
def hand_over() -> int:
    """Carry out the handovers whose day has come; count them."""
    found = list(Handover.objects.filter(status="planned", effective_on__lte=clock.today()))
    for handover in found:
        perform(handover, "carry_out", actor=SYSTEM, version=handover.version)
    return len(found)
