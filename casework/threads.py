"""Talking on a case: writing, reading, and telling the other side once per burst.

The applicant and the offices read one thread; notes are read by offices only. Nothing in it is
ever changed. Who may write, and which offices a person speaks for, is known above this layer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from casework import audit, changes, clock, files, outbox, transitions
from casework.fsm import Case
from casework.models.files import StoredFile
from casework.models.thread import OUTSIDE, Message, MessageKind, ReadMark, Side

MAX_LENGTH = 4_000
MAX_FILES = 5
MOST_PER_HOUR = 20
SUMMED = 50
# An unread burst is told again after this long, so that one lost mail does not silence a thread.
BURST = timedelta(hours=24)
SECOND_CLICK = timedelta(minutes=2)
ATTACHED = "casework.message"
GUIDE = "guide"


@dataclass(frozen=True)
class Guidance:
    """What makes a message administrative guidance: purpose, officer, and the power pointed to.

    ``spoken_on`` is the day on which it was given by word of mouth and is now put down.
    """

    purpose: str
    officer: str
    power: str = ""
    spoken_on: date | None = None


@dataclass(frozen=True)
class Author:
    """Who writes, for whom: a person with the key and name of the office (or name of the company)."""

    user: Any
    organisation: str = ""
    office: int | None = None
    role: str = ""


@dataclass(frozen=True)
class Letter:
    """What is to be written."""

    side: str
    body: str
    guidance: Guidance | None = None
    uploads: Sequence[UploadedFile] = field(default_factory=tuple)


@dataclass(frozen=True)
class Holder:
    """What a message's file hangs on: the message, so that only its readers may fetch it."""

    pk: int
    case_type: str = ATTACHED


def post(
    case: Case,
    letter: Letter,
    *,
    author: Author,
    is_open: Callable[[Any], bool],
    tell: Callable[[Message], Iterable[outbox.Draft]],
    addressee: tuple[int | None, str] = (None, ""),
) -> Message:
    """Write on a case under its lock; ValidationError says why not, with the remedy.

    ``is_open`` is asked on the locked case; ``tell`` returns the drafts for the other side, from which
    those are dropped who have an unread message of the same burst.
    """
    with transaction.atomic():
        locked = transitions.lock(case)
        if not is_open(locked):
            raise ValidationError(
                _("The case has ended: its thread can be read, not written. Open a consultation."),
                code="closed",
            )
        message = write(locked, letter, author=author, tell=tell, addressee=addressee)
        changes.note(locked)
        return message


def write(
    locked: Case,
    letter: Letter,
    *,
    author: Author,
    tell: Callable[[Message], Iterable[outbox.Draft]],
    addressee: tuple[int | None, str] = (None, ""),
) -> Message:
    """Write on a case that the caller has locked; see ``post``."""
    check(letter)
    message = _row(locked, letter, author, addressee)
    message.attachments = _digests(letter.uploads)
    if (same := _just_written(locked, message)) is not None:
        return same
    check_rate(locked, author.user)
    message.save(force_insert=True)
    for upload in letter.uploads:
        files.store(cast("Case", Holder(message.pk)), upload, slot="message", actor=author.user)
    if letter.guidance:
        _record_guidance(locked, message, author)
    outbox.post(locked, _fresh(locked, message, tell(message)))
    mark_read(locked, author.user, message.pk)
    return message


def check(letter: Letter) -> None:
    """Raise ValidationError when a letter is empty, too long, or guidance that is not whole."""
    if not letter.body.strip():
        raise ValidationError(_("The message is empty. Write what you want to say."), code="empty")
    if len(letter.body) > MAX_LENGTH:
        raise ValidationError(
            _("The message has %(length)d characters; the limit is %(limit)d. Shorten it.")
            % {"length": len(letter.body), "limit": MAX_LENGTH},
            code="too_long",
        )
    if len(letter.uploads) > MAX_FILES:
        raise ValidationError(
            _("At most %(limit)d files go with one message. Send the others with the next.")
            % {"limit": MAX_FILES},
            code="too_many_files",
        )
    for upload in letter.uploads:
        files.validate_upload(upload)
    given = letter.guidance
    if given and not (
        letter.side == Side.OFFICE and given.purpose.strip() and given.officer.strip()
    ):
        raise ValidationError(
            _("Guidance names its purpose and the responsible officer. Fill in both."),
            code="guidance",
        )


def _just_written(case: Case, message: Message) -> Message | None:
    """Return the same message when its author sent it a moment ago: a second click writes nothing."""
    fields = ("side", "kind", "body", "purpose", "officer", "power", "attachments")
    last = (
        Message.objects.on(case)
        .filter(author=message.author, at__gte=message.at - SECOND_CLICK)
        .order_by("-pk")
        .first()
    )
    alike = last and all(getattr(last, name) == getattr(message, name) for name in fields)
    return last if alike else None


def check_rate(case: Case, user: Any) -> None:
    """Raise ValidationError when a person wrote too much on a case within an hour."""
    since = clock.now() - timedelta(hours=1)
    if Message.objects.on(case).filter(author=user.pk, at__gt=since).count() >= MOST_PER_HOUR:
        raise ValidationError(
            _(
                "You have sent %(count)d messages within an hour. Write the rest in one message later."
            )
            % {"count": MOST_PER_HOUR},
            code="rate",
        )


def _row(case: Case, letter: Letter, author: Author, addressee: tuple[int | None, str]) -> Message:
    given = letter.guidance
    return Message(
        case_type=case.case_type,
        case_id=case.pk,
        zone=case.zone_code,
        subject=str(case)[:200],
        side=letter.side,
        kind=MessageKind.GUIDANCE if given else MessageKind.MESSAGE,
        author=author.user.pk,
        author_name=author.user.get_full_name() or author.user.email,
        office=author.office,
        organisation=author.organisation,
        company=addressee[0],
        addressee=addressee[1],
        body=letter.body.strip(),
        purpose=given.purpose.strip() if given else "",
        officer=given.officer.strip() if given else "",
        power=given.power.strip() if given else "",
        spoken_on=given.spoken_on if given else None,
        at=clock.now(),
        simulated=clock.is_simulated(),
    )


def _digests(uploads: Sequence[UploadedFile]) -> list[dict[str, Any]]:
    return [{"name": u.name or "", "size": u.size, "sha256": files.sha256_of(u)} for u in uploads]


def _record_guidance(case: Case, message: Message, author: Author) -> None:
    """Put the fact of the guidance, not its text, into the chain of the case."""
    audit.append(
        case,
        step=GUIDE,
        source=case.status,
        actor=author.user,
        role=author.role,
        basis="行政手続法 第35条第1項",
        inputs={"message": message.pk, "purpose": message.purpose, "body": message.body},
    )


def _fresh(case: Case, message: Message, drafts: Iterable[outbox.Draft]) -> list[outbox.Draft]:
    """Return the drafts without those who were told of this burst and have not looked since."""
    found = []
    for draft in drafts:
        people = still_listening(case, message.side, draft.to, before=message)
        found.append(outbox.Draft(draft.kind, draft.subject, draft.body, people, draft.link))
    return found


def still_listening(
    case: Case, side: str, people: Iterable[Any], *, before: Message | None = None
) -> tuple[Any, ...]:
    """Return those of some people who have read what a side wrote before its newest message.

    The others have been told of the burst already. ``before`` is the newest message.
    """
    alike = Message.objects.on(case).filter(side__in=_heard_alike(side))
    newest = before or alike.order_by("-pk").first()
    if newest is None:
        return tuple(people)
    earlier = alike.filter(pk__lt=newest.pk, at__gt=newest.at - BURST)
    last = earlier.order_by("-pk").values_list("pk", flat=True).first() or 0
    read = _read_by(case) if last else {}
    return tuple(p for p in people if read.get(p.pk, 0) >= last)


def _heard_alike(side: str) -> tuple[str, ...]:
    return (side,) if side in OUTSIDE else (Side.INTERNAL, Side.PRIVATE)


def _read_by(case: Case) -> dict[int, int]:
    marks = ReadMark.objects.filter(case_type=case.case_type, case_id=case.pk)
    return dict(marks.values_list("user_id", "message"))


def thread_of(case: Any, *, offices: set[int] | None = None) -> Any:
    """Return what may be read of a case's thread: by the applicant, or (``offices``) from offices."""
    found = Message.objects.on(case)
    return found.outside() if offices is None else found.readable_in(offices)


def summary(case: Any, user: Any, *, offices: set[int] | None = None) -> dict[str, Any]:
    """Return the newest message and how many are new to the person, of the last 50; one query."""
    rows = list(_with_marks(thread_of(case, offices=offices), user).order_by("-pk")[:SUMMED])
    new = sum(m.author != user.pk and m.pk > m.read for m in rows)
    return {"last": rows[0] if rows else None, "unread": new, "count": len(rows)}


def _with_marks(messages: Any, user: Any) -> Any:
    mine = ReadMark.objects.filter(
        user=user, case_type=OuterRef("case_type"), case_id=OuterRef("case_id")
    )
    return messages.annotate(read=Coalesce(Subquery(mine.values("message")[:1]), 0))


def mark_read(case: Any, user: Any, message: int) -> None:
    """Note that a person has read a thread up to a message; never goes back."""
    key = {"user": user, "case_type": case.case_type, "case_id": case.pk}
    mark, made = ReadMark.objects.get_or_create(
        **key, defaults={"message": message, "at": clock.now()}
    )
    if not made and mark.message < message:
        ReadMark.objects.filter(pk=mark.pk, message__lt=message).update(
            message=message, at=clock.now()
        )


def unread(user: Any, messages: Any) -> dict[tuple[str, int], int]:
    """Return case → how many of some messages, written by others, the person has not read; one query."""
    rows = (
        _with_marks(messages.exclude(author=user.pk), user)
        .filter(pk__gt=F("read"))
        .order_by("case_type", "case_id")
        .values_list("case_type", "case_id")
        .annotate(count=Count("pk"))
    )
    return {(case_type, case_id): count for case_type, case_id, count in rows}


def file_of(message: Message, number: int) -> StoredFile | None:
    """Return the file that stands at a place (from 1) in a message's list of files."""
    found = StoredFile.objects.filter(
        case_type=ATTACHED, case_id=message.pk, removed_at=None
    ).order_by("pk")
    return found[number - 1 : number].first() if number > 0 else None
