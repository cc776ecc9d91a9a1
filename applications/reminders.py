"""Reminders of reports by their due dates: 30 and 7 days before, on the day, and once when overdue.

The stage is a function of the day, and each is told once: a run that comes late, twice or not at all
never repeats one and never sends an older one after a newer. Digests and choices are the outbox's.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Report
from applications.models.report import WAITING
from applications.notices.people import OFFICE_ROLES, company_people, office_people
from casework import clock, outbox
from casework.calendar import wareki
from casework.models import Notice
from casework.outbox import Draft
from casework.transitions import lock

STAGES = ((30, "report.due_in_30"), (7, "report.due_in_7"), (0, "report.due_today"))
OVERDUE = "report.overdue"


def stage_of(due_on: date, today: date) -> str:
    """Return the kind of the reminder that a day calls for; "" when it is too early."""
    left = (due_on - today).days
    if left < 0:
        return OVERDUE
    return next((kind for days, kind in reversed(STAGES) if left <= days), "")


def remind_of_reports() -> int:
    """Send every reminder that the day calls for and that was not sent; count the notices."""
    today = clock.today()
    found = Report.objects.filter(status__in=WAITING).select_related(
        "exemption__zone", "exemption__holder", "exemption__application"
    )
    return sum(
        _remind(report, kind)
        for report in found.order_by("due_on", "pk").iterator(chunk_size=500)
        if (kind := stage_of(report.due_on, today))
    )


def _remind(report: Report, kind: str) -> int:
    told = Notice.objects.filter(case_type=report.case_type, case_id=report.pk, kind=kind)
    if told.exists():
        return 0
    with transaction.atomic():
        locked = lock(report)
        if locked.status not in WAITING or told.exists():
            return 0
        return len(outbox.post(locked, _drafts(report, kind)))


def _drafts(report: Report, kind: str) -> list[Draft]:
    exemption, day = report.exemption, report.due_on
    words = {
        "title": exemption.title,
        "number": exemption.public_number,
        "kind": report.get_kind_display(),
        "day": f"{day.month}/{day.day}",
        "date": wareki(day),
        "period": f"{wareki(report.period_start)}～{wareki(report.period_end)}",
    }
    holder = company_people(exemption.holder, exemption.application)
    body = _("%(kind)s on exemption %(number)s for %(period)s is due on %(date)s.") % words
    if kind != OVERDUE:
        subject = _("[Action by %(day)s] Report to be submitted: %(title)s") % words
        return [Draft(kind, subject, body, holder, report.company_url())]
    subject = _("[To do] Report overdue: %(title)s") % words
    late = _("It was due on %(date)s. Submit it now; write to the office if you cannot.") % words
    office = office_people(exemption.zone.lead_id, *OFFICE_ROLES)
    return [
        Draft(kind, subject, f"{body}\n{late}", holder, report.company_url()),
        Draft(kind, subject, body, office, report.get_absolute_url()),
    ]
