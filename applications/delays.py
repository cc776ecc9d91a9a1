"""Which notices of delay are due: computed from dates, drafted once for each month of delay.

産業競争力強化法に基づく命令 第3条第6項・第4条第4項: whoever is late tells the reasons at least monthly. A
draft missed by the job is made up the next time it runs; running twice makes nothing twice.
"""

from datetime import date
from typing import Any

from django.db import transaction

from applications.models.application import Application
from applications.models.delay import DelayNotice
from applications.models.overlays import Opinion
from casework import clock
from casework.calendar import add_legal_months
from casework.changes import note
from zones.models.procedures import DelayDuty

RUNNING = ("arrived", "examining", "consulting", "decided")


def month_of_delay(due: date, on: date) -> int:
    """Return in which month of delay a day lies: 0 until the due day, 1 from the day after it."""
    if on <= due:
        return 0
    number = 1
    while add_legal_months(due, number) < on:
        number += 1
    return number


def draft_delays(on: date | None = None) -> int:
    """Draft what is due on a day (today); return how many drafts were made."""
    day = on or clock.today()
    return sum(_draft(*late) for late in [*_late_opinions(day), *_late_cases(day)])


def _late_opinions(day: date) -> list[tuple[Application, Opinion | None, date, int]]:
    found = (
        Opinion.objects.filter(status="asked", due_on__lt=day)
        .exclude(application__procedure__delay_duty=DelayDuty.NONE)
        .filter(application__status__in=RUNNING)
        .select_related("application__procedure", "application__zone", "organisation")
        .order_by("pk")
    )
    return [(o.application, o, o.due_on, month_of_delay(o.due_on, day)) for o in found]


def _late_cases(day: date) -> list[tuple[Application, Opinion | None, date, int]]:
    running = (
        Application.objects.filter(status__in=RUNNING)
        .exclude(procedure__delay_duty=DelayDuty.NONE)
        .select_related("procedure", "zone")
        .prefetch_related("clarifications")
        .order_by("pk")
    )
    late = []
    for application in running.iterator(chunk_size=500):
        reading = application.clock(day)
        if reading is not None and reading.is_overdue(day):
            late.append((application, None, reading.due, month_of_delay(reading.due, day)))
    return late


def _draft(application: Application, opinion: Opinion | None, due: date, number: int) -> bool:
    with transaction.atomic():
        Application._base_manager.select_for_update(of=("self",)).get(pk=application.pk)
        same = DelayNotice.objects.filter(application=application, opinion=opinion, number=number)
        if same.exists():
            return False
        DelayNotice.objects.create(
            application=application,
            opinion=opinion,
            number=number,
            due_on=due,
            drafted_on=clock.today(),
            duty=application.procedure.delay_duty,
            reasons=draft_text(application, opinion, due),
        )
        note(application)
    return True


def draft_text(application: Any, opinion: Any, due: date) -> str:
    """Return the facts that the console knows, for a person to complete with the reasons."""
    from django.utils.translation import gettext as _  # noqa: PLC0415

    from casework.calendar import wareki  # noqa: PLC0415

    words = {
        "number": application.number,
        "due": wareki(due),
        "office": opinion.organisation.name if opinion else "",
    }
    if opinion is not None:
        return (
            _(
                "The opinion of %(office)s on application %(number)s was due on %(due)s and has not been given."
            )
            % words
        )
    return (
        _(
            "The processing period of application %(number)s ended on %(due)s and the examination goes on."
        )
        % words
    )
