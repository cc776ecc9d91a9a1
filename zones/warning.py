"""Warning zones of what ends: their basis, their own end, their closing, the Act on depopulated areas.

A warning goes out a year, half a year and three months ahead, each exactly once: the row that says so
is unique, so that a job that runs twice, or late, warns nobody twice. Who learns of an end late gets the
nearest stage only.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django_tasks import task

from casework import clock, outbox
from casework.calendar import add_legal_months, wareki
from zones.models import ExpiryWarning, Zone
from zones.notices import office_link, town_people

KASO_ENDS_ON = date(2031, 3, 31)  # 過疎地域の持続的発展の支援に関する特別措置法 附則第3条
STAGES = (3, 6, 12)


@dataclass(frozen=True)
class End:
    """What ends for a zone on a day: ``what`` is its code, ``label`` the words."""

    what: str
    label: str
    ends_on: date

    def months(self, on: date) -> int | None:
        """Return the nearest stage (3, 6 or 12 months) that has come; None when none has, or it is over."""
        if self.ends_on < on:
            return None
        return next((m for m in STAGES if self.ends_on <= add_legal_months(on, m)), None)


def ends_of(zone: Any) -> list[End]:
    """Return what ends for a zone, the nearest first; basis and municipalities are prefetched."""
    found = []
    basis = zone.legal_basis
    if basis is not None and basis.expires_on is not None:
        words = _("Legal basis: %(name)s") % {"name": basis.name}
        found.append(End(f"basis:{basis.pk}", words, basis.expires_on))
    if zone.expires_on is not None:
        found.append(End("zone", _("Period of the zone"), zone.expires_on))
    if zone.closes_on is not None:
        found.append(End("closing", _("Closing announced by the town"), zone.closes_on))
    if any(town.is_kaso for town in zone.municipalities.all()):
        found.append(End("kaso", _("Act on depopulated areas and its support"), KASO_ENDS_ON))
    return sorted(found, key=lambda end: (end.ends_on, end.what))


def living_zones() -> Any:
    """Return the zones that have not ended, with what their ends are read from; three queries."""
    return (
        Zone.objects.exclude(status__in=("refused", "revoked", "closed"))
        .select_related("legal_basis", "lead")
        .prefetch_related("municipalities")
        .order_by("name", "pk")
    )


def due(today: date, zones: Any = None) -> list[tuple[Any, End, int]]:
    """Return (zone, end, stage) of everything within a year, the nearest first; of some zones, or of all."""
    rows = [
        (zone, end, months)
        for zone in (living_zones() if zones is None else zones)
        for end in ends_of(zone)
        if (months := end.months(today)) is not None
    ]
    return sorted(rows, key=lambda row: (row[1].ends_on, row[0].name, row[1].what))


@task()
def warn_of_ends() -> int:
    """Send the warnings whose stage has come and that nobody got; count them."""
    return sum(_warn(zone, end, months) for zone, end, months in due(clock.today()))


def _warn(zone: Any, end: End, months: int) -> bool:
    key = {"zone": zone, "what": end.what, "ends_on": end.ends_on}
    if ExpiryWarning.objects.filter(**key, months__lte=months).exists():
        return False
    try:
        with transaction.atomic():
            ExpiryWarning.objects.create(**key, months=months, warned_on=clock.today())
            outbox.post(zone, [_draft(zone, end, months)])
    except IntegrityError:
        return False
    return True


def _draft(zone: Any, end: End, months: int) -> outbox.Draft:
    named = {
        "zone": zone.name,
        "what": end.label,
        "day": wareki(end.ends_on),
        "months": months,
    }
    subject = _("[Notice] Ends within %(months)d months: %(zone)s (%(what)s)") % named
    body = _(
        "“%(what)s” of %(zone)s ends on %(day)s. Decide in time whether to renew, to change the plan, or to close."
    )
    return outbox.Draft("zone.expiry", subject, body % named, town_people(zone), office_link(zone))
