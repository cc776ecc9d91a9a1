"""Frozen views: a snapshot holds rows, figure, drawing and words, and is named by its hash.

The same view of the same day gives the same address. Decision pages cite snapshots only.
"""

import base64
from datetime import date
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from django.utils.translation import override

from casework import clock
from casework.actors import identity_of
from kpis import figures, words
from kpis.models import Indicator, Snapshot
from kpis.plan import digest
from zones.models import Municipality, Zone

SLUG_LENGTH = 12
# Raised by hand whenever the way values are read, combined or graded changes.
METHOD_VERSION = "kpis-1"


@cache
def code_version() -> str:
    """Return what made the view: the method's version and that of Django."""
    try:
        return f"{METHOD_VERSION} django-{version('django')}"
    except PackageNotFoundError:
        return METHOD_VERSION


def content_of(facts: dict[str, Any], as_of: date) -> dict[str, Any]:
    """Return all that a snapshot freezes, in Japanese."""
    with override("ja"):
        chart = figures.present(facts, as_of=as_of)
        return {
            "as_of": as_of.isoformat(),
            "facts": facts,
            "chart": {**chart, "svg": words.drawing(facts)},
            "code_version": code_version(),
        }


def slug_of(sha256: str) -> str:
    """Return the short address of a hash: its first 60 bits in base 32."""
    return base64.b32encode(bytes.fromhex(sha256)).decode().lower()[:SLUG_LENGTH]


def freeze(
    *,
    zone: Zone,
    indicator: Indicator,
    municipality: Municipality | None = None,
    as_of: date | None = None,
    actor: Any,
) -> Snapshot:
    """Freeze the view of an indicator in a zone (or one of its municipalities) as of a day (today)."""
    day = as_of or clock.today()
    facts = gather(zone=zone, indicator=indicator, municipality=municipality, as_of=day)
    content = content_of(facts, day)
    sha256 = digest(content)
    slug = slug_of(sha256)
    if found := Snapshot.objects.filter(slug=slug).first():
        return found
    return Snapshot.objects.create(
        slug=slug,
        zone=zone,
        indicator=indicator,
        title=content["chart"]["title"][:300],
        as_of=day,
        content=content,
        code_version=content["code_version"],
        sha256=sha256,
        made_at=clock.now(),
        made_by=identity_of(actor, zone).name,
    )


def gather(
    *, zone: Zone, indicator: Indicator, municipality: Municipality | None, as_of: date
) -> dict[str, Any]:
    """Return the facts of one view as of a day, with or without data."""
    codes = [indicator.code]
    if municipality is None:
        return figures.gather_zone(zone, codes=codes, as_of=as_of)[0]
    gathered = figures.gather_towns([municipality], codes=codes, as_of=as_of)
    place = figures.place_of_town(municipality)
    return (
        gathered[0] if gathered else figures.facts_of(indicator=indicator, place=place, points=[])
    )
