"""What must hold before findings are written down."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import Judgment
from applications.criteria import criteria_of
from casework.files import files_of
from casework.rules import rule


@rule(_("Findings are about the criteria of this application, each at most once."), needs="inputs")
def names_known_criteria(measure: Any, inputs: dict[str, Any]) -> bool:
    """Nothing is found by criteria that were not in force on the day of arrival."""
    named = [f.get("code") for f in inputs.get("findings") or []]
    known = {c.code for c in criteria_of(measure.application)}
    return bool(named) and len(set(named)) == len(named) and set(named) <= known


@rule(_("“Met” and “not met” need a reason; leave “not yet” where you cannot say."), needs="inputs")
def judgments_have_reasons(_measure: Any, inputs: dict[str, Any]) -> bool:
    """A finding without a reason is none."""
    return all(
        f.get("judgment") in Judgment.values
        and (f["judgment"] == Judgment.NOT_YET or str(f.get("reason", "")).strip())
        for f in inputs.get("findings") or []
    )


@rule(_("A link leads to no field of the plan and no file of this case."), needs="inputs")
def links_lead_somewhere(measure: Any, inputs: dict[str, Any]) -> bool:
    """Findings point to what was filed."""
    named = {link for f in inputs.get("findings") or [] for link in f.get("links") or []}
    case = measure.application
    places = {link for link in named if facts.is_place(link, case.plan_schema, case.plan)}
    if named == places:
        return True
    return named - places <= {f"file:{f.pk}" for f in files_of(case)}
