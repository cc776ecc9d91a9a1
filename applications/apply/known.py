"""Figures of a report that the console knows by itself: shown with their origin, never typed again."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from applications import hooks
from applications.apply.fields import CountField, FigureField


@dataclass(frozen=True)
class Known:
    """A figure with the words that say where it comes from.

    ``per_thousand`` is a count that is still to be divided by the uses, which only the holder knows;
    then ``value`` is None unless the count is 0.
    """

    value: Decimal | None
    source: str
    per_thousand: int | None = None

    def after(self, uses: int | None) -> Decimal | None:
        """Return the figure, once the uses are known where it needs them."""
        if not self.per_thousand or not uses:
            return self.value
        return (Decimal(1000) * self.per_thousand / uses).quantize(Decimal("0.01"))


def known_of(report: Any) -> dict[str, Known]:
    """Return code → what the console knows of a report's figures."""
    return hooks.known_figures.first(report) or {}


def known_field(indicator: dict[str, str], label: str, known: Known) -> FigureField:
    """Return the field that shows a known figure; what is sent for it is never read."""
    return FigureField(
        unit=indicator["unit"],
        label=label,
        required=False,
        disabled=True,
        initial="" if known.value is None else f"{known.value.normalize():f}",
        help_text=known.source,
    )


def uses_field(indicator: dict[str, str], known: Known) -> CountField:
    """Return the field that asks for the uses behind a rate; needed where something was recorded."""
    return CountField(
        label=_("Uses in the period, for “%(name)s”") % indicator,
        required=bool(known.per_thousand),
        help_text=_("How often the service was used. The console divides by it."),
        error_messages={"required": _("Enter how often the service was used in the period.")},
    )
