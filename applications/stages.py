"""The staged periods of a plan's certification (命令第6条第1項・第2項): one month to put it to the committee,
one month after the committee's answer to decide. Computed from facts whenever it is read.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.law import ORDER
from casework import clock
from casework.calendar import add_legal_months

TO_COMMITTEE = "to_committee"
COMMITTEE = "committee"
DETERMINATION = "determination"
LABELS = {
    TO_COMMITTEE: _("Put to the committee"),
    COMMITTEE: _("Answer of the committee"),
    DETERMINATION: _("Determination after the answer"),
}


@dataclass(frozen=True)
class Stage:
    """One period: from when, until when, and when it was kept (None: not yet)."""

    code: str
    starts_on: date | None
    due_on: date | None
    done_on: date | None
    basis: str

    @property
    def label(self) -> Any:
        """Return what the stage is called."""
        return LABELS[self.code]

    def is_late(self, on: date | None = None) -> bool:
        """Tell whether the stage was, or on a day (today) is, beyond its period."""
        return self.due_on is not None and (self.done_on or on or clock.today()) > self.due_on


def _day(moment: Any) -> date | None:
    return moment.astimezone(clock.JST).date() if moment else None


def stages_of(application: Any) -> list[Stage]:
    """Return the stages of an application whose procedure has the committee heard; else none.

    The last stage ends with the disclosure: outside the deciding office nothing earlier can be told.
    """
    if not application.procedure.committee_heard or application.arrived_at is None:
        return []
    months = application.procedure.opinion_months
    arrived = application.arrived_on()
    opinion = next(
        (o for o in application.opinions.all() if o.organisation.kind == "committee"), None
    )
    asked = _day(opinion.asked_at) if opinion else None
    answered = _day(opinion.given_at) if opinion else None
    return [
        Stage(TO_COMMITTEE, arrived, _after(arrived, months), asked, f"{ORDER} 第6条第1項"),
        Stage(
            COMMITTEE, asked, opinion.due_on if opinion else None, answered, f"{ORDER} 第6条第1項"
        ),
        Stage(
            DETERMINATION,
            answered,
            _after(answered, 1),
            _day(application.disclosed_at),
            f"{ORDER} 第6条第2項",
        ),
    ]


def _after(day: date | None, months: int) -> date | None:
    return add_legal_months(day, months) if day else None
