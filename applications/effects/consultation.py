"""What follows from the steps of a consultation: messages, and the day by which an answer is due."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db import transaction

from applications.consulting.voices import addressee_of, applicant_voice, office_voice
from applications.notices import consultation as notices
from casework import audit, changes, clock, outbox, threads
from casework.calendar import add_business_days, fiscal_year
from casework.models.thread import Side
from zones.policy import policy_of

BASIS = "行政手続法 第9条第2項（情報の提供）"


def due_from(zone: Any, day: date) -> date:
    """Return the day by which a question asked on a day is to be answered (a rule of the house)."""
    return add_business_days(day, policy_of(zone).consultation_days)


def open_consultation(
    *, actor: Any, zone: Any, office: Any, question: str, uploads: Any = (), **facts: Any
) -> Any:
    """Open a consultation with its first message; its trail begins, the office is told.

    ``facts``: company (or None), subject, special_measure, law_title, article. ValidationError when
    the message cannot be written. A second click leads to the same consultation.
    """
    model = apps.get_model("applications", "Consultation")
    since = clock.now() - threads.SECOND_CLICK
    with transaction.atomic():
        same = model.objects.filter(
            asked_by=actor, zone=zone, office=office, subject=facts["subject"], opened_at__gte=since
        ).first()
        if same is not None:
            return same
        made = model.objects.create(
            zone=zone,
            office=office,
            asked_by=actor,
            opened_at=clock.now(),
            due_on=due_from(zone, clock.today()),
            first_due_on=due_from(zone, clock.today()),
            **facts,
        )
        made.number = f"S{fiscal_year(clock.today())}-{made.pk:05d}"
        made.save(update_fields=["number"])
        audit.append(made, step="open", source="", actor=actor, role="asker", basis=BASIS)
        _say(made, Side.APPLICANT, actor, question, uploads)
        outbox.post(made, notices.opened(made, actor, {}))
        changes.note(made)
    return made


def _say(
    consultation: Any, side: str, actor: Any, body: str, uploads: Any, guidance: Any = None
) -> None:
    """Write into the thread; whom to tell is the step's own matter."""
    voice = applicant_voice if side == Side.APPLICANT else office_voice
    threads.write(
        consultation,
        threads.Letter(side, body, guidance, tuple(uploads)),
        author=voice(consultation, actor),
        tell=lambda _message: [],
        addressee=addressee_of(consultation) if guidance else (None, ""),
    )


def answer(
    consultation: Any, actor: Any, *, body: str, kind: str, uploads: Any, **words: Any
) -> None:
    """Write the office's answer, guidance marked as such; the question waits no longer."""
    guidance = threads.Guidance(**words) if kind == "guidance" else None
    _say(consultation, Side.OFFICE, actor, body, uploads, guidance)
    consultation.answered_at = clock.now()
    consultation.first_answered_at = consultation.first_answered_at or clock.now()
    consultation.adviser = actor
    consultation.due_on = None


def ask_again(consultation: Any, actor: Any, *, body: str, uploads: Any) -> None:
    """Write the asker's next message; a new answer falls due unless one is awaited already."""
    _say(consultation, Side.APPLICANT, actor, body, uploads)
    consultation.closed_at = None
    if consultation.due_on is None:
        consultation.due_on = due_from(consultation.zone, clock.today())


def pass_on(consultation: Any, actor: Any, *, office: Any, reason: str) -> None:
    """Let another office answer; the asker reads why."""
    _say(consultation, Side.OFFICE, actor, reason, ())
    consultation.office = office


def close(consultation: Any) -> None:
    """Note the end; nothing is due any more."""
    consultation.closed_at = clock.now()
    consultation.due_on = None
