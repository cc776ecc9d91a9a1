"""Indicators that the console computes from its own trail (● in the catalogue).

Only what has been disclosed counts: a decision that nobody may know of changes no number. A value
of a month that still runs is provisional; an observation is appended only when something changed.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import median
from typing import Any

from django.db.models.functions import Coalesce

from applications.codes import GRANTED
from applications.codes_incident import IncidentKind
from applications.ledger.uses import rate_of
from applications.models import (
    Exemption,
    FactUse,
    Incident,
    Opinion,
    Report,
    ReportFigure,
    RequestedMeasure,
)
from applications.models.report import ReportKind
from applications.workflow import ReportStatus
from casework import clock
from casework.calendar import quarter_bounds
from digitalresidents.models import TierPeriod
from kpis.choices import ObservationStatus, Quality, VerdictCode
from kpis.models import Observation, Verdict
from kpis.recording import record
from kpis.spending import (
    Computed,
    Period,
    donations_received,
    fiscal_year_of,
    hours_per_decision,
    public_cost,
    renewal_rate,
    share,
    support_granted,
)


def month_of(day: date) -> Period:
    """Return the first and last day of the month that holds a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def year_of(day: date) -> Period:
    """Return the first and last day of the calendar year that holds a day."""
    return date(day.year, 1, 1), date(day.year, 12, 31)


def _within(field: str, period: Period) -> dict[str, datetime]:
    """Return the lookup of a moment inside a period of days in Japan."""
    start = datetime.combine(period[0], time(), clock.JST)
    end = datetime.combine(period[1] + timedelta(days=1), time(), clock.JST)
    return {f"{field}__gte": start, f"{field}__lt": end}


def consultations_opened(zone: Any, period: Period) -> Computed:
    """K05: consultations opened in the period, whatever became of them."""
    count = zone.consultations.filter(**_within("opened_at", period)).count()
    return Computed(Decimal(count), count)


def applications_filed(zone: Any, period: Period) -> Computed:
    """K06: applications that arrived in the period."""
    count = zone.applications.filter(**_within("arrived_at", period)).count()
    return Computed(Decimal(count), count)


def _disclosed(zone: Any, period: Period) -> Any:
    return RequestedMeasure.objects.disclosed().filter(
        application__zone=zone, **_within("disclosed_at", period)
    )


def days_to_decision(zone: Any, period: Period) -> Computed | None:
    """K07: median days from arrival to signature, of the measures disclosed in the period."""
    standing = _disclosed(zone, period).filter(determinations__annulled_at=None)
    moments = standing.values_list("application__arrived_at", "determinations__signed_at")
    days = [
        (signed.astimezone(clock.JST).date() - arrived.astimezone(clock.JST).date()).days
        for arrived, signed in moments
        if signed is not None
    ]
    return Computed(Decimal(str(median(days))), len(days)) if days else None


def corrections_per_case(zone: Any, period: Period) -> Computed | None:
    """K10: correction requests per application, of the applications disclosed in the period."""
    cases = list(
        zone.applications.filter(**_within("disclosed_at", period)).values_list(
            "pk", "clarifications"
        )
    )
    count = len({pk for pk, _one in cases})
    if not count:
        return None
    asked = sum(one is not None for _pk, one in cases)
    return Computed((Decimal(asked) / count).quantize(Decimal("0.01")), count)


def once_only(zone: Any, period: Period) -> Computed | None:
    """K11: of the answers that applications filed in the period needed and that were held before or
    fetched, the share that was not asked again; None when nothing was held."""
    filed = FactUse.objects.filter(application__zone=zone, **_within("at", period))
    rate = rate_of(filed)
    return share(rate.kept, rate.needed)


def certified(zone: Any, period: Period) -> Computed:
    """K12: measures granted, as asked or with changes, and disclosed in the period."""
    count = (
        _disclosed(zone, period)
        .filter(determinations__annulled_at=None, determinations__outcome__in=GRANTED)
        .count()
    )
    return Computed(Decimal(count), count)


def refusals_with_reasons(zone: Any, period: Period) -> Computed | None:
    """K13: share of refusals disclosed in the period whose reasons are written and public."""
    reasons = list(
        _disclosed(zone, period)
        .exclude(determinations__outcome__in=GRANTED)
        .filter(determinations__annulled_at=None)
        .values_list("determinations__reasons", flat=True)
    )
    return share(sum(bool(text) for text in reasons), len(reasons))


def decided_on_time(zone: Any, period: Period) -> Computed | None:
    """K08: share of the measures disclosed in the period that were signed within the standard period."""
    found = (
        _disclosed(zone, period)
        .select_related("application__procedure")
        .prefetch_related("application__clarifications", "determinations")
    )
    on_time = []
    for measure in found:
        signed = measure.determination.signed_at.astimezone(clock.JST).date()
        on_time.append(not measure.application.clock(signed).is_overdue(signed))
    return share(sum(on_time), len(on_time))


def opinions_on_time(zone: Any, period: Period) -> Computed | None:
    """K09: share of the state's opinions due in the period, and due by now, given by their first day."""
    rows = (
        Opinion.objects.filter(
            application__zone=zone, organisation__kind__in=("ministry", "cabinet", "committee")
        )
        .exclude(status="lapsed")
        .annotate(day=Coalesce("first_due_on", "due_on"))
        .filter(day__range=period, day__lt=clock.today())
        .values_list("day", "given_at")
    )
    on_time = [at is not None and at.astimezone(clock.JST).date() <= day for day, at in rows]
    return share(sum(on_time), len(on_time))


def live_exemptions(zone: Any, period: Period) -> Computed:
    """K15: exemptions in force on the last day of the period (today, while it runs)."""
    day = min(period[1], clock.today())
    count = Exemption.objects.in_force(day).filter(zone=zone).count()
    return Computed(Decimal(count), count)


def unique_residents(zone: Any, period: Period) -> Computed:
    """K16: people registered on the last day of the period (today, while it runs)."""
    day = min(period[1], clock.today())
    held = TierPeriod.objects.filter(zone=zone, tier="basic", starts_on__lte=day, ends_on__gte=day)
    count = held.values("registration").distinct().count()
    return Computed(Decimal(count), count)


def registrations(zone: Any, period: Period) -> Computed:
    """K17: registrations ever made, up to the end of the period."""
    held = TierPeriod.objects.filter(zone=zone, tier="basic", starts_on__lte=period[1])
    count = held.values("registration").distinct().count()
    return Computed(Decimal(count), count)


def reports_on_time(zone: Any, period: Period) -> Computed | None:
    """K19: share of the reports due in the period, and due by now, that came by their day."""
    rows = Report.objects.filter(
        exemption__zone=zone, due_on__range=period, due_on__lt=clock.today()
    ).values_list("due_on", "submitted_at")
    on_time = [at is not None and at.astimezone(clock.JST).date() <= due for due, at in rows]
    return share(sum(on_time), len(on_time))


def months_to_verdict(zone: Any, period: Period) -> Computed | None:
    """K36: mean months (of 30.4375 days) from the grant to a verdict given in the period."""
    rows = Verdict.objects.filter(review__zone=zone, decided_on__range=period).values_list(
        "review__exemption__granted_on", "decided_on"
    )
    days = [(decided - granted).days for granted, decided in rows]
    if not days:
        return None
    mean = Decimal(sum(days)) / len(days) / Decimal("30.4375")
    return Computed(mean.quantize(Decimal("0.1")), len(days))


def inconclusive_rate(zone: Any, period: Period) -> Computed | None:
    """K38: share of the verdicts given in the period that could not be judged."""
    codes = list(
        Verdict.objects.filter(review__zone=zone, decided_on__range=period).values_list(
            "code", flat=True
        )
    )
    return share(codes.count(VerdictCode.INCONCLUSIVE), len(codes))


def incidents_of(report: Any) -> Any:
    """Return the incidents of a trial on the days of a report; those dismissed do not count."""
    days = (report.period_start, report.period_end)
    found = Incident.objects.standing().happened(*days)
    return found.filter(exemption=report.exemption_id, kind=IncidentKind.INCIDENT)


def incidents_per_thousand_uses(zone: Any, period: Period) -> Computed | None:
    """K27: incidents per thousand uses, of the trials whose accepted reports name their uses.

    The uses are the denominators of the reported K27; incidents of the days of those reports count,
    those dismissed do not. None where no report names its uses.
    """
    figures = ReportFigure.objects.filter(
        indicator_code="K27",
        denominator__gt=0,
        report__status=ReportStatus.ACCEPTED,
        report__kind=ReportKind.PERIODIC,
        report__exemption__zone=zone,
        report__period_start__gte=period[0],
        report__period_end__lte=period[1],
    ).select_related("report")
    uses, count = Decimal(0), 0
    lines: list[str] = []
    for figure in figures:
        uses += figure.denominator or 0
        count += incidents_of(figure.report).count()
        lines.append(f"report:{figure.report_id}")
    if not uses:
        return None
    rate = (Decimal(1000) * count / uses).quantize(Decimal("0.01"))
    return Computed(rate, int(uses), tuple(lines))


def complaints_per_thousand_residents(zone: Any, period: Period) -> Computed | None:
    """K28: complaints in the period per thousand residents of the zone's municipalities.

    None where no trial has begun, or the population of a municipality is not known.
    """
    if not zone.exemptions.filter(began_on__lte=period[1]).exists():
        return None
    towns = zone.municipalities.with_latest_population()
    people = list(towns.values_list("latest_known_population", flat=True))
    if not people or None in people or not sum(people):
        return None
    count = Incident.objects.standing().filter(
        exemption__zone=zone, kind=IncidentKind.COMPLAINT, **_within("happened_at", period)
    )
    rate = Decimal(1000) * count.count() / sum(people)
    return Computed(rate.quantize(Decimal("0.01")), sum(people))


RULES: dict[str, tuple[Callable[[date], Period], Callable[[Any, Period], Computed | None]]] = {
    "K01": (fiscal_year_of, public_cost),
    "K02": (month_of, hours_per_decision),
    "K03": (fiscal_year_of, support_granted),
    "K04": (fiscal_year_of, donations_received),
    "K05": (month_of, consultations_opened),
    "K06": (month_of, applications_filed),
    "K07": (month_of, days_to_decision),
    "K08": (month_of, decided_on_time),
    "K09": (month_of, opinions_on_time),
    "K10": (month_of, corrections_per_case),
    "K11": (month_of, once_only),
    "K12": (month_of, certified),
    "K13": (quarter_bounds, refusals_with_reasons),
    "K15": (month_of, live_exemptions),
    "K16": (month_of, unique_residents),
    "K17": (month_of, registrations),
    "K18": (year_of, renewal_rate),
    "K19": (quarter_bounds, reports_on_time),
    "K27": (quarter_bounds, incidents_per_thousand_uses),
    "K28": (month_of, complaints_per_thousand_residents),
    "K36": (year_of, months_to_verdict),
    "K38": (year_of, inconclusive_rate),
}


def refresh_computed(*, zone: Any, month: date) -> int:
    """Append the ● values of a zone for the month (quarter, year) that holds a day; count them.

    Nothing is appended for a period that has not begun, or when neither value nor status changed.
    """
    fresh = []
    known = _latest(zone, {code: bounds(month) for code, (bounds, _rule) in RULES.items()})
    for code, (bounds, compute) in RULES.items():
        period = bounds(month)
        found = compute(zone, period) if period[0] <= clock.today() else None
        if found is not None:
            made = _observation(code, zone, period, found, known.get(code))
            fresh += [made] if made else []
    return record(fresh) if fresh else 0


def _latest(zone: Any, periods: dict[str, Period]) -> dict[str, Observation]:
    """Return code → the observation of that period that became known last; one query."""
    rows = Observation.objects.filter(
        zone=zone, indicator__in=periods, exemption_id=None, known_at__lte=clock.now()
    ).order_by("known_at", "pk")
    return {
        row.indicator_id: row
        for row in rows
        if (row.period_start, row.period_end) == periods[row.indicator_id]
    }


def _status(period: Period, known: Observation | None, value: Decimal) -> str:
    if period[1] >= clock.today():
        return ObservationStatus.PROVISIONAL
    if known is not None and known.status != ObservationStatus.PROVISIONAL:
        return ObservationStatus.REVISED if known.value != value else known.status
    return ObservationStatus.FINAL


def _observation(
    code: str, zone: Any, period: Period, found: Computed, known: Observation | None
) -> Observation | None:
    status = _status(period, known, found.value)
    if known is not None and (known.value, known.status) == (found.value, status):
        return None
    return Observation(
        indicator_id=code,
        zone=zone,
        period_start=period[0],
        period_end=period[1],
        value=found.value,
        denominator=found.cases,
        status=status,
        known_at=clock.now(),
        published_on=clock.today(),
        source_text="本システムの記録",
        quality=Quality.ADMINISTRATIVE,
        provenance={
            "computed": code,
            "cases": found.cases,
            **({"lines": list(found.lines)} if found.lines else {}),
        },
        recorded_by="kpis.computed",
    )
