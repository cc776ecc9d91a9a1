"""What must hold before a rule between two exemptions is settled."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import OverlapKind
from applications.rules.exemption import has_reasons
from casework import clock
from casework.rules import rule

__all__ = ["has_reasons"]
WITH_PREVAILING = (OverlapKind.NARROWER, OverlapKind.EXCLUDES)


@rule(_("Choose the rule, and write its reasons and its legal basis."), needs="inputs")
def names_rule_reason_and_basis(_overlap: Any, inputs: dict[str, Any]) -> bool:
    """The rule between two exemptions is reasoned in public."""
    words = (str(inputs.get(name, "")).strip() for name in ("reasons", "legal_basis"))
    return inputs.get("kind") in OverlapKind.values and all(words)


@rule(_("Say which of the two exemptions prevails."), needs="inputs")
def names_which_prevails(overlap: Any, inputs: dict[str, Any]) -> bool:
    """The narrower one, and the one that stays when they exclude each other, are named by a person."""
    if inputs.get("kind") not in WITH_PREVAILING:
        return True
    return getattr(inputs.get("prevails"), "pk", None) in {overlap.first_id, overlap.exemption_id}


@rule(_("The rule holds from today or from a later day."), needs="inputs")
def begins_no_earlier_than_today(_overlap: Any, inputs: dict[str, Any]) -> bool:
    """What was in force stays so: no rule reaches back."""
    on = inputs.get("from_on")
    return on is not None and on >= clock.today()
