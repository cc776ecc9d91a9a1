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


@rule(_("Say for every condition that was not kept what happened."), needs="inputs")
def says_why_not_complied(_report: Any, inputs: dict[str, Any]) -> bool:
    """A condition that was not kept is explained; silence is no answer."""
    return all(
        str(row.get("note", "")).strip()
        for row in inputs.get("compliance") or []
        if row.get("answer") != "kept"
    )


def _stood(report: Any, status: str) -> bool:
    return bool(report.before) and report.before.get("status") == status


@rule(_("This submission cannot be taken back to the state before it was due."))
def stood_due_before(report: Any) -> bool:
    """The last submission was the first."""
    return _stood(report, "due")


@rule(_("This submission did not follow a return."))
def stood_returned_before(report: Any) -> bool:
    """The last submission followed a return."""
    return _stood(report, "returned")


@rule(_("This submission is no correction of an accepted report."))
def stood_accepted_before(report: Any) -> bool:
    """The last submission corrected an accepted report."""
    return _stood(report, "accepted")


@rule(_("Give the reasons."), needs="inputs")
def has_reasons(_report: Any, inputs: dict[str, Any]) -> bool:
    """The holder must be able to know what to correct."""
    return bool(str(inputs.get("reasons", "")).strip())
