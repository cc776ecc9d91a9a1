"""The only writer of observations: appended, then the figures of the pages are built anew."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from casework import clock
from casework.transitions import Blocked
from kpis import figures
from kpis.choices import ObservationStatus, Quality
from kpis.models import Indicator, Observation, Target

BATCH = 500
Touched = dict[int, set[str]]  # zone → codes of its indicators
_waiting: ContextVar[Touched | None] = ContextVar("figures that wait to be drawn", default=None)


@contextmanager
def drawn_once() -> Iterator[None]:
    """Within the block figures are not drawn after each change, but once at its end.

    For work that appends to the same indicators many times. When the block fails, what it
    touched is drawn all the same: what was committed before the failure must be seen.
    """
    if _waiting.get() is not None:
        yield
        return
    waiting: Touched = defaultdict(set)
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
        _draw(waiting)


def _draw(touched: Touched) -> None:
    """Draw figures now, or note that they are to be drawn when the block ends."""
    waiting = _waiting.get()
    for zone, codes in touched.items():
        if waiting is None:
            figures.prepare_zone(zone, codes=codes)
        else:
            waiting[zone] |= codes


def record(observations: Iterable[Observation]) -> int:
    """Append observations and rebuild the figures they touch, in one transaction; count them."""
    rows = list(observations)
    with transaction.atomic():
        Observation.objects.bulk_create(rows, batch_size=BATCH)
        touched: Touched = defaultdict(set)
        for row in rows:
            if row.zone_id:
                touched[row.zone_id].add(row.indicator_id)
        _draw(touched)
    return len(rows)


def record_report(report: Any, actor: Any) -> int:
    """Turn the figures of an accepted report into observations of its zone; count them.

    What the console computed itself is left out: ``kpis.computed`` appends it, once. Registered on
    ``applications.hooks.report_accepted``. Raises Blocked when a figure names an
    indicator that the catalogue does not have, so that nothing reported is silently dropped.
    """
    reported = list(report.figures.all())
    known = set(
        Indicator.objects.filter(code__in={f.indicator_code for f in reported}).values_list(
            "code", flat=True
        )
    )
    if unknown := sorted({f.indicator_code for f in reported} - known):
        raise Blocked(
            [
                _("The report names indicators that the catalogue does not have: %(codes)s.")
                % {"codes": ", ".join(unknown)}
            ]
        )
    known = _recorded(report)
    computed = set(report.entry.get("known", []))
    changed = [
        f
        for f in reported
        if f.indicator_code not in computed
        and known.get(f.indicator_code) != (f.value, f.denominator)
    ]
    return record(
        _from_report(report, f, actor, is_revised=f.indicator_code in known) for f in changed
    )


def _recorded(report: Any) -> dict[str, tuple[Any, Any]]:
    """Return what is on record from this report: indicator → (value, denominator), the newest."""
    rows = Observation.objects.filter(
        zone=report.zone,
        exemption_id=report.exemption.pk,
        period_start=report.period_start,
        period_end=report.period_end,
        provenance__report=report.pk,
    )
    return {
        row.indicator_id: (row.value, row.denominator) for row in rows.order_by("known_at", "pk")
    }


def _from_report(report: Any, figure: Any, actor: Any, *, is_revised: bool = False) -> Observation:
    return Observation(
        indicator_id=figure.indicator_code,
        zone=report.zone,
        exemption_id=report.exemption.pk,
        period_start=report.period_start,
        period_end=report.period_end,
        value=figure.value,
        denominator=figure.denominator,
        status=ObservationStatus.REVISED if is_revised else ObservationStatus.FINAL,
        quality=Quality.ADMINISTRATIVE,
        known_at=clock.now(),
        published_on=clock.today(),
        source_text="企業報告（改定）" if is_revised else "企業報告",
        provenance=_provenance(report, figure),
        recorded_by=actor.get_full_name(),
    )


def _provenance(report: Any, figure: Any) -> dict[str, Any]:
    found = {"report": report.pk, "figure": figure.pk, "kind": report.kind}
    entry = {key: report.entry[key] for key in ("how", "name", "sha256") if report.entry.get(key)}
    reasons = {"correction": report.correction_reasons} if report.correction_reasons else {}
    return {**found, **({"entry": entry} if entry else {}), **reasons}


def set_target(target: Target) -> Target:
    """Keep a new baseline and target (the old ones stay), and rebuild the zone's figure."""
    with transaction.atomic():
        target.full_clean()
        target.save(force_insert=True)
        _draw({target.zone_id: {target.indicator_id}})
    return target
