"""Reading costs: lines of a zone, a measure or a fiscal year, and their sums by who bears them.

A total is the sum of the lines shown. What is not known is said to be missing and is never taken for
zero: hours without a rate have no amount, a side without a line is named. Hours logged on applications
that are not disclosed yet do not count here. Costs of running and support money are told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from applications.codes_costs import CostEntryKind, CostLevel
from applications.codes_support import EntryKind
from applications.costs.recording import staff_amount
from applications.models import (
    ApplicantHours,
    CostEntry,
    Donation,
    HourlyRate,
    SupportEntry,
    WorkLog,
)
from applications.support import ledger
from casework import clock
from casework.calendar import fiscal_year, fiscal_year_bounds


@dataclass(frozen=True)
class Line:
    """One line of the cost: who bears it, what it is, its yen (None: not known), and its source.

    ``hours`` × ``rate`` = ``amount`` where hours are valued. ``keys`` name the rows behind it.
    """

    level: str
    what: str
    fiscal_year: int
    amount: int | None
    source: str
    hours: Decimal | None = None
    rate: int | None = None
    is_support: bool = False
    keys: tuple[str, ...] = ()

    @property
    def level_label(self) -> str:
        """Return who bears it, in words."""
        return str(CostLevel(self.level).label)


@dataclass(frozen=True)
class Sums:
    """The lines with their sums: by who bears them, running and support apart, and what is missing."""

    lines: list[Line]
    by_level: list[tuple[str, int | None]]
    running: int
    support: int
    missing: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Return the sum of all lines whose amount is known."""
        return self.running + self.support


def _year(year: int | None) -> dict[str, int]:
    return {} if year is None else {"fiscal_year": year}


def entries(zone: Any, exemption: Any = None, year: int | None = None) -> list[Line]:
    """Return the recorded costs of a zone, or of one exemption alone; one query."""
    found = CostEntry.objects.standing().filter(zone=zone, **_year(year))
    if exemption is not None:
        found = found.filter(exemption=exemption)
    return [
        Line(
            level=row.level,
            what=str(CostEntryKind(row.kind).label),
            fiscal_year=row.fiscal_year,
            amount=row.amount,
            source=f"{row.source_text}（{row.rate_source}）"
            if row.rate_source
            else row.source_text,
            hours=row.hours,
            rate=row.rate,
            keys=(f"cost:{row.pk}",),
        )
        for row in found.order_by("fiscal_year", "level", "pk")
    ]


def rate_for(rates: Iterable[HourlyRate], zone: Any, level: str, year: int) -> HourlyRate | None:
    """Return the rate of a side in the last days of a fiscal year: the zone's own, the newest."""
    last = fiscal_year_bounds(year)[1]
    fitting = [
        rate
        for rate in rates
        if rate.level == level and rate.zone_id in {None, zone.pk} and rate.valid_from <= last
    ]
    return max(fitting, key=lambda r: (r.zone_id is not None, r.valid_from, r.pk), default=None)


def _of(zone: Any, exemption: Any) -> Q:
    where = Q(application__zone=zone, application__disclosed_at__isnull=False)
    return where & Q(application=exemption.application_id) if exemption is not None else where


def logs(zone: Any, exemption: Any = None) -> Any:
    """Return the standing logs of work on disclosed applications."""
    return WorkLog.objects.standing().filter(_of(zone, exemption))


def _hours_lines(
    zone: Any, rates: list[HourlyRate], found: dict[Any, list[Any]], what: str
) -> list[Line]:
    lines = []
    for (level, year), rows in sorted(found.items()):
        hours = sum((row[0] for row in rows), Decimal(0))
        rate = rate_for(rates, zone, level, year)
        lines.append(
            Line(
                level=level,
                what=what,
                fiscal_year=year,
                amount=staff_amount(hours, rate.yen) if rate else None,
                source=rate.source_text if rate else _("No hourly rate is recorded."),
                hours=hours.quantize(Decimal("0.01")),
                rate=rate.yen if rate else None,
                keys=tuple(row[1] for row in rows),
            )
        )
    return lines


def hours(zone: Any, exemption: Any = None, year: int | None = None) -> list[Line]:
    """Return logged staff hours and applicants' hours by side and fiscal year; three queries."""
    rates = list(HourlyRate.objects.standing().filter(Q(zone=zone) | Q(zone=None)))
    staff: dict[Any, list[Any]] = defaultdict(list)
    for log in logs(zone, exemption).only("pk", "level", "minutes", "on"):
        if log.minutes:
            key = (log.level, fiscal_year(log.on))
            staff[key].append((Decimal(log.minutes) / 60, f"log:{log.pk}"))
    told: dict[Any, list[Any]] = defaultdict(list)
    filed = ApplicantHours.objects.standing().filter(_of(zone, exemption))
    for row in filed.select_related("application"):
        day = row.application.arrived_at.astimezone(clock.JST).date()
        told[(CostLevel.APPLICANT.value, fiscal_year(day))].append((row.hours, f"hours:{row.pk}"))
    lines = _hours_lines(zone, rates, staff, _("Staff hours by the work log"))
    lines += _hours_lines(zone, rates, told, _("Applicants' hours, as they told them"))
    return [line for line in lines if year is None or line.fiscal_year == year]


def support(zone: Any, exemption: Any = None, year: int | None = None) -> list[Line]:
    """Return the support paid and not paid back, by payer and year; only what the public ledger shows."""
    cases = ledger.public_cases().filter(zone=zone)
    if exemption is not None:
        cases = cases.filter(application=exemption.application_id, is_published=True)
    found = ledger.lines(cases).filter(**_year(year))
    hidden = {
        (cell.instrument.pk, cell.fiscal_year) for cell in ledger.by_cell(found) if cell.is_hidden
    }
    sums: dict[Any, list[Any]] = defaultdict(list)
    for entry in found.filter(kind__in=[EntryKind.PAID, EntryKind.REPAID]):
        if (entry.case.instrument_id, entry.fiscal_year) not in hidden:
            signed = entry.amount if entry.kind == EntryKind.PAID else -entry.amount
            sums[(entry.case.payer, entry.fiscal_year)].append((signed, f"support:{entry.pk}"))
    return [
        Line(
            level=level,
            what=_("Support paid, less what was paid back"),
            fiscal_year=year_of,
            amount=sum(row[0] for row in rows),
            source=_("Support ledger"),
            is_support=True,
            keys=tuple(row[1] for row in rows),
        )
        for (level, year_of), rows in sorted(sums.items())
    ]


def of(zone: Any, exemption: Any = None, year: int | None = None) -> Sums:
    """Return the whole cost of a zone, or of one of its exemptions, with what is missing."""
    lines = entries(zone, exemption, year)
    lines += hours(zone, exemption, year) + support(zone, exemption, year)
    return summed(lines)


def summed(lines: list[Line]) -> Sums:
    """Return lines with their sums; a side without any known amount has None, not zero."""
    by_level: list[tuple[str, int | None]] = []
    missing = []
    for level in CostLevel:
        own = [line for line in lines if line.level == level]
        known = [line.amount for line in own if line.amount is not None]
        by_level.append((str(level.label), sum(known) if known else None))
        if not own:
            missing.append(_("%(who)s: no cost is recorded.") % {"who": level.label})
        missing += [
            _("%(who)s: %(hours)s hours have no amount, as no rate is recorded.")
            % {"who": level.label, "hours": line.hours}
            for line in own
            if line.amount is None
        ]
    ordered = sorted(lines, key=lambda one: (list(CostLevel).index(CostLevel(one.level)),))
    return Sums(
        lines=ordered,
        by_level=by_level,
        running=sum(one.amount or 0 for one in lines if not one.is_support),
        support=sum(one.amount or 0 for one in lines if one.is_support),
        missing=missing,
    )


def donations(zone: Any, year: int | None = None) -> tuple[int | None, tuple[str, ...]]:
    """Return corporate donations received in yen (None: nothing recorded), and the rows behind."""
    rows = list(Donation.objects.standing().filter(zone=zone, **_year(year)).order_by("pk"))
    keys = tuple(f"donation:{row.pk}" for row in rows)
    return (sum(row.amount for row in rows) if rows else None), keys


def years_of(zones: Iterable[Any]) -> list[int]:
    """Return the fiscal years in which a cost or a support is recorded, the newest first."""
    keys = [zone.pk for zone in zones]
    found = set(
        CostEntry.objects.filter(zone__in=keys).order_by().values_list("fiscal_year", flat=True)
    )
    found |= set(
        SupportEntry.objects.filter(case__zone__in=keys, case__disclosed_at__isnull=False)
        .order_by()
        .values_list("fiscal_year", flat=True)
    )
    return sorted(found, reverse=True)


def minutes_of(application: Any) -> int:
    """Return the minutes logged on an application."""
    return application.work_logs.standing().aggregate(total=Sum("minutes"))["total"] or 0
