"""The outbox: notices are written with the step and sent once after its commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q

from casework import clock
from casework.fsm import Case
from casework.models.notices import DeliveryStatus, Notice, Recipient


@dataclass(frozen=True)
class Draft:
    """A notice before it is written: shown to the person before the step, posted by the step."""

    kind: str
    subject: str
    body: str
    to: tuple[Any, ...] = field(default_factory=tuple)
    link: str = ""


def post(case: Case, drafts: Iterable[Draft]) -> list[Notice]:
    """Write notices into the outbox, and have them sent after the commit."""
    notices = [_write(case, draft) for draft in drafts if draft.to]
    if notices and not clock.is_simulated():
        transaction.on_commit(enqueue)
    return notices


def enqueue() -> None:
    """Ask the worker to send what waits."""
    from casework.tasks import send_notices  # noqa: PLC0415

    send_notices.enqueue()


def _write(case: Case, draft: Draft) -> Notice:
    now = clock.now()
    notice = Notice.objects.create(
        case_type=case.case_type,
        case_id=case.pk,
        zone=case.zone_code,
        kind=draft.kind,
        subject=draft.subject[:200],
        body=draft.body,
        link=draft.link,
        created_at=now,
    )
    status = DeliveryStatus.SIMULATED if clock.is_simulated() else DeliveryStatus.QUEUED
    people = {user.email: user for user in draft.to if user.email and user.is_active}
    Recipient.objects.bulk_create(
        Recipient(notice=notice, user=user, address=email, status=status, next_attempt_at=now)
        for email, user in people.items()
    )
    return notice


def visible_to(user: Any) -> Q:
    """Return the condition for notices that a person received."""
    return Q(recipients__user=user)


def due() -> Any:
    """Return the deliveries whose next attempt is due, oldest first."""
    return (
        Recipient.objects.filter(status=DeliveryStatus.QUEUED, next_attempt_at__lte=clock.now())
        .select_related("notice")
        .order_by("next_attempt_at", "pk")
    )


def send_due(*, limit: int = 200) -> int:
    """Send what is due, each in a transaction of its own so that none is sent twice; count them."""
    sent = 0
    for pk in list(due().values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            recipient = due().select_for_update(of=("self",)).filter(pk=pk).first()
            if recipient is not None:
                sent += _deliver(recipient)
    return sent


def _deliver(recipient: Recipient) -> bool:
    recipient.attempts += 1
    try:
        EmailMessage(
            subject=recipient.notice.subject,
            body=_mail_body(recipient.notice),
            to=[recipient.address],
        ).send()
    except OSError as error:
        _note_failure(recipient, error)
        return False
    recipient.status = DeliveryStatus.SENT
    recipient.sent_at = clock.now()
    recipient.last_error = ""
    recipient.save(update_fields=["status", "sent_at", "attempts", "last_error"])
    return True


def _mail_body(notice: Notice) -> str:
    link = f"\n\n{settings.WAGTAILADMIN_BASE_URL}{notice.link}" if notice.link else ""
    return f"{notice.body}{link}\n"


def _note_failure(recipient: Recipient, error: OSError) -> None:
    recipient.last_error = str(error)[:300] or type(error).__name__
    if recipient.attempts >= settings.NOTICE_MAX_ATTEMPTS:
        recipient.status = DeliveryStatus.FAILED
    recipient.next_attempt_at = clock.now() + timedelta(minutes=5 * 2**recipient.attempts)
    recipient.save(update_fields=["status", "attempts", "last_error", "next_attempt_at"])


def retry(recipient: Recipient) -> None:
    """Put a failed delivery back into the queue with fresh attempts (再送)."""
    recipient.status = DeliveryStatus.QUEUED
    recipient.attempts = 0
    recipient.next_attempt_at = clock.now()
    recipient.save(update_fields=["status", "attempts", "next_attempt_at"])
    transaction.on_commit(enqueue)
