"""Public figures about digital residents: counts only, cells under five hidden."""

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema

from digitalresidents.counts import Count, counts_by_zone
from digitalresidents.models import ResidentScheme
from zones.models.zone import PUBLIC

router = Router(tags=["residents"])


class CountOut(Schema):
    """A number of people; ``value`` is null and ``suppressed`` true when it is under five."""

    value: int | None
    suppressed: bool


class ZoneCountsOut(Schema):
    """Digital residents of a zone on a day. Within a zone people and registrations are the same."""

    zone: str
    zone_name: str
    as_of: date
    registered: CountOut
    basic: CountOut
    premium: CountOut


def _out(count: Count) -> CountOut:
    return CountOut(value=count.value, suppressed=count.suppressed)


@router.get("/residents/counts", response=list[ZoneCountsOut], auth=None)
def resident_counts(request: HttpRequest) -> list[ZoneCountsOut]:
    """Return today's digital residents of every zone that has a scheme; cells under five are null."""
    schemes = ResidentScheme.objects.filter(zone__status__in=PUBLIC).select_related("zone")
    zones = [scheme.zone for scheme in schemes.order_by("zone__slug", "pk")]
    counts = counts_by_zone(zones=zones)
    return [
        ZoneCountsOut(
            zone=zone.slug,
            zone_name=zone.name,
            as_of=counts[zone.pk].as_of,
            registered=_out(counts[zone.pk].registered),
            basic=_out(counts[zone.pk].basic),
            premium=_out(counts[zone.pk].premium),
        )
        for zone in zones
    ]
