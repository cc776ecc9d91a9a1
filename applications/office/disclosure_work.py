"""Requests for disclosure in the queue: decide within thirty days, then disclose."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models import Application, DisclosureRequest
from applications.office import work
from applications.office.work import BOTH
from applications.workflow.disclosure import DisclosureStatus
from casework import queue
from casework.models.work import FAR
from casework.queue import Task
from casework.text import fold_all

APPLICATION = "applications.application"
NEEDS = {
    "decide_disclosure": _("Decide on the disclosure"),
    "release_disclosure": _("Disclose the copy"),
}
OPEN = (DisclosureStatus.RECEIVED, DisclosureStatus.CONSULTING, DisclosureStatus.DECIDED)


def tasks(application: Application) -> Iterator[Task]:
    """Yield the tasks of an application's requests: one on each desk of the handling office."""
    if application.status == "draft":
        return
    found = DisclosureRequest.objects.filter(application=application.pk, status__in=OPEN)
    for asked in found.select_related("organisation").order_by("pk"):
        for desk in BOTH:
            yield _task(application, asked, desk)


def _task(application: Application, asked: DisclosureRequest, desk: str) -> Task:
    title = f"{asked.number}　{application}"
    return Task(
        case_type=asked.case_type,
        case_id=asked.pk,
        office=asked.organisation_id,
        desk=desk,
        title=title,
        url=asked.get_absolute_url(),
        needs="release_disclosure" if _is_decided(asked) else "decide_disclosure",
        waits_for=asked.organisation.name,
        state=asked.status,
        zone=application.zone.slug,
        zone_name=application.zone.name,
        search=fold_all(title, asked.organisation.name),
        due_on=_due(asked),
        party=application.company_id,
    )


def _is_decided(asked: DisclosureRequest) -> bool:
    return asked.status == DisclosureStatus.DECIDED


def _due(asked: DisclosureRequest) -> date:
    return (asked.release_from() or FAR) if _is_decided(asked) else asked.due_on


def add_to_queue() -> None:
    """Put the requests beside the other tasks of an application."""
    known = queue.SOURCES[APPLICATION]

    def with_requests(application: Application) -> Iterator[Task]:
        yield from known.tasks(application)
        yield from tasks(application)

    def roots() -> Any:
        asked = DisclosureRequest.objects.filter(status__in=OPEN).values("application")
        waiting = Q(pk__in=known.roots().order_by().values("pk")) | Q(pk__in=asked)
        return work.loaded_applications().filter(waiting).order_by("pk")

    queue.register(APPLICATION, with_requests, roots, NEEDS)
