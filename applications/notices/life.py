"""What checks, hearings, orders, bridges and overlaps tell whom. Facts, not reasons that only one side may read."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.exemption import _exemption, _to_holder, _to_offices
from applications.notices.people import OFFICE_ROLES, office_people
from casework.calendar import wareki
from casework.outbox import Draft


def _day(value: Any) -> str:
    return wareki(value) if value else "－"


def condition_checked(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns when a condition was found not to be kept."""
    if inputs.get("result") != "broken":
        return []
    return [
        _to_holder(
            exemption,
            "condition.broken",
            _("[To do] A condition is not kept: %(title)s") % _exemption(exemption),
            inputs.get("seen", ""),
        )
    ]


def order_announced(exemption: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder is told what is to be ordered and by when it may explain."""
    values = {
        **_exemption(exemption),
        "intended": inputs.get("intended", ""),
        "basis": inputs.get("legal_basis", ""),
        "facts": inputs.get("facts", ""),
        "by": _day(inputs.get("explain_by")),
    }
    return [
        _to_holder(
            exemption,
            "order.announced",
            _("[To do] You may explain until %(by)s: %(title)s") % values,
            _(
                "The authority intends to order: %(intended)s\nLegal basis: %(basis)s\nFacts: %(facts)s\n"
                "You may hand in a written explanation until %(by)s."
            )
            % values,
        )
    ]


def order_explained(order: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The offices learn that the explanation is in."""
    values = _exemption(order.exemption)
    return [
        _to_offices(
            order.exemption,
            "order.explained",
            _("[To do] Explained by the holder: %(title)s") % values,
            _("The explanation about exemption %(number)s is in: issue the order or drop it.")
            % values,
        )
    ]


def order_issued(order: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder receives the order with its reasons and the appeal notice."""
    exemption = order.exemption
    notice = exemption.application.procedure.appeal_notice
    body = _("Takes effect on %(day)s.") % {"day": _day(inputs.get("effective_on"))}
    return [
        _to_holder(
            exemption,
            "order.issued",
            _("[Disposition] Order: %(title)s") % _exemption(exemption),
            f"{body}\n{inputs.get('reasons', '')}\n\n{notice}",
        )
    ]


def order_dropped(order: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns that nothing is ordered."""
    return [
        _to_holder(
            order.exemption,
            "order.dropped",
            _("[Notice] No order is issued: %(title)s") % _exemption(order.exemption),
            inputs.get("reasons", ""),
        )
    ]


def bridge_requested(exemption: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The offices learn that the holder asks for a revision of the law."""
    values = _exemption(exemption)
    return [
        _to_offices(
            exemption,
            "bridge.requested",
            _("[To do] Revision of the law requested: %(title)s") % values,
            _(
                "The holder of exemption %(number)s asks that the law be revised. "
                "Decide whether the exemption continues while that is judged."
            )
            % values,
        )
    ]


def bridge_answered(bridge: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns until when the exemption continues, or why it does not."""
    values = {**_exemption(bridge.exemption), "until": _day(inputs.get("until"))}
    words = _("Exemption %(number)s continues until %(until)s while the law is judged.") % values
    return [
        _to_holder(
            bridge.exemption,
            "bridge.answered",
            _("[Notice] Your request for a revision of the law: %(title)s") % values,
            inputs.get("reasons") or words,
        )
    ]


def bridge_concluded(bridge: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns the verdict on the law, and that the continuation ends."""
    return [
        _to_holder(
            bridge.exemption,
            "bridge.concluded",
            _("[Notice] Verdict on the law: %(title)s") % _exemption(bridge.exemption),
            inputs.get("conclusion", ""),
        )
    ]


def overlap_settled(overlap: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Both holders learn which rule holds between the two."""
    return [
        _to_holder(
            side,
            "overlap.settled",
            _("[Notice] Overlap with another exemption: %(title)s") % _exemption(side),
            inputs.get("reasons", ""),
        )
        for side in (overlap.first, overlap.exemption)
    ]


def presider_named(hearing: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The presider learns what to do; the holder learns who presides."""
    exemption, presider = hearing.exemption, inputs.get("presider")
    name = presider.get_full_name() if presider else ""
    values = {**_exemption(exemption), "day": _day(hearing.hearing_on), "name": name}
    subject = _("[To do] Preside over the hearing on %(day)s: %(title)s") % values
    body = _("Record the minutes after the hearing, and hand in the report.")
    mine = Draft(
        "hearing.presider",
        subject,
        body,
        (presider,) if presider else (),
        f"/console/exemptions/{exemption.pk}/",
    )
    told = _("%(name)s presides over the hearing.") % values
    return [
        mine,
        _to_holder(
            exemption,
            "hearing.presider",
            _("[Notice] Presider of the hearing: %(title)s") % values,
            told,
        ),
    ]


def inspection_asked(hearing: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The offices learn that the holder asks to see the file."""
    values = _exemption(hearing.exemption)
    return [
        _to_offices(
            hearing.exemption,
            "hearing.inspection",
            _("[To do] The holder asks to see the file: %(title)s") % values,
            _("Say when and where the file of exemption %(number)s can be seen.") % values,
        )
    ]


def inspection_answered(hearing: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder learns when and where it may see the file, or why not."""
    return [
        _to_holder(
            hearing.exemption,
            "hearing.inspection",
            _("[Notice] Your request to see the file: %(title)s") % _exemption(hearing.exemption),
            inputs.get("answer", ""),
        )
    ]


def statement_handed_in(hearing: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The authority learns that a statement is in."""
    exemption = hearing.exemption
    values = _exemption(exemption)
    return [
        Draft(
            "hearing.statement",
            _("[Notice] Statement handed in: %(title)s") % values,
            _("The holder of exemption %(number)s has handed in a written statement.") % values,
            office_people(exemption.authority_id, *OFFICE_ROLES),
            f"/console/exemptions/{exemption.pk}/",
        )
    ]


def hearing_reported(hearing: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The deciding line learns that the report is in."""
    values = _exemption(hearing.exemption)
    return [
        _to_offices(
            hearing.exemption,
            "hearing.reported",
            _("[To do] Report of the hearing: %(title)s") % values,
            _("Decide on exemption %(number)s in view of minutes and report.") % values,
        )
    ]


def hearing_resumed(hearing: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The holder is called again."""
    values = {
        **_exemption(hearing.exemption),
        "day": _day(inputs.get("hearing_on")),
        "place": inputs.get("place", ""),
        "reasons": inputs.get("reasons", ""),
    }
    return [
        _to_holder(
            hearing.exemption,
            "hearing.resumed",
            _("[Hearing on %(day)s] Resumed: %(title)s") % values,
            _("Date: %(day)s\nPlace: %(place)s\n%(reasons)s") % values,
        )
    ]
