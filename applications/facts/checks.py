"""Answers of a plan that contradict each other: each with where to mend it, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from applications.facts.plans import asked, is_blank, rows_of
from applications.facts.schemas import plan_facts

PERIOD = "period"


@dataclass(frozen=True)
class Problem:
    """What is wrong between answers: a code, the item, the place at which it is shown, what to do."""

    code: str
    item: int
    path: str
    message: str


def problems(plan: Mapping[str, Any], schema: int) -> list[Problem]:
    """Return what contradicts itself in a plan; what is not answered contradicts nothing."""
    keys = asked(plan_facts(schema), plan)
    found = list(_period(plan))
    if "sites" in keys:
        found += _sites(plan)
    if "funding_sources" in keys:
        found += _funds(plan)
    return found


def period_runs_forwards(plan: Mapping[str, Any]) -> bool:
    """Tell whether the trial's last day does not lie before its first."""
    start, end = plan.get("starts_on"), plan.get("ends_on")
    return not (start and end) or str(start) <= str(end)


def period_message(plan: Mapping[str, Any]) -> str:
    """Return what to do about a period that runs backwards."""
    return _(
        "The last day (%(end)s) lies before the first day (%(start)s). Correct one of the two."
    ) % {"start": plan["starts_on"], "end": plan["ends_on"]}


def _period(plan: Mapping[str, Any]) -> Iterator[Problem]:
    if not period_runs_forwards(plan):
        yield Problem(PERIOD, 3, "ends_on", period_message(plan))


def _sites(plan: Mapping[str, Any]) -> Iterator[Problem]:
    first, last = plan.get("starts_on") or "", plan.get("ends_on") or ""
    for number, row in enumerate(rows_of(plan, "sites"), start=1):
        start, end = row.get("used_from") or "", row.get("used_until") or ""
        if start and end and start > end:
            message = _(
                "Site %(number)d: the last day lies before the first. Correct one of the two."
            )
            yield Problem(
                "site_days", 3, _cell("sites", row, "used_until"), message % {"number": number}
            )
        for column, day in (("used_from", start), ("used_until", end)):
            if (day and first and day < first) or (day and last and day > last):
                message = _(
                    "Site %(number)d: %(day)s lies outside the period of the trial. Correct the day or the period."
                )
                yield Problem(
                    "site_period",
                    3,
                    _cell("sites", row, column),
                    message % {"number": number, "day": day},
                )


def _funds(plan: Mapping[str, Any]) -> Iterator[Problem]:
    rows = [row for row in rows_of(plan, "funding_sources") if not is_blank(row)]
    amounts = [str(row.get("amount") or "") for row in rows]
    wanted = str(plan.get("funds") or "")
    if not (rows and wanted.isdigit() and all(amount.isdigit() for amount in amounts)):
        return
    total = sum(int(amount) for amount in amounts)
    if total != int(wanted):
        message = _(
            "The sources add up to %(total)s yen, the amount needed is %(wanted)s yen. Make the two equal."
        ) % {"total": f"{total:,}", "wanted": f"{int(wanted):,}"}
        yield Problem("funds", 5, "funds", message)


def _cell(group: str, row: Mapping[str, Any], column: str) -> str:
    return f"{group}.{row['id']}.{column}"
