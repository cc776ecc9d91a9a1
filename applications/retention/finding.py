"""Which files are due for disposal, which are held, which come up: one query for a page."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import DateField, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, TruncDate

from applications.retention.terms import RetentionClass, years_of
from casework import clock
from casework.calendar import fiscal_year
from zones.models import Zone

CLOSED = ("disclosed", "withdrawn")
AHEAD = 3


def _of(model: str) -> Any:
    rows = apps.get_model("applications", model)._base_manager
    return rows.filter(application=OuterRef("pk"))


def _day(field: str) -> Any:
    return TruncDate(field, tzinfo=clock.JST)


def with_retention(queryset: Any) -> Any:
    """Add the days from which a file's retention follows: closed, effect ended, ruled, extended."""
    ends = _of("Exemption").annotate(last=Coalesce("ended_on", "ends_on")).order_by("-last", "pk")
    rulings = _of("Appeal").filter(ruled_at__isnull=False).order_by("-ruled_at")
    extensions = _of("RetentionExtension").order_by("-until", "pk")
    return queryset.annotate(
        closed_on=Coalesce(_day("withdrawn_at"), _day("disclosed_at")),
        effect_ended_on=Subquery(ends.values("last")[:1], output_field=DateField()),
        ruled_on=Subquery(
            rulings.annotate(day=_day("ruled_at")).values("day")[:1], output_field=DateField()
        ),
        extended_until=Subquery(extensions.values("until")[:1], output_field=DateField()),
    )


def kept_by(offices: Any) -> Any:
    """Return the closed files of some offices that have not been disposed of."""
    applications = apps.get_model("applications", "Application").objects
    found = applications.filter(
        examining_office__in=offices, status__in=CLOSED, disposed_at=None
    ).select_related("zone", "company", "examining_office")
    return with_retention(found)


def _ended(year: int, years: dict[str, int]) -> Q:
    """Return the condition for files whose every period lets them go in a fiscal year, or earlier."""

    def before(code: str) -> date:
        return date(year - years[code], 4, 1)

    granted = Q(effect_ended_on__lt=before(RetentionClass.GRANTED))
    other = Q(effect_ended_on=None, closed_on__lt=before(RetentionClass.OTHER))
    ruled = Q(ruled_on=None) | Q(ruled_on__lt=before(RetentionClass.APPEALED))
    return (granted | other) & ruled


def over_by(queryset: Any, year: int) -> Any:
    """Return the files whose retention ends before a fiscal year begins; settings differ by zone."""
    groups: dict[tuple[tuple[str, int], ...], list[int]] = defaultdict(list)
    own = Zone.objects.exclude(policy_versions=[])
    for zone in own:
        groups[tuple(sorted(years_of(zone).items()))].append(zone.pk)
    default = _ended(year, years_of(None))
    condition = Q(pk__in=[])
    usual = Q()
    for years, zones in groups.items():
        condition |= Q(zone__in=zones) & _ended(year, dict(years))
        usual &= ~Q(zone__in=zones)
    kept = Q(extended_until=None) | Q(extended_until__lt=date(year, 4, 1))
    return queryset.filter(condition | (usual & default), kept)


def due(queryset: Any) -> Any:
    """Return the files whose period is over today and which stand in no open proposal."""
    over = over_by(queryset, fiscal_year(clock.today()))
    # An extension may end within the year.
    over = over.filter(Q(extended_until=None) | Q(extended_until__lt=clock.today()))
    items = apps.get_model("applications", "DisposalItem").objects.open()
    return over.exclude(pk__in=items.values("application"))


def coming(queryset: Any, year: int) -> Any:
    """Return the files whose period ends so that they are due in one coming fiscal year."""
    return over_by(queryset, year).exclude(pk__in=over_by(queryset, year - 1).values("pk"))


def years_ahead() -> list[int]:
    """Return the coming fiscal years that the page shows."""
    this = fiscal_year(clock.today())
    return list(range(this + 1, this + 1 + AHEAD))


def ordered(queryset: Any) -> Any:
    """Return files in the order of their numbers."""
    return queryset.order_by(F("pk").desc())
