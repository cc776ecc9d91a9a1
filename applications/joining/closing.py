"""What a closing means for the exemptions in the zone: holders are asked for a plan, told when it is off."""

from __future__ import annotations

from typing import Any

from applications.models import CallEntry, Exemption, WindDown
from applications.notices import joining as notices
from applications.workflow import ExemptionStatus
from casework import clock, outbox
from casework.actors import SYSTEM
from casework.transitions import perform
from zones.models.calls import CallStatus

OPEN = (
    ExemptionStatus.GRANTED,
    ExemptionStatus.GATHERING_CONSENT,
    ExemptionStatus.RUNNING,
    ExemptionStatus.SUSPENDED,
    ExemptionStatus.REVOCATION_HEARING,
)


def open_exemptions_of(zone: Any) -> Any:
    """Return the exemptions of a zone that have no end yet, by what was decided and by their last day."""
    return Exemption.objects.filter(zone=zone, status__in=OPEN, ends_on__gte=clock.today())


def open_exemptions(zone: Any) -> list[str]:
    """Return their public numbers."""
    return list(open_exemptions_of(zone).order_by("pk").values_list("public_number", flat=True))


def ask_to_wind_down(zone: Any, _actor: Any) -> None:
    """Ask every holder how the trial ends; tell them the day and the town's plan."""
    for exemption in open_exemptions_of(zone).order_by("pk"):
        exemption.zone = zone
        if exemption.wind_downs.exclude(status="dropped").exists():
            continue
        asked = WindDown.objects.create(exemption=exemption, asked_on=clock.today())
        outbox.post(asked, notices.wind_down_asked(asked))


def drop_plans(zone: Any, _actor: Any) -> None:
    """The zone goes on: nothing is asked of the holders any more."""
    found = WindDown.objects.filter(exemption__zone=zone).exclude(status="dropped")
    for one in found.order_by("pk"):
        perform(one, "drop", actor=SYSTEM, version=one.version)


def tell_outcome(call: Any) -> None:
    """Tell every company that joined that the outcome, or the calling off, is public."""
    if call.status not in (CallStatus.CONCLUDED, CallStatus.CANCELED):
        return
    joined = CallEntry.objects.filter(call=call).exclude(status__in=("written", "withdrawn"))
    for entry in joined.select_related("company").order_by("pk"):
        entry.call = call
        outbox.post(entry, notices.outcome(entry))
