"""Who is told of a mandate, and of what an operator prepared."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from casework.calendar import wareki
from casework.outbox import Draft
from zones.notices import NATIONAL, WORKING, office_link, people, town_people


def operator_people(mandate: Any) -> tuple[Any, ...]:
    """Return who works for the operator."""
    if mandate.operator_id is None:
        return ()
    return people(Q(organisation_id=mandate.operator_id), *WORKING, *NATIONAL)


def entrusted(mandate: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The operator learns what it may prepare, and that it decides nothing."""
    named = {
        "zone": mandate.zone.name,
        "from": wareki(mandate.valid_from) if mandate.valid_from else "",
        "until": wareki(mandate.valid_until) if mandate.valid_until else "",
    }
    subject = _("[Notice] Tasks of %(zone)s are entrusted to you") % named
    body = _("From %(from)s to %(until)s you prepare for the office. Decisions stay with it.")
    link = mandate.get_absolute_url()
    return [Draft("zone.entrusted", subject, body % named, operator_people(mandate), link)]


def mandate_ended(mandate: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The operator learns that the mandate has ended."""
    named = {"zone": mandate.zone.name}
    subject = _("[Important] The mandate for %(zone)s has ended") % named
    body = _("From today you have no access to the tasks of %(zone)s any more.") % named
    link = office_link(mandate.zone)
    return [Draft("zone.mandate_ended", subject, body, operator_people(mandate), link)]


def prepared(preparation: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The office learns that something waits for an official."""
    mandate = preparation.mandate
    named = {"zone": mandate.zone.name, "subject": inputs.get("subject") or preparation.subject}
    subject = _("[To do] Prepared by the operator: %(subject)s") % named
    body = _("The operator has prepared something for %(zone)s. Read, then adopt or return it.")
    link = mandate.get_absolute_url()
    return [Draft("zone.prepared", subject, body % named, town_people(mandate.zone), link)]
