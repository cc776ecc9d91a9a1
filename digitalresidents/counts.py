"""How many digital residents there are: unique people and registrations, never small cells.

Exact figures are for indicators, which suppress on their own; what leaves the console goes through
``Count``. Source of K16 (people), K17 (registrations), K18 (renewal), K22 (active people).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from casework import clock
from digitalresidents import terms
from digitalresidents.models import ActivityProof, Registration, TierPeriod

SMALLEST = 5


@dataclass(frozen=True)
class Count:
    """A number of people that may be published; ``value`` None when it is under five."""

    value: int | None
    suppressed: bool


def publishable(exact: int) -> Count:
    """Return the count, or none when it is under five (zero included, so that it tells nothing)."""
    return Count(None, suppressed=True) if exact < SMALLEST else Count(exact, suppressed=False)


@dataclass(frozen=True)
class ZoneCounts:
    """A zone's people on a day. A breakdown that would betray a hidden part is hidden as a whole."""

    as_of: date
    registered: Count
    basic: Count
    premium: Count


def _covering(day: date, prefix: str = "") -> Q:
    return Q(**{f"{prefix}starts_on__lte": day, f"{prefix}ends_on__gte": day})


def held_on(day: date) -> models.QuerySet[Registration]:
    """Return the registrations that held on a day, computed from periods; the erased ones too."""
    basic = TierPeriod.objects.filter(_covering(day), tier="basic")
    return Registration.objects.filter(pk__in=basic.values("registration"))


def registrations(*, on: date | None = None, zone: Any = None) -> int:
    """Return the exact number of registrations that held on a day (today): 登録延べ数."""
    held = held_on(on or clock.today())
    return (held if zone is None else held.filter(zone=zone)).count()


def unique_residents(*, on: date | None = None, zone: Any = None) -> int:
    """Return the exact number of people registered on a day (today): 実人数.

    Erased registrations no longer say whose they were: over several zones each counts as one
    person, so a past figure is an upper bound. Within one zone it is exact.
    """
    held = held_on(on or clock.today())
    held = held if zone is None else held.filter(zone=zone)
    figures = held.aggregate(
        people=models.Count("resident", distinct=True),
        nameless=models.Count("pk", filter=Q(resident=None)),
    )
    return figures["people"] + figures["nameless"]


def counts_by_zone(*, zones: Iterable[Any], on: date | None = None) -> dict[int, ZoneCounts]:
    """Return publishable counts of each zone on a day (today), by the zone's key: two queries."""
    day = on or clock.today()
    keys = [zone.pk for zone in zones]
    periods = TierPeriod.objects.filter(_covering(day), zone__in=keys, tier="basic")
    registered = dict(periods.values_list("zone").annotate(models.Count("registration")))
    also_premium = periods.filter(
        _covering(day, "registration__periods__"), registration__periods__tier="premium"
    )
    premium = dict(
        also_premium.values_list("zone").annotate(models.Count("registration", distinct=True))
    )
    return {key: _zone_counts(day, registered.get(key, 0), premium.get(key, 0)) for key in keys}


def _zone_counts(day: date, registered: int, premium: int) -> ZoneCounts:
    basic = registered - premium
    hidden = Count(None, suppressed=True)
    shown = min(basic, premium) >= SMALLEST
    return ZoneCounts(
        as_of=day,
        registered=publishable(registered),
        basic=publishable(basic) if shown else hidden,
        premium=publishable(premium) if shown else hidden,
    )


def total(cells: Iterable[int]) -> Count:
    """Return the sum of exact cells, or none when it would betray a cell under five.

    One hidden cell could be found by subtraction; so could several whose sum is under five.
    """
    figures = list(cells)
    small = [figure for figure in figures if figure < SMALLEST]
    if len(small) == 1 or (small and sum(small) < SMALLEST):
        return Count(None, suppressed=True)
    return publishable(sum(figures))


@dataclass(frozen=True)
class RenewalBasis:
    """Basis of the renewal rate (K18): years that ran out in a span, and those renewed in time."""

    due: int
    renewed: int

    @property
    def rate(self) -> float | None:
        """Return the share renewed in percent; None when nothing was due or fewer than five were."""
        return 100 * self.renewed / self.due if self.due >= SMALLEST else None


def renewal_basis(*, first: date, last: date, zone: Any = None) -> RenewalBasis:
    """Return what was due and what was renewed among years that ran out from ``first`` to ``last``.

    Who left or was suspended before the end was not due. Renewal counts within the days of grace,
    so a span is final 30 days after ``last``.
    """
    due = TierPeriod.objects.filter(
        tier="basic", ends_on__range=(first, last), ends_on=models.F("planned_until")
    )
    due = due if zone is None else due.filter(zone=zone)
    following = TierPeriod.objects.filter(
        registration=models.OuterRef("registration"),
        tier="basic",
        origin="renewed",
        starts_on__gt=models.OuterRef("ends_on"),
    )
    renewed = due.filter(models.Exists(following))
    return RenewalBasis(due=due.count(), renewed=renewed.count())


def active_residents(*, first: date, last: date, zone: Any) -> int:
    """Return the exact number of registrations with three or more approved activities in a span (K22)."""
    done = ActivityProof.objects.filter(
        status="approved", activity_on__range=(first, last), registration__zone=zone
    )
    per_person = done.order_by().values("registration").annotate(times=models.Count("pk"))
    return per_person.filter(times__gte=terms.PREMIUM_ACTIVITIES).count()
