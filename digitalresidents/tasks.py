"""Daily upkeep of the register. Tiers need no job: they are computed from dates when read."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django_tasks import task

from casework import clock
from casework.actors import SYSTEM
from casework.transitions import Blocked, Stale, perform
from digitalresidents import terms
from digitalresidents.models import Registration
from digitalresidents.registering import confirm_if_ready


def due_for_erasure() -> QuerySet[Registration]:
    """Return what must be erased: a week after leaving, a year after lapsing."""
    today = clock.today()
    left = Q(status="left", ended_on__lte=today - timedelta(days=terms.ERASURE_GRACE_DAYS))
    kept = timedelta(days=terms.LAPSED_RETENTION_DAYS)
    return Registration.objects.filter(left | Q(status="lapsed", ended_on__lt=today - kept))


def overdue_for_erasure() -> QuerySet[Registration]:
    """Return what should have been erased: more than thirty days after leaving."""
    limit = clock.today() - timedelta(days=terms.ERASURE_LIMIT_DAYS)
    return Registration.objects.filter(status="left", ended_on__lt=limit)


def due_for_closing() -> QuerySet[Registration]:
    """Return applications never completed, and registrations not renewed in the days of grace."""
    opened = clock.now() - timedelta(days=terms.PROVISIONAL_DAYS + 1)
    return Registration.objects.filter(
        Q(pk__in=Registration.objects.due_for_lapse().values("pk"))
        | Q(status="provisional", duplicate_of=None, applied_at__lt=opened)
    )


def take(step: str, due: QuerySet[Registration]) -> int:
    """Take a step on each, in the console's name; count those done. What refuses waits for tomorrow."""
    done = 0
    for registration in due.order_by("pk"):
        try:
            perform(registration, step, actor=SYSTEM, version=registration.version)
        except (Blocked, Stale):
            continue
        done += 1
    return done


@task()
def keep_register() -> dict[str, int]:
    """Confirm, return to basic, close and erase what is due; may run twice."""
    for registration in Registration.objects.filter(
        status="provisional", duplicate_of=None, resident__user__isnull=False
    ).order_by("pk"):
        confirm_if_ready(registration)
    ended = Registration.objects.filter(status="premium", premium_until__lt=clock.today())
    return {
        "returned": take("return_to_basic", ended),
        "lapsed": take("lapse", due_for_closing()),
        "erased": take("erase", due_for_erasure()),
        "overdue": overdue_for_erasure().count(),
    }
