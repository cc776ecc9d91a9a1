"""What money and time went into a zone, as indicators: K01 to K04; and the renewal rate, K18.

Each value names the rows that it is the sum of, so that anybody can add them up again.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from applications.codes_costs import PUBLIC_LEVELS
from applications.costs import reading as costs
from applications.models import RequestedMeasure, WorkLog
from applications.support import ledger
from casework import clock
from casework.calendar import fiscal_year, fiscal_year_bounds
from digitalresidents.counts import renewal_basis

Period = tuple[date, date]


@dataclass(frozen=True)
class Computed:
    """A computed value with the number of cases behind it, and the rows that it is the sum of."""

    value: Decimal
    cases: int
    lines: tuple[str, ...] = ()


def fiscal_year_of(day: date) -> Period:
    """Return the first and last day of the fiscal year (April to March) that holds a day."""
    return fiscal_year_bounds(fiscal_year(day))


def share(part: int, whole: int) -> Computed | None:
    """Return a percentage with one decimal; None of nothing."""
    if not whole:
        return None
    return Computed((Decimal(100) * part / whole).quantize(Decimal("0.1")), whole)


def public_cost(zone: Any, period: Period) -> Computed | None:
    """K01: what state, prefecture and municipality spent on the zone in the fiscal year, in yen.

    Recorded costs and logged hours with a rate; support money is K03. None where nothing is recorded.
    """
    year = fiscal_year(period[0])
    lines = costs.entries(zone, year=year) + costs.hours(zone, year=year)
    known = [one for one in lines if one.level in PUBLIC_LEVELS and one.amount is not None]
    return _summed([(one.amount or 0, one.keys) for one in known])


def _summed(rows: list[tuple[int, tuple[str, ...]]]) -> Computed | None:
    """Return the sum of amounts with the rows behind them; None of nothing."""
    if not rows:
        return None
    keys = tuple(key for _amount, own in rows for key in own)
    return Computed(Decimal(sum(amount for amount, _keys in rows)), len(keys), keys)


def hours_per_decision(zone: Any, period: Period) -> Computed | None:
    """K02: logged staff hours per measure disclosed in the period; None where no minute was logged."""
    start = datetime.combine(period[0], time(), clock.JST)
    end = datetime.combine(period[1] + timedelta(days=1), time(), clock.JST)
    measures = RequestedMeasure.objects.disclosed().filter(
        application__zone=zone, disclosed_at__gte=start, disclosed_at__lt=end
    )
    count = measures.count()
    logs = WorkLog.objects.standing().filter(application__in=measures.values("application"))
    rows = list(logs.exclude(minutes=0).order_by("pk").values_list("pk", "minutes"))
    if not count or not rows:
        return None
    hours = Decimal(sum(minutes for _pk, minutes in rows)) / 60 / count
    keys = tuple(f"log:{pk}" for pk, _minutes in rows)
    return Computed(hours.quantize(Decimal("0.01")), count, keys)


def support_granted(zone: Any, period: Period) -> Computed | None:
    """K03: support granted less what was reduced, of the grants of the fiscal year, in yen.

    The very amounts of the public ledger: disclosed grants, without sums of tax over fewer than five.
    """
    cases = ledger.public_cases().filter(zone=zone)
    entries = ledger.lines(cases).filter(fiscal_year=fiscal_year(period[0]))
    shown = [cell for cell in ledger.by_cell(entries) if not cell.is_hidden]
    codes = [cell.instrument.pk for cell in shown]
    rows = entries.filter(case__instrument__in=codes, kind__in=["granted", "reduced"])
    return _summed(
        [
            (row.amount if row.kind == "granted" else -row.amount, (f"support:{row.pk}",))
            for row in rows
        ]
    )


def donations_received(zone: Any, period: Period) -> Computed | None:
    """K04: corporate donations received in the fiscal year, in yen; None where none is recorded."""
    total, keys = costs.donations(zone, fiscal_year(period[0]))
    return None if total is None else Computed(Decimal(total), len(keys), keys)


def renewal_rate(zone: Any, period: Period) -> Computed | None:
    """K18: of the years of registration that ran out in the calendar year up to now, the share renewed.

    None while fewer than five ran out.
    """
    last = min(period[1], clock.today() - timedelta(days=1))
    basis = renewal_basis(first=period[0], last=last, zone=zone)
    return share(basis.renewed, basis.due) if basis.rate is not None else None
