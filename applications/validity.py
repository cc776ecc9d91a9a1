"""When, and where, an exemption is in force: conditions for queries, from facts alone.

A day counts to 23:59 in Japan. No job has to have run: what was granted, begun, suspended, bridged,
ended and settled, each with its day, decides.
"""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q

from zones.models import Municipality


class UnknownPlace(ValueError):  # noqa: N818
    """No municipality has this code."""


def place_code(place: Any) -> str:
    """Return the six-digit code of a municipality, given itself or its code. Raises UnknownPlace."""
    code = place.code if isinstance(place, Municipality) else str(place)
    if not isinstance(place, Municipality) and not Municipality.objects.filter(code=code).exists():
        raise UnknownPlace(code)
    return code


def _rows(name: str) -> Any:
    return apps.get_model("applications", name)._base_manager


def bridged(day: date) -> Exists:
    """Return the condition that an exemption continues by a bridge on a day."""
    return Exists(
        _rows("Bridge")
        .filter(exemption=OuterRef("pk"), starts_on__lte=day, until__gte=day)
        .filter(Q(concluded_on=None) | Q(concluded_on__gt=day))
    )


def suspended(day: date) -> Exists:
    """Return the condition that an exemption stands still on a day."""
    return Exists(
        _rows("Suspension")
        .filter(exemption=OuterRef("pk"), starts_on__lte=day)
        .filter(Q(ends_on=None) | Q(ends_on__gt=day))
    )


def stands_alone(day: date) -> Q:
    """Return the condition that an exemption is in force on a day by its own facts."""
    return (
        Q(began_on__lte=day, starts_on__lte=day)
        & (Q(ends_on__gte=day) | Q(bridged(day)))
        & (Q(ended_on=None) | Q(ended_on__gt=day))
        & ~Q(suspended(day))
    )


def excluded(day: date) -> Exists:
    """Return the condition that an exemption gives way on a day to one that excludes it."""
    alone = _rows("Exemption").filter(stands_alone(day)).values("pk")
    return Exists(
        _rows("Overlap")
        .filter(kind="excludes", yields=OuterRef("pk"), from_on__lte=day, prevails__in=alone)
        .filter(Q(until_on=None) | Q(until_on__gt=day))
    )


def covers(code: str) -> Q:
    """Return the condition that an exemption reaches a municipality: one of its sites lies there;
    where no site names a municipality, its whole zone is meant."""
    sites = _rows("Site").filter(exemption=OuterRef("pk"), municipality__isnull=False)
    town = Municipality.objects.filter(zones=OuterRef("zone"), code=code)
    return Q(Exists(sites.filter(municipality=code))) | (Q(~Exists(sites)) & Q(Exists(town)))


def in_force(day: date) -> Q:
    """Return the condition that an exemption is in force on a day."""
    return stands_alone(day) & ~Q(excluded(day))


def last_bridged_day() -> Any:
    """Return the last day to which a bridge carries an exemption, as a subquery; null without one."""
    found = _rows("Bridge").filter(exemption=OuterRef("pk"), until__isnull=False)
    return found.annotate(last=F("until")).values("last")[:1]
