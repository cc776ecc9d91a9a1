"""What letters by post ask of the office."""

from typing import Any

from django.utils.translation import gettext as _

from applications.letters.periods import service_day
from applications.models import Dispatch
from applications.roles import EXAMINERS
from applications.workflow.dispatch import DispatchStatus
from casework import clock
from casework.calendar import add_business_days
from casework.work import WorkItem
from zones.models.organisations import current_memberships

MOST = 100
SEND_DAYS, CHECK_DAYS = 2, 10


def work_for(user: Any) -> list[WorkItem]:
    """Return the letters that the user's offices have to send, follow up, or serve."""
    offices = {m.organisation_id for m in current_memberships(user) if m.role in EXAMINERS}
    if not offices:
        return []
    found = Dispatch.objects.visible_to(user).open().filter(letter__office__in=offices)
    found = found.for_list().prefetch_related("sendings")
    return [_item(case) for case in found.order_by("pk")[:MOST]]


def _item(case: Dispatch) -> WorkItem:
    step, days = {
        DispatchStatus.TO_PRINT: (_("Print and send the letter"), SEND_DAYS),
        DispatchStatus.SENT: (_("Check that the letter has arrived"), CHECK_DAYS),
        DispatchStatus.RETURNED: (_("Find the address, then send the letter again"), SEND_DAYS),
        DispatchStatus.POSTED: (_("Record the service by public notice"), 0),
    }[DispatchStatus(case.status)]
    return WorkItem(
        case_type=case.case_type,
        case_id=case.pk,
        title=str(case),
        url=case.get_absolute_url(),
        zone=case.zone.name,
        next_step=step,
        waits_for=case.letter.office.name,
        due_on=_due(case, days),
    )


def _due(case: Dispatch, days: int) -> Any:
    if case.posted_on:
        return add_business_days(service_day(case.posted_on), 1)
    last = max(case.sendings.all(), key=lambda s: s.number, default=None)
    made = case.made_at.astimezone(clock.JST).date()
    return add_business_days((last.outcome_on or last.sent_on) if last else made, days)
