"""What follows when two exemptions meet: found, settled, taken up anew."""

import unicodedata
from datetime import date
from typing import Any

from django.apps import apps

from applications.codes_exemption import OverlapKind
from casework import clock

LIVING = ("granted", "gathering_consent", "running", "suspended", "revocation_hearing")


def provision(exemption: Any) -> str:
    """Return law and article without differences of width and spacing."""
    text = unicodedata.normalize("NFKC", f"{exemption.law_title}{exemption.article}")
    return "".join(text.split())


def towns(exemption: Any) -> set[str]:
    """Return the codes of the municipalities that an exemption reaches."""
    own = {site.municipality_id for site in exemption.sites.all()} - {None}
    return own or {town.pk for town in exemption.zone.municipalities.all()}


def meets(one: Any, other: Any) -> bool:
    """Tell whether two exemptions rest on the same provision, in the same place, at the same time."""
    same_time = one.starts_on <= other.last_day() and other.starts_on <= one.last_day()
    reached = towns(one), towns(other)
    same_place = bool(reached[0] & reached[1]) or (
        one.zone_id == other.zone_id and not (reached[0] and reached[1])
    )
    return same_time and same_place and provision(one) == provision(other)


def look_for_overlaps(exemption: Any) -> None:
    """Note every other living exemption that this one meets, for the office to settle."""
    others = (
        type(exemption)
        ._base_manager.filter(law_title=exemption.law_title, status__in=LIVING)
        .exclude(pk=exemption.pk)
        .prefetch_related("sites", "bridges", "zone__municipalities")
    )
    overlaps = apps.get_model("applications", "Overlap").objects
    for other in others.order_by("pk"):
        first, later = sorted((exemption, other), key=lambda e: e.pk)
        known = overlaps.filter(first=first, exemption=later, status__in=["found", "settled"])
        if meets(exemption, other) and not known.exists():
            overlaps.create(first=first, exemption=later, found_on=clock.today())


def settle(
    overlap: Any,
    actor: Any,
    *,
    kind: str,
    reasons: str,
    basis: str,
    from_on: date,
    prevails: Any,
) -> None:
    """Keep the rule; by the later one's prevailing, the one granted later prevails."""
    overlap.kind, overlap.reasons, overlap.basis = kind, reasons, basis
    overlap.from_on = from_on
    if kind == OverlapKind.LATER:
        prevails = overlap.exemption
    if kind != OverlapKind.BOTH:
        overlap.prevails = prevails
        overlap.yields = overlap.other(prevails)
    overlap.settled_by, overlap.settled_by_name = actor, actor.get_full_name()


def set_aside(overlap: Any) -> None:
    """End the rule: from today, or before it began."""
    overlap.until_on = max(clock.today(), overlap.from_on)
    if overlap.from_on > clock.today():
        overlap.from_on = overlap.until_on = clock.today()


def find_anew(overlap: Any, _actor: Any) -> None:
    """Put the two back into the office's work."""
    type(overlap).objects.create(
        first=overlap.first, exemption=overlap.exemption, found_on=clock.today()
    )
