"""Whom an incident or a complaint, and each of its steps, is told."""

from typing import Any

from django.utils.translation import gettext as _

from applications.codes import OpinionView
from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework.calendar import wareki
from casework.clock import JST
from casework.outbox import Draft
from zones.models.organisations import OfficeRole

EVERY_DESK = (*OFFICE_ROLES, OfficeRole.APPROVER)


def offices_in_charge(exemption: Any) -> list[int]:
    """Return the zone's office, the authority and the office that examined: they see the case."""
    offices = (
        exemption.zone.lead_id,
        exemption.authority_id,
        exemption.application.examining_office_id,
    )
    return list(dict.fromkeys(offices))


def offices_with_conditions(exemption: Any) -> list[int]:
    """Return the other offices whose opinion set conditions; they see what is public."""
    found = exemption.application.opinions.filter(view=OpinionView.CONDITIONAL).order_by("pk")
    offices = dict.fromkeys(found.values_list("organisation_id", flat=True))
    return [office for office in offices if office not in offices_in_charge(exemption)]


def _people(offices: list[int]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(p for o in offices for p in office_people(o, *EVERY_DESK)))


def _words(incident: Any) -> dict[str, Any]:
    happened = incident.happened_at.astimezone(JST)
    return {
        "number": incident.number,
        "kind": incident.get_kind_display(),
        "title": incident.exemption.title,
        "severity": incident.get_severity_display(),
        "harmed": incident.harmed,
        "when": f"{wareki(happened.date())} {happened:%H:%M}",
        "due": f"{incident.due_at.astimezone(JST):%Y-%m-%d %H:%M}",
    }


def _to_offices(incident: Any, kind: str, subject: str, body: str) -> list[Draft]:
    inside = _people(offices_in_charge(incident.exemption))
    others = [p for p in _people(offices_with_conditions(incident.exemption)) if p not in inside]
    drafts = [Draft(kind, subject, body, inside, f"/console/incidents/{incident.pk}/")]
    if others:
        public = f"/register/exemptions/{incident.exemption.public_number}/"
        drafts.append(Draft(kind, subject, body, tuple(others), public))
    return drafts


def _to_holder(incident: Any, kind: str, subject: str, body: str) -> Draft:
    people = company_people(incident.exemption.holder, incident.exemption.application)
    return Draft(kind, subject, body, people, f"/apply/incidents/{incident.pk}/")


def reported(incident: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Every authority concerned, and the holder, learn of it at once; what was written stays inside."""
    words = _words(incident)
    subject = _("[Urgent] %(kind)s reported: %(title)s") % words
    body = (
        _(
            "Number: %(number)s\nWhen: %(when)s\nHarm: %(severity)s, people: %(harmed)s\n"
            "To be acknowledged by %(due)s (24 hours)."
        )
        % words
    )
    return [
        *_to_offices(incident, "incident.reported", subject, body),
        _to_holder(incident, "incident.reported", subject, body),
    ]


def acknowledged(incident: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The holder is asked for cause and remedy."""
    subject = _("[To do] Report cause and remedy: %(title)s") % _words(incident)
    body = _("The office has acknowledged %(number)s.") % _words(incident)
    return [_to_holder(incident, "incident.acknowledged", subject, body)]


def explained(incident: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The offices learn of cause and remedy."""
    subject = _("[To do] Cause and remedy reported: %(title)s") % _words(incident)
    body = f"{inputs.get('cause', '')}\n\n{inputs.get('fix', '')}"
    return _to_offices(incident, "incident.explained", subject, body)


def closed(incident: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """All concerned learn what was learned."""
    subject = _("[Notice] Closed: %(number)s %(title)s") % _words(incident)
    body = inputs.get("lesson", "")
    return [
        *_to_offices(incident, "incident.closed", subject, body),
        _to_holder(incident, "incident.closed", subject, body),
    ]


def dismissed(incident: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """All concerned learn why it counts no more."""
    subject = _("[Notice] Dismissed: %(number)s %(title)s") % _words(incident)
    body = inputs.get("reasons", "")
    return [
        *_to_offices(incident, "incident.dismissed", subject, body),
        _to_holder(incident, "incident.dismissed", subject, body),
    ]
