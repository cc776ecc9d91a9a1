"""Whether a municipality is small (at most 30,000 people) and depopulated (過疎), each with day and source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

KASO_AS_OF = date(2022, 4, 1)


@dataclass(frozen=True)
class Flag:
    """One test of a municipality: its code, words, answer (None: not known), figure, day and source."""

    code: str
    label: str
    met: bool | None
    figure: str
    as_of: date | None
    source: str


def flags(municipality: Any) -> list[Flag]:
    """Return the two flags of a municipality; no query."""
    return [_small(municipality), _kaso(municipality)]


def _small(municipality: Any) -> Flag:
    latest = municipality.latest_population
    label = _("At most 30,000 people")
    if latest is None:
        return Flag("small", label, None, _("No figure is known"), None, "")
    source = {
        date(2025, 10, 1): _("Census of 2025, preliminary count"),
        date(2024, 1, 1): _("Basic Resident Register"),
        date(2020, 10, 1): _("Census of 2020"),
    }[latest.as_of]
    figure = _("%(number)s people") % {"number": f"{latest.value:,}"}
    return Flag("small", label, municipality.is_small, figure, latest.as_of, source)


def _kaso(municipality: Any) -> Flag:
    figure = str(municipality.get_kaso_display())
    if municipality.kaso_area:
        figure = f"{figure}（{municipality.kaso_area}）"
    source = _("List of the Ministry of Internal Affairs and Communications")
    return Flag("kaso", _("Depopulated area"), municipality.is_kaso, figure, KASO_AS_OF, source)
