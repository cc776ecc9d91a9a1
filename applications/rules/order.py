"""What must hold before an order is announced and issued."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_exemption import OrderKind
from applications.rules.exemption import has_reasons
from casework import clock
from casework.rules import rule

__all__ = ["has_reasons"]
EXPLANATION_DAYS = 14


@rule(
    _("Write what is to be ordered, its legal basis and the facts on which it rests."),
    needs="inputs",
)
def notice_is_complete(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """Content, basis and facts (行政手続法30条)."""
    words = (str(inputs.get(name, "")).strip() for name in ("intended", "legal_basis", "facts"))
    return inputs.get("kind") in OrderKind.values and all(words)


@rule(_("Leave the holder at least two weeks to explain."), needs="inputs")
def explanation_has_time(_exemption: Any, inputs: dict[str, Any]) -> bool:
    """A fair period between notice and explanation (行政手続法30条); two weeks is a rule of the house."""
    by = inputs.get("explain_by")
    return by is not None and by >= clock.today() + timedelta(days=EXPLANATION_DAYS)


@rule(_("Another order is announced already: issue it or drop it first."))
def no_other_order_is_open(exemption: Any) -> bool:
    """One order at a time."""
    return not any(o.status in {"announced", "explained"} for o in exemption.orders.all())


@rule(_("Write your explanation."), needs="inputs")
def has_explanation(_order: Any, inputs: dict[str, Any]) -> bool:
    """An explanation says something."""
    return bool(str(inputs.get("explanation", "")).strip())


@rule(_("The holder has not explained itself yet, and its period is not over."))
def was_explained_or_time_is_over(order: Any) -> bool:
    """No order before the holder had its chance (行政手続法13条1項2号)."""
    return order.status == "explained" or clock.today() > order.explain_by


@rule(
    _("The order takes effect today or later, and while the exemption lasts."),
    needs="inputs",
)
def takes_effect_while_it_lasts(order: Any, inputs: dict[str, Any]) -> bool:
    """No order reaches back, and none changes what is over."""
    on = inputs.get("effective_on")
    return on is not None and clock.today() <= on <= order.exemption.last_day()


@rule(_("Say what the order changes: the text, the last day, or a condition."), needs="inputs")
def changes_something(order: Any, inputs: dict[str, Any]) -> bool:
    """An ordered change differs from what stands; an order to put something right need not change it."""
    changes = inputs.get("changes") or {}
    text = changes.get("text", "").strip()
    differs = bool(text) and text != order.exemption.text_on().strip()
    touched = differs or any(changes.get(k) for k in ("ends_on", "condition", "condition_text"))
    return touched or order.kind == OrderKind.REMEDY


@rule(
    _(
        "An order can only shorten the period: the new last day lies before the old one, and not before "
        "the order takes effect."
    ),
    needs="inputs",
)
def only_shortens_the_period(order: Any, inputs: dict[str, Any]) -> bool:
    """Longer than it was granted an exemption runs only after an evaluation."""
    new, on = (inputs.get("changes") or {}).get("ends_on"), inputs.get("effective_on")
    return new is None or on is None or on <= new < order.exemption.ends_on


@rule(
    _(
        "An ordered change needs the opinion of the evaluation committee: give its day and its words."
    ),
    needs="inputs",
)
def committee_was_heard(order: Any, inputs: dict[str, Any]) -> bool:
    """The committee is heard before a change is ordered (産業競争力強化法8条の4第3項)."""
    if order.kind != OrderKind.CHANGE:
        return True
    on = inputs.get("heard_on")
    return on is not None and on <= clock.today() and bool(inputs.get("committee", "").strip())
