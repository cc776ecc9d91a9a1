"""Which incidents wait on which desk: to be acknowledged within 24 hours, explained, closed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.models.incident import OPEN
from applications.notices.incident import offices_in_charge
from applications.workflow.incident import IncidentStatus
from casework import clock
from casework.models.work import FAR

NEEDS = {
    "acknowledge_incident": _("Acknowledge the incident within 24 hours"),
    "explain_incident": _("Report cause and remedy of the incident"),
    "close_incident": _("Close the incident with what was learned"),
}
NEXT = {
    IncidentStatus.REPORTED: "acknowledge_incident",
    IncidentStatus.ACKNOWLEDGED: "explain_incident",
    IncidentStatus.EXPLAINED: "close_incident",
}


def open_incidents(model: Any) -> Any:
    """Return the incidents that wait."""
    return model.objects.filter(status__in=OPEN).order_by("pk")


def incident_tasks(exemption: Any, make_task: Any, desk: str) -> Iterator[Any]:
    """Yield the tasks of an exemption's open incidents, on the desk of each office in charge."""
    for incident in exemption.open_incidents:
        incident.exemption = exemption
        is_new = incident.status == IncidentStatus.REPORTED
        waits_for_holder = incident.status == IncidentStatus.ACKNOWLEDGED
        office = exemption.holder if waits_for_holder else exemption.zone.lead
        for number in offices_in_charge(exemption):
            yield make_task(
                incident,
                office=number,
                desk=desk,
                title=f"{incident} {exemption.title}",
                company=exemption.holder.name,
                needs=NEXT[IncidentStatus(incident.status)],
                waits_for=office.name,
                waits_here=not waits_for_holder,
                due_on=incident.due_at.astimezone(clock.JST).date() if is_new else FAR,
                party=exemption.holder_id,
            )
