"""What waits for an answer: consultations in the queue of the office asked, and unread messages."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from applications.consulting.scope import APPLICATION
from applications.models import Application, Consultation
from applications.models.application import OPEN
from applications.office.work import BOTH, EXAMINATION
from applications.workflow.consultation import ConsultationStatus
from casework import queue
from casework.models import Message, ReadMark
from casework.models.thread import Side
from casework.models.work import FAR
from casework.queue import Task
from casework.text import fold_all

NEEDS = {
    "answer_consultation": _("Answer the consultation"),
    "read_messages": _("Read the new messages"),
}


def waiting() -> Any:
    """Return every consultation that waits for an answer, loaded as its tasks need it."""
    found = Consultation.objects.filter(status=ConsultationStatus.OPENED)
    return found.select_related("zone", "office", "company", "asked_by").order_by("pk")


def tasks(consultation: Consultation) -> Iterator[Task]:
    """Yield the tasks of a consultation: one on each desk of the office that is asked."""
    if consultation.status != ConsultationStatus.OPENED:
        return
    title = f"{consultation}（{consultation.asker_name}）"
    for desk in BOTH:
        yield Task(
            case_type=consultation.case_type,
            case_id=consultation.pk,
            office=consultation.office_id,
            desk=desk,
            title=title,
            url=consultation.get_absolute_url(),
            needs="answer_consultation",
            waits_for=consultation.office.name,
            state=consultation.status,
            zone=consultation.zone.slug,
            zone_name=consultation.zone.name,
            search=fold_all(title, consultation.office.name),
            due_on=consultation.due_on or FAR,
            not_person=consultation.asked_by_id,
            party=consultation.company_id,
        )


def read_by_office(office: int | None) -> Any:
    """Return the read marks by which somebody of an office has read up to a message."""
    return ReadMark.objects.filter(
        case_type=OuterRef("case_type"),
        case_id=OuterRef("case_id"),
        message__gte=OuterRef("pk"),
        user__memberships__organisation=office,
    )


def message_tasks(application: Application) -> Iterator[Task]:
    """Yield the task to read what the applicant wrote, until somebody of the examining office did."""
    office = application.examining_office
    if office is None or application.status not in OPEN:
        return
    written = Message.objects.on(application).filter(side=Side.APPLICANT)
    if not written.exclude(Exists(read_by_office(office.pk))).exists():
        return
    title = str(application)
    yield Task(
        case_type=Message._meta.label_lower,
        case_id=application.pk,
        office=office.pk,
        desk=EXAMINATION,
        title=title,
        url=f"{application.get_absolute_url()}messages/",
        needs="read_messages",
        waits_for=office.name,
        zone=application.zone.slug,
        zone_name=application.zone.name,
        search=fold_all(title, application.company.name, office.name),
        person=application.examiner_id,
        party=application.company_id,
    )


def add_to_queue() -> None:
    """Put consultations into the queue, and unread messages beside the tasks of an application."""
    queue.register("applications.consultation", tasks, waiting, NEEDS)
    known = queue.SOURCES[APPLICATION]

    def with_messages(application: Application) -> Iterator[Task]:
        yield from known.tasks(application)
        yield from message_tasks(application)

    queue.register(APPLICATION, with_messages, known.roots, NEEDS)
