"""Which support cases wait on which desk of the zone's office."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application, SupportCase
from applications.office import work
from applications.workflow import ApplicationStatus
from applications.workflow.support import SupportStatus
from casework import queue
from casework.queue import Task
from casework.text import fold_all

APPLICATION = "applications.application"
S = SupportStatus
WAITING = (S.REQUESTED, S.EXAMINING, S.GRANTED, S.REFUSED, S.PAYING, S.REPAYING)
GRANTING = (ApplicationStatus.CONSULTING, ApplicationStatus.DECIDED, ApplicationStatus.DISCLOSED)
NEEDS = {
    "examine_support": _("Examine the request for support"),
    "decide_support": _("Decide on the support"),
    "disclose_support": _("Disclose the decision on the support"),
    "pay_support": _("Pay, then settle the support"),
    "collect_repayment": _("Collect the repayment"),
}


def _next(case: SupportCase) -> tuple[str, str] | None:
    """Return what a case needs next and at which desk; None when nothing."""
    if case.status == S.REQUESTED or (case.status == S.EXAMINING and case.proposed is None):
        return "examine_support", work.EXAMINATION
    if case.status == S.EXAMINING:
        return "decide_support", work.SIGNATURE
    if not case.is_disclosed:
        return "disclose_support", work.SIGNATURE
    if case.status == S.REFUSED:
        return None
    paid_back = case.status == S.REPAYING
    return ("collect_repayment" if paid_back else "pay_support"), work.EXAMINATION


def tasks(application: Application) -> Iterator[Task]:
    """Yield the tasks of an application's support cases; one query where a measure can be granted."""
    if application.status not in GRANTING:
        return
    found = SupportCase.objects.filter(application=application.pk, status__in=WAITING)
    for case in found.select_related("instrument", "office").order_by("pk"):
        if (wanted := _next(case)) is not None:
            yield _task(application, case, *wanted)


def _task(application: Application, case: SupportCase, needs: str, desk: str) -> Task:
    title = str(case)
    return Task(
        case_type=case.case_type,
        case_id=case.pk,
        office=case.office_id,
        desk=desk,
        title=title,
        url=case.get_absolute_url(),
        needs=needs,
        waits_for=case.office.name,
        state=case.status,
        zone=application.zone.slug,
        zone_name=application.zone.name,
        search=fold_all(title, application.company.name, case.office.name),
        person=case.examiner_id if desk == work.EXAMINATION else None,
        not_person=case.examiner_id if desk == work.SIGNATURE else None,
        party=application.company_id,
    )


def add_to_queue() -> None:
    """Put support cases beside the other tasks of an application."""
    known = queue.SOURCES[APPLICATION]

    def with_support(application: Application) -> Iterator[Task]:
        yield from known.tasks(application)
        yield from tasks(application)

    def roots() -> Any:
        cases = SupportCase.objects.filter(status__in=WAITING).values("application")
        waiting = Q(pk__in=known.roots().order_by().values("pk")) | Q(pk__in=cases)
        return work.loaded_applications().filter(waiting).order_by("pk")

    queue.register(APPLICATION, with_support, roots, NEEDS)
