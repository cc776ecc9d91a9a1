"""What pages show of the running system: the one module that asks the lower apps for pages.

Only what anybody may know: exemptions exist from their disclosure on; determinations are counted
once they are disclosed; counts of people under five are never handed out. Dates are days in Japan.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, When
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.codes import Outcome
from applications.models import Determination, Exemption
from applications.workflow import MeasureStatus
from casework import clock
from cms.register.words import sources_of
from digitalresidents.counts import ZoneCounts, counts_by_zone
from kpis import figures
from kpis.choices import HIGHER_LEVELS
from kpis.models import EvidenceReview, PreparedFigure
from kpis.workflow import ReviewStatus
from zones.eligibility import Flag, flags
from zones.maps import MapPoint, point_map
from zones.matching import Match, not_ruled_out, situation_of
from zones.models import Call, Intake, Municipality, SpecialMeasure, SupportInstrument, Zone
from zones.models.intake import Phase, published_of
from zones.warning import ends_of

SHOWN_EXEMPTIONS, SHOWN_REVIEWS, SHOWN_FIGURES, SHOWN_ENDS, SHOWN_CALLS = 20, 10, 3, 3, 5
READ_REVIEWS = 200
ENDED = (ReviewStatus.DECIDED, ReviewStatus.IMPLEMENTED)
MAP_WIDTH, MAP_HEIGHT = 620, 660
STANDINGS: dict[str, tuple[str | Promise, str]] = {
    "in_force": (pgettext_lazy("standing of an exemption", "In force"), "success"),
    "not_begun": (pgettext_lazy("standing of an exemption", "Granted, not begun"), "progress"),
    "suspended": (pgettext_lazy("standing of an exemption", "Suspended"), "warning"),
    "excluded": (pgettext_lazy("standing of an exemption", "Gives way to another"), "warning"),
    "ended": (pgettext_lazy("standing of an exemption", "Ended early"), "done"),
    "over": (pgettext_lazy("standing of an exemption", "Period over"), "done"),
}
ZONE_STATES = {"open": _("Takes applications"), "closed": _("Takes none now")}


@dataclass(frozen=True)
class Standing:
    """Where an exemption stands on a day: a code of STANDINGS, its label and its tone."""

    code: str

    @property
    def label(self) -> str | Promise:
        """Return the words."""
        return STANDINGS[self.code][0]

    @property
    def tone(self) -> str:
        """Return the look for ``status_tag``."""
        return STANDINGS[self.code][1]


@dataclass(frozen=True)
class ExemptionLine:
    """An exemption as a list shows it, with its standing and its newest review that has ended."""

    exemption: Exemption
    standing: Standing
    review: EvidenceReview | None
    url: str


@dataclass(frozen=True)
class ReviewLine:
    """A published evidence review, with the address of its page ("" where there is none)."""

    review: EvidenceReview
    url: str


@dataclass(frozen=True)
class Outcomes:
    """How disclosed determinations ended; nothing undisclosed is counted."""

    as_asked: int
    with_changes: int
    refused: int

    @property
    def total(self) -> int:
        """Return the number of disclosed determinations."""
        return self.as_asked + self.with_changes + self.refused

    @property
    def by_label(self) -> list[tuple[str | Promise, int]]:
        """Return each outcome's words with its number."""
        return [(one.label, getattr(self, one.value)) for one in Outcome]


@dataclass(frozen=True)
class ZoneLive:
    """Everything a zone's page shows of the running system."""

    zone: Zone
    on: date
    takes_applications: bool
    intakes: list[Intake]
    exemptions: list[ExemptionLine]
    measures: list[SpecialMeasure]
    outcomes: Outcomes
    residents: ZoneCounts
    figures: list[dict[str, Any]]
    reviews: list[ReviewLine]
    support: list[Match]
    calls: list[Call]
    links: dict[str, str]

    @property
    def flags(self) -> list[tuple[Municipality, list[Flag]]]:
        """Return each municipality with its eligibility flags."""
        return [(town, flags(town)) for town in self.zone.municipalities.all()]

    @property
    def ends(self) -> list[dict[str, Any]]:
        """Return what ends for the zone, each with the months of the stage that has come (or None)."""
        if self.zone.ended_on:
            return []
        return [
            {"label": end.label, "ends_on": end.ends_on, "months": end.months(self.on)}
            for end in ends_of(self.zone)
        ]

    @property
    def sources(self) -> list[dict[str, str]]:
        """Return where the facts of the zone come from, as ``{label, url}``."""
        return sources_of(self.zone.source_url)

    @property
    def in_force(self) -> list[ExemptionLine]:
        """Return the exemptions in force on the day."""
        return [line for line in self.exemptions if line.standing.code == "in_force"]

    @property
    def not_in_force(self) -> list[ExemptionLine]:
        """Return the other exemptions, the newest first."""
        return [line for line in self.exemptions if line.standing.code != "in_force"]


@dataclass(frozen=True)
class SiteLive:
    """What the front page shows of the running system."""

    on: date
    zones: list[Zone]
    open_zones: list[Zone]
    map: dict[str, Any]
    in_force: int
    ending_next: list[ExemptionLine]
    ended_reviews: int
    reviews: list[ReviewLine]
    comments_open: list[ReviewLine]


def route(name: str, *args: Any) -> str:
    """Return the address of a route, or "" when this installation does not serve it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def standing(exemption: Exemption, on: date) -> Standing:
    """Return where an exemption stands on a day; needs ``annotate_in_force`` or its suspensions.

    A hearing before a revocation is told to its holder, not to the public: outside, the exemption
    is suspended.
    """
    inside = getattr(exemption, "is_in_force", None)
    if exemption.in_force(on) if inside is None else inside:
        return Standing("in_force")
    if exemption.ended_on and exemption.ended_on <= on:
        return Standing("ended")
    carried = getattr(exemption, "bridged_until", None) or exemption.ends_on
    if inside is None:
        carried = exemption.last_day()
    if max(carried, exemption.ends_on) < on:
        return Standing("over")
    begins = exemption.began_on and max(exemption.began_on, exemption.starts_on)
    if not begins or begins > on:
        return Standing("not_begun")
    if inside is None and exemption.is_excluded(on):
        return Standing("excluded")
    return Standing("suspended")


def public_exemptions(on: date) -> Any:
    """Return all exemptions with what a public list shows; each exists only since its disclosure."""
    return Exemption.objects.for_list().annotate_in_force(on)


def reviews_of(exemptions: Iterable[Exemption]) -> dict[int, EvidenceReview]:
    """Return exemption key → its newest review that ended in a verdict; one query."""
    keys = [exemption.pk for exemption in exemptions]
    ended = EvidenceReview.objects.public().ended().filter(exemption__in=keys)
    return {review.exemption_id: review for review in ended.order_by("pk")}


def exemption_lines(
    exemptions: Sequence[Exemption], on: date, reviews: dict[int, EvidenceReview] | None = None
) -> list[ExemptionLine]:
    """Return rows for a list; one query for the verdicts of all, unless ``reviews`` brings them."""
    reviews = reviews_of(exemptions) if reviews is None else reviews
    return [
        ExemptionLine(one, standing(one, on), reviews.get(one.pk), public_url(one))
        for one in exemptions
    ]


def public_url(exemption: Exemption) -> str:
    """Return the public page of an exemption."""
    return route("register_exemption", exemption.public_number)


def review_lines(reviews: Iterable[EvidenceReview]) -> list[ReviewLine]:
    """Return reviews with the addresses of their public pages."""
    return [ReviewLine(one, route("register_review", one.number)) for one in reviews]


def outcomes_of(zone: Zone) -> Outcomes:
    """Return how the disclosed determinations of a zone ended; one query."""
    disclosed = Determination.objects.filter(
        measure__status=MeasureStatus.DISCLOSED, measure__application__zone=zone
    )
    counts = dict(disclosed.order_by().values_list("outcome").annotate(Count("pk")))
    return Outcomes(*(counts.get(code, 0) for code in Outcome.values))


def public_zones() -> Any:
    """Return the zones that anybody may know of."""
    return Zone.objects.public()


def takes_applications(zone: Zone, on: date) -> bool:
    """Tell whether a company may apply in a zone on a day; its intakes are prefetched."""
    return any(one.phase(on) is Phase.OPEN for one in published_of(zone))


def for_page(zones: Any) -> Any:
    """Return zones with what their page shows: basis, office, places, procedures."""
    towns = Municipality.objects.select_related("prefecture")
    found = zones.select_related("legal_basis__law", "lead").with_intakes()
    return found.prefetch_related(Prefetch("municipalities", towns))


def teaser(zone: Zone) -> list[dict[str, Any]]:
    """Return the cards of a few measured indicators of a zone, results before efforts; one query."""
    is_result = Case(When(indicator__level__in=HIGHER_LEVELS, then=0), default=1)
    prepared = PreparedFigure.objects.filter(zone=zone).exclude(content__rows=[])
    chosen = prepared.order_by(is_result, "indicator__order", "key")[:SHOWN_FIGURES]
    return [figures.card(one.content) for one in chosen]


def zone_live(zone: Zone, on: date | None = None) -> ZoneLive:
    """Return what the page of a zone shows on a day (today); ten queries."""
    day = on or clock.today()
    exemptions = public_exemptions(day).filter(zone=zone)[:SHOWN_EXEMPTIONS]
    reviews = list(EvidenceReview.objects.public().filter(zone=zone).for_list()[:READ_REVIEWS])
    ended = {one.exemption_id: one for one in reversed(reviews) if one.status in ENDED}
    return ZoneLive(
        zone=zone,
        on=day,
        takes_applications=takes_applications(zone, day),
        intakes=published_of(zone),
        exemptions=exemption_lines(list(exemptions), day, ended),
        measures=list(zone.measures.with_laws().order_by("code")),
        outcomes=outcomes_of(zone),
        residents=counts_by_zone(zones=[zone], on=day)[zone.pk],
        figures=teaser(zone),
        reviews=review_lines(reviews[:SHOWN_REVIEWS]),
        calls=list(zone.calls.published().for_list()[:SHOWN_CALLS]),
        support=not_ruled_out(SupportInstrument.objects.for_list(), situation_of(zone, on=day)),
        links={
            "dashboard": route("dashboard_zone", zone.slug),
            "apply": route("apply"),
            "register": f"{route('register')}?zone={zone.slug}",
            "resident": route("resident_register", zone.slug),
            "support": f"{route('support')}?zone={zone.slug}",
        },
    )


def zone_map(zones: Iterable[Zone], on: date) -> dict[str, Any]:
    """Return the map of zones by the offices of their municipalities; ``zones`` are prefetched."""
    points = [
        MapPoint(
            latitude=town.office_latitude,
            longitude=town.office_longitude,
            label=zone.name if zone.name.startswith(town.name) else f"{zone.name} {town.name}",
            url=zone.get_absolute_url(),
            state="open" if takes_applications(zone, on) else "closed",
        )
        for zone in zones
        for town in zone.municipalities.all()
    ]
    present = {point.state for point in points}
    states = {code: label for code, label in ZONE_STATES.items() if code in present}
    return point_map(points, width=MAP_WIDTH, height=MAP_HEIGHT, states=states)


def zones_by_basis(zones: Iterable[Zone]) -> list[tuple[str, int]]:
    """Return how many zones rest on which legal basis, the most frequent first."""
    return Counter(zone.legal_basis.name for zone in zones if zone.legal_basis).most_common()


def zone_index(on: date | None = None) -> dict[str, Any]:
    """Return what the list of zones shows on a day (today): rows, map, numbers by basis."""
    zones, day = zones_for_list(), on or clock.today()
    return {
        "lines": [{"zone": zone, "is_open": takes_applications(zone, day)} for zone in zones],
        "map": zone_map(zones, day),
        "by_basis": zones_by_basis(zones),
    }


def zones_for_list() -> list[Zone]:
    """Return all public zones as lists show them; four queries."""
    return list(public_zones().for_list().with_intakes())


def site_live(on: date | None = None) -> SiteLive:
    """Return what the front page shows on a day (today); at most ten queries."""
    day = on or clock.today()
    zones = zones_for_list()
    ending = public_exemptions(day).in_force(day).order_by("ends_on", "pk")
    published = EvidenceReview.objects.public()
    in_comment = Q(status=ReviewStatus.PUBLIC_COMMENT, comment_due_on__gte=day)
    return SiteLive(
        on=day,
        zones=zones,
        open_zones=[zone for zone in zones if takes_applications(zone, day)],
        map=zone_map(zones, day),
        in_force=Exemption.objects.in_force(day).count(),
        ending_next=exemption_lines(list(ending[:SHOWN_ENDS]), day),
        ended_reviews=published.ended().count(),
        reviews=review_lines(published.ended().for_list().order_by("-decided_on", "-pk")[:3]),
        comments_open=review_lines(published.filter(in_comment).for_list()[:3]),
    )


def live_number(*, zone_slug: str, indicator: str) -> dict[str, Any] | None:
    """Return the card of one indicator in a zone, as the dashboard shows it; None without data."""
    key = figures.zone_key(zone_slug, indicator)
    found = PreparedFigure.objects.filter(key=key).first()
    return figures.card(found.content) if found else None


def measures(codes: Sequence[str]) -> list[SpecialMeasure]:
    """Return historical measures in the order of their codes as given; one query."""
    found = SpecialMeasure.objects.with_laws().in_bulk(list(codes))
    return [found[code] for code in codes if code in found]


def lines_in_force(*, zone_slug: str = "", on: date | None = None) -> list[ExemptionLine]:
    """Return the exemptions in force on a day (today), in one zone or in all; the first twenty."""
    day = on or clock.today()
    found = public_exemptions(day).in_force(day).order_by("ends_on", "pk")
    if zone_slug:
        found = found.filter(zone__slug=zone_slug)
    return exemption_lines(list(found[:SHOWN_EXEMPTIONS]), day)


def open_zones(*, zone_slug: str = "", on: date | None = None) -> list[Zone]:
    """Return the zones that take applications on a day (today): one, or all."""
    found = public_zones().taking(on).for_list().with_intakes()
    return list(found.filter(slug=zone_slug) if zone_slug else found)
