"""What appeals ask of the reviewing office, the deciding office and the review officer."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from applications.models import Appeal
from applications.roles import EXAMINERS
from casework.work import WorkItem
from zones.models.organisations import OfficeRole, current_memberships

MOST = 100


def work_for(user: Any) -> list[WorkItem]:
    """Return the appeals that wait for this person, by what each needs next."""
    held = current_memberships(user)
    signing = {m.organisation_id for m in held if m.role == OfficeRole.APPROVER}
    examining = {m.organisation_id for m in held if m.role in EXAMINERS}
    if not held:
        return []
    wanted = (
        Q(status__in=["lodged", "concluded"], reviewing_office__in=signing)
        | Q(status="reviewing", reviewing_office__in=examining)
        | Q(status="defended", officer=user)
    )
    found = Appeal.objects.visible_to(user).filter(wanted).for_list().order_by("review_due_on")
    return [_item(case) for case in found[:MOST]]


def _item(case: Appeal) -> WorkItem:
    step, due = {
        "lodged": (_("Name a review officer, or order a correction"), case.review_due_on),
        "reviewing": (_("Submit the statement of defence"), case.review_due_on),
        "defended": (_("Close the hearing and give an opinion"), case.reply_due_on),
        "concluded": (_("Rule on the appeal"), case.review_due_on),
    }[case.status]
    return WorkItem(
        case_type=case.case_type,
        case_id=case.pk,
        title=str(case),
        url=case.get_absolute_url(),
        zone=case.zone.name,
        next_step=step,
        waits_for=case.officer_name if case.status == "defended" else case.reviewing_office.name,
        due_on=due,
    )
