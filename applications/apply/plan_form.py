"""The form of one statutory item, composed of facts only.

A draft is saved whatever it holds. Text that cannot be read as an answer is kept under REJECTED, so
that it is shown again with its message and never filed by mistake.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from applications import facts
from applications.apply.fields import FactField
from applications.facts import Owner

REJECTED = "_rejected"


def shown_values(plan: dict[str, Any], item: int | None = None) -> dict[str, str]:
    """Return what the person sees in the fields of an item (of all): the answers, or what was rejected."""
    rejected = plan.get(REJECTED, {})
    keys = [fact.key for fact in facts.facts(Owner.PLAN, item=item)]
    return {key: rejected.get(key) or plan.get(key) or "" for key in keys}


def digest_of(plan: dict[str, Any], item: int) -> str:
    """Return a short digest of an item's fields: what a person saw, to tell whether it changed since."""
    text = json.dumps(shown_values(plan, item), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class ItemForm(forms.Form):
    """The fields of one item. ``accepted`` holds what can be kept as answers, ``refused`` the raw rest."""

    use_required_attribute = False

    def __init__(self, item: int, data: dict[str, str], *, check: bool = False) -> None:
        self.item = item
        self.accepted: dict[str, str] = {}
        self.refused: dict[str, str] = {}
        super().__init__(data)
        for fact in facts.facts(Owner.PLAN, item=item):
            self.fields[fact.key] = FactField(fact, shown=data.get(fact.key, ""), insist=check)

    def clean(self) -> dict[str, Any]:
        """Note what can be kept, then check the period across its two days."""
        cleaned = super().clean() or {}
        self.accepted = dict(cleaned)
        typed = {name: str(self.data.get(name, "")).replace("\x00", "") for name in self.errors}
        self.refused = {name: text for name, text in typed.items() if text}
        if not period_runs_forwards(cleaned):
            self.add_error("ends_on", period_message(cleaned))
        return cleaned


def period_runs_forwards(plan: dict[str, Any]) -> bool:
    """Tell whether the trial's last day does not lie before its first."""
    start, end = plan.get("starts_on"), plan.get("ends_on")
    return not (start and end) or start <= end


def period_message(plan: dict[str, Any]) -> str:
    """Return what to do about a period that runs backwards."""
    return _(
        "The last day (%(end)s) lies before the first day (%(start)s). Correct one of the two."
    ) % {
        "start": plan["starts_on"],
        "end": plan["ends_on"],
    }


def merged(plan: dict[str, Any], form: ItemForm, keys: Iterable[str]) -> dict[str, Any]:
    """Return a plan with the form's answers to ``keys`` put in; what was refused is kept as typed."""
    form.is_valid()
    new = dict(plan)
    rejected = dict(new.pop(REJECTED, {}))
    for key in keys:
        rejected.pop(key, None)
        new[key] = form.accepted.get(key, "")
        if key in form.refused:
            new[key], rejected[key] = "", form.refused[key]
    return {**new, REJECTED: rejected} if rejected else new


def item_state(plan: dict[str, Any], item: int) -> str:
    """Return how far an item is: invalid, complete, started, empty, or optional (nothing required)."""
    values = shown_values(plan, item)
    form = ItemForm(item, values)
    if form.errors:
        return "invalid"
    if not facts.missing(plan, item):
        return "complete" if any(values.values()) else "optional"
    return "started" if any(values.values()) else "empty"
