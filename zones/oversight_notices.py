"""Who is told of measures demanded, and of a revocation before it is decided: the town and the state."""

from typing import Any

from django.utils.translation import gettext as _

from casework.calendar import wareki
from casework.outbox import Draft
from zones.notices import cabinet_people, ministry_people, office_link, office_people, town_people


def demanded(demand: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The town learns until when it answers."""
    day = inputs.get("due_on") or demand.due_on
    named = {
        "zone": demand.zone.name,
        "office": demand.office.name,
        "due": f"{day.month}/{day.day}" if day else "",
        "day": wareki(day) if day else "",
    }
    subject = _("[Action by %(due)s] Measures are demanded: %(zone)s") % named
    body = _("%(office)s demands measures of the town. Please answer by %(day)s.") % named
    told = town_people(demand.zone)
    return [Draft("zone.demanded", subject, body, told, office_link(demand.zone))]


def demand_answered(demand: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The office that demanded learns of the answer."""
    named = {"zone": demand.zone.name}
    subject = _("[To do] The town has answered the demand: %(zone)s") % named
    body = _("Read the answer, then settle the demand or demand again.")
    told = office_people(demand.office_id)
    return [Draft("zone.demand_answered", subject, body, told, office_link(demand.zone))]


def revocation_notified(revocation: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The town learns of the hearing; the ministries that the procedure has begun."""
    day = inputs.get("hearing_on") or revocation.hearing_on
    named = {
        "zone": revocation.zone.name,
        "due": f"{day.month}/{day.day}" if day else "",
        "day": wareki(day) if day else "",
        "place": inputs.get("hearing_place") or revocation.hearing_place,
    }
    subject = _("[Hearing %(due)s] Revocation of the designation of %(zone)s") % named
    body = (
        _("A revocation is considered. You are heard on %(day)s at %(place)s, or in writing.")
        % named
    )
    other = _("[Notice] A revocation is considered: %(zone)s") % named
    text = _("A revocation of the designation of %(zone)s is considered.") % named
    zone = revocation.zone
    link = office_link(zone)
    return [
        Draft("zone.revocation_notice", subject, body, town_people(zone), link),
        Draft("zone.revocation_begun", other, text, ministry_people(zone), link),
    ]


def statement_submitted(revocation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The Cabinet Office learns that the town has spoken in writing."""
    named = {"zone": revocation.zone.name}
    subject = _("[To do] Statement of the town: %(zone)s") % named
    body = _("The town has submitted a statement on the revocation.")
    link = office_link(revocation.zone)
    return [Draft("zone.statement", subject, body, cabinet_people(), link)]


def revocation_dismissed(revocation: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The town and the ministries learn that the designation stands."""
    zone = revocation.zone
    subject = _("[Determination] The designation of %(zone)s stands") % {"zone": zone.name}
    body = _("The revocation was dismissed. The reasons are on the page.")
    told = town_people(zone) + ministry_people(zone)
    return [Draft("zone.revocation_dismissed", subject, body, told, office_link(zone))]
