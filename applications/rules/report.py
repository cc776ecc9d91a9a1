"""What must hold before a step of a report."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.rules.duties import actor_did_not_report as actor_did_not_report
from casework import clock
from casework.rules import rule


@rule(_("The period of the report has not ended yet."))
def period_has_ended(report: Any) -> bool:
    """A report describes a period that is over."""
    return clock.today() > report.period_end


@rule(_("Answer every indicator of the report once."), needs="inputs")
def answers_every_indicator(report: Any, inputs: dict[str, Any]) -> bool:
    """One figure for each indicator that the exemption asks for."""
    given = [f.get("indicator_code") for f in inputs.get("figures") or []]
    return sorted(map(str, given)) == sorted(report.exemption.report_indicators)


@rule(
    _("Figures must be numbers that are not negative; percentages lie between 0 and 100."),
    needs="inputs",
)
def figures_are_possible(_report: Any, inputs: dict[str, Any]) -> bool:
    """No impossible figure enters the observations."""
    figures = inputs.get("figures") or []
    return all(isinstance(f.get("value"), Decimal) and f["value"] >= 0 for f in figures) and all(
        f["value"] <= 100 for f in figures if f.get("unit") == "%"
    )


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_report: Any, inputs: dict[str, Any]) -> bool:
    """The holder must be able to know what to correct."""
    return bool(str(inputs.get("reasons", "")).strip())
