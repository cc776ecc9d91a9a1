"""Nightly work on successions whose day has come."""

from django_tasks import task

from applications.models import Succession
from casework import clock
from casework.actors import SYSTEM
from casework.transitions import perform


@task()
def take_over() -> int:
    """Let recorded successions take effect on their day; count them. May run twice or not at all."""
    found = Succession.objects.filter(status="recorded", effective_on__lte=clock.today())
    due = list(found.order_by("pk"))
    for succession in due:
        perform(succession, "take_effect", actor=SYSTEM, version=succession.version)
    return len(due)
