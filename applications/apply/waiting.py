"""For whom a case waits now, and until when; computed from facts, and blind to what is undisclosed."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from applications.clocks import processing_clock
from applications.models import Application
from casework import clock


@dataclass(frozen=True)
class Waiting:
    """One who has to act: a name (empty: the applicant) and the day until which."""

    who: str
    until: date | None = None

    def __str__(self) -> str:
        """Return the name with the day."""
        who = self.who or pgettext("who has to act", "you")
        if self.until is None:
            return who
        text = _("%(who)s (was due on %(day)s)") if self.is_late else _("%(who)s (until %(day)s)")
        return text % {"who": who, "day": date_format(self.until, "MONTH_DAY_FORMAT")}

    @property
    def is_late(self) -> bool:
        """Tell whether the day has passed."""
        return self.until is not None and self.until < clock.today()


def open_clarification(application: Application) -> Any:
    """Return the correction request that waits for the applicant, or None."""
    return next((c for c in application.clarifications.all() if c.is_holding()), None)


def waits_for(application: Application) -> list[Waiting]:
    """Return who has to act on an application, as it may be seen outside."""
    status = application.status_outside
    if status == "draft":
        return [Waiting("")]
    if status in {"disclosed", "withdrawn"}:
        return []
    if (correction := open_clarification(application)) is not None:
        return [Waiting("", correction.due_on)]
    reading = processing_clock(application, clock.today())
    due = reading.due if reading else None
    if status in {"arrived", "examining"}:
        office = application.examining_office
        return [Waiting(office.name if office else "", due)]
    asked = [o for o in application.opinions.all() if o.status == "asked"]
    if asked:
        return [Waiting(o.organisation.name, o.due_on) for o in asked]
    names = {
        m.authority.name: None for m in application.measures.all() if m.status_outside == "pending"
    }
    return [Waiting(name, due) for name in names]


def waiting_text(application: Application) -> str:
    """Return 「いまは○○の回答待ち（12月10日まで）」; empty when nobody has to act."""
    waiting = waits_for(application)
    if not waiting:
        return ""
    if not waiting[0].who:
        if application.status_outside == "draft":
            return _("Not filed yet: you are still writing")
        return _("Waiting for your correction (until %(day)s)") % {
            "day": date_format(waiting[0].until, "MONTH_DAY_FORMAT")
        }
    if len(waiting) == 1 and waiting[0].until is not None and not waiting[0].is_late:
        return _("Now waiting for %(who)s (until %(day)s)") % {
            "who": waiting[0].who,
            "day": date_format(waiting[0].until, "MONTH_DAY_FORMAT"),
        }
    names = pgettext("between names", ", ").join(str(w) for w in waiting)
    return _("Now waiting for %(names)s") % {"names": names}
