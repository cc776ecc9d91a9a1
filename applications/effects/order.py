"""What follows from an order: the notice before it, the explanation, the change."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes_later import LetterKind
from applications.effects import acts
from applications.effects.binding import new_edition
from applications.effects.overlap import look_for_overlaps as look
from casework import clock
from casework.transitions import lock, write


def announce(
    exemption: Any,
    actor: Any,
    *,
    kind: str,
    intended: str,
    basis: str,
    facts: str,
    explain_by: date,
) -> Any:
    """Keep the intended order, and give notice of the chance to explain (弁明の機会の付与)."""
    order = exemption.orders.create(
        kind=kind,
        intended=intended,
        basis=basis,
        facts=facts,
        announced_on=clock.today(),
        explain_by=explain_by,
    )
    acts.send(
        exemption,
        kind=LetterKind.EXPLANATION,
        title=_("Notice of a chance to explain: %(title)s"),
        intro=_("Before the order below is issued, you may hand in a written explanation."),
        rows=[
            (_("Number of the exemption"), exemption.public_number),
            (_("What is to be ordered"), intended),
            (_("Legal basis"), basis),
            (_("Facts"), facts),
            (_("Explanation by"), explain_by),
            (_("Where to hand it in"), exemption.authority.name),
        ],
        signer=actor.get_full_name(),
    )
    return order


def explain(order: Any, words: str) -> None:
    """Keep the holder's explanation."""
    order.explanation, order.explained_on = words, clock.today()


def issue(
    order: Any,
    actor: Any,
    *,
    reasons: str,
    effective_on: date,
    heard_on: date | None,
    committee: str,
    changes: dict[str, Any],
) -> None:
    """Keep what is ordered, what stood before, and make the new edition of the exemption."""
    exemption = lock(order.exemption)
    order.reasons, order.effective_on, order.issued_on = reasons, effective_on, clock.today()
    order.heard_on, order.committee = heard_on, committee
    order.issued_by_name = actor.get_full_name()
    condition = changes.get("condition")
    order.before = {
        "text": exemption.text_on(),
        "ends_on": exemption.ends_on.isoformat(),
        "condition": condition.text if condition else "",
    }
    order.new_text = changes.get("text", "").strip()
    order.new_ends_on = changes.get("ends_on")
    order.condition, order.condition_text = condition, changes.get("condition_text", "").strip()
    order.every_months = changes.get("every_months")
    order.save()
    if order.rows():
        _change(exemption, order)
    order.exemption = exemption
    _tell(exemption, order, actor)


def _change(exemption: Any, order: Any) -> None:
    old, on = order.condition, order.effective_on
    if old is not None:
        old.until_on = on
        old.save(update_fields=["until_on"])
    if order.condition_text:
        exemption.conditions.create(
            number=max((c.number for c in exemption.conditions.all()), default=0) + 1,
            text=order.condition_text,
            reason=order.reasons,
            check_method=old.check_method if old else "",
            owner=old.owner if old else "",
            every_months=order.every_months or (old.every_months if old else None),
            from_on=on,
        )
    values = {"ends_on": order.new_ends_on} if order.new_ends_on else {}
    write(exemption, **values)
    text = order.new_text or exemption.text_on(on)
    new_edition(exemption, from_on=on, text=text, order=order)


def _tell(exemption: Any, order: Any, actor: Any) -> None:
    changed = [(label, f"{old}\n→ {new}") for label, old, new in order.rows()]
    acts.send(
        exemption,
        kind=LetterKind.ORDER,
        title=_("Order: %(title)s"),
        intro=_("The following is ordered. A new edition of the certificate has been issued."),
        rows=[
            (_("Number of the exemption"), exemption.public_number),
            (_("What is ordered"), order.intended),
            *changed,
            (_("Takes effect"), order.effective_on),
            (_("Legal basis"), order.basis),
            (_("Reasons"), order.reasons),
        ],
        signer=actor.get_full_name(),
        contestable=True,
    )
    acts.publish(
        exemption,
        kind="order",
        title=_("Publication of an order: %(title)s"),
        body=_(
            "1 Day of the order: %(date)s\n2 Exemption: %(number)s %(title)s\n3 Holder: %(holder)s\n"
            "4 What is ordered: %(intended)s\n5 Takes effect: %(on)s\n6 Legal basis: %(basis)s\n%(office)s"
        ),
        intended=order.intended,
        on=order.effective_on,
        basis=order.basis,
    )


def look_for_overlaps(order: Any, _actor: Any) -> None:
    """See whether the changed exemption meets another one."""
    look(order.exemption)


def drop(order: Any, reasons: str) -> None:
    """Note why nothing is ordered."""
    order.reasons = reasons
