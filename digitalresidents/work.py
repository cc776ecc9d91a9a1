"""What residents' registrations ask of the office, for its landing page."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from casework import clock
from casework.work import WorkItem
from digitalresidents.models import ActivityProof, Registration
from digitalresidents.querysets import handling_offices
from digitalresidents.terms import DECISION_DAYS

MOST = 50


def _due(moment: datetime) -> date:
    return moment.astimezone(clock.JST).date() + timedelta(days=DECISION_DAYS)


def work_items(user: Any) -> list[WorkItem]:
    """Return registrations and activities that wait for the user's office, the oldest first."""
    if not handling_offices(user):
        return []
    return [*_registrations(user), *_activities(user)]


def _registrations(user: Any) -> list[WorkItem]:
    waiting = Registration.objects.handled_by(user).waiting_for_office().select_related("zone")
    return [
        WorkItem(
            case_type=registration.case_type,
            case_id=registration.pk,
            title=_("Registration of a digital resident"),
            url=registration.get_absolute_url(),
            zone=registration.zone.name,
            next_step=_("Decide whether it is the same person")
            if registration.duplicate_of_id
            else _("Confirm the registration"),
            waits_for=_("Office"),
            due_on=_due(registration.applied_at),
        )
        for registration in waiting.order_by("applied_at", "pk")[:MOST]
    ]


def _activities(user: Any) -> list[WorkItem]:
    waiting = ActivityProof.objects.handled_by(user).filter(status="pending")
    return [
        WorkItem(
            case_type=proof.case_type,
            case_id=proof.pk,
            title=_("Activity reported by a digital resident"),
            url=proof.get_absolute_url(),
            zone=proof.zone.name,
            next_step=_("Check the activity"),
            waits_for=_("Office"),
            due_on=_due(proof.reported_at),
        )
        for proof in waiting.select_related("registration__zone").order_by("reported_at", "pk")[
            :MOST
        ]
    ]
