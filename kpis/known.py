"""Figures of a report that the console knows by itself: nobody types them again.

Registered on ``applications.hooks.known_figures``. They are no observations of the report: the same
facts become observations of the zone through ``kpis.computed``, once, with their own provenance.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from applications.apply.known import Known
from digitalresidents.counts import SMALLEST
from kpis.computed import RULES, incidents_of, year_of
from kpis.spending import fiscal_year_of

PER_USES = "K27"
# Counts of people: a cell under five is shown to nobody.
PEOPLE = frozenset({"K16", "K17"})


def known_figures(report: Any) -> dict[str, Known]:
    """Return code → what the console knows of the indicators that a report asks for.

    A rate per thousand uses is known but for the uses, which only the holder counts.
    """
    codes = [code for code in report.exemption.report_indicators if code in RULES]
    found = {code: _known(code, report) for code in codes}
    return {code: known for code, known in found.items() if known is not None}


def _known(code: str, report: Any) -> Known | None:
    if code == PER_USES:
        return _per_thousand_uses(report)
    bounds, compute = RULES[code]
    is_yearly = bounds in (year_of, fiscal_year_of)
    period = bounds(report.period_end) if is_yearly else (report.period_start, report.period_end)
    result = compute(report.zone, period)
    if result is None or (code in PEOPLE and result.value < SMALLEST):
        return None
    source = _("Computed by the console from its records: the whole zone, %(start)s to %(end)s.")
    days = {"start": period[0].isoformat(), "end": period[1].isoformat()}
    return Known(value=result.value, source=source % days)


def _per_thousand_uses(report: Any) -> Known:
    count = incidents_of(report).count()
    source = _(
        "Computed by the console from its records: %(count)d incidents in the period of this report,"
        " per thousand uses."
    )
    value = None if count else Decimal(0)
    return Known(value=value, source=source % {"count": count}, per_thousand=count)
