"""The outbox: notices are written with the step and sent once after its commit."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework import clock, subjects
from casework.delivery import Plan, plans
from casework.fsm import Case
from casework.hooks import private_part
from casework.models.notices import DeliveryStatus, Notice, Recipient

MOST_FAULTS = 200


@dataclass(frozen=True)
class Draft:
    """A notice before it is written: shown to the person before the step, posted by the step.

    ``to`` are users, ``addresses`` the addresses of people who have no account.
    """

    kind: str
    subject: str
    body: str
    to: tuple[Any, ...] = field(default_factory=tuple)
    link: str = ""
    addresses: tuple[str, ...] = ()


def post(case: Case, drafts: Iterable[Draft]) -> list[Notice]:
    """Write notices into the outbox, and have them sent after the commit."""
    notices = [_write(case, draft) for draft in drafts if draft.to or draft.addresses]
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
    people: dict[str, Any] = dict.fromkeys(draft.addresses)
    people |= {user.email: user for user in draft.to if user.email and user.is_active}
    at_once = Plan(status, now)
    users = [user for user in people.values() if user is not None]
    planned = plans(case, draft.kind, notice.subject, users)
    Recipient.objects.bulk_create(
        _recipient(notice, email, user, planned.get(getattr(user, "pk", 0), at_once))
        for email, user in people.items()
    )
    return notice


def _recipient(notice: Notice, email: str, user: Any, plan: Plan) -> Recipient:
    return Recipient(
        notice=notice,
        user=user,
        address=email,
        status=plan.status,
        next_attempt_at=plan.at,
        in_digest=plan.in_digest,
    )


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
    sent = send_digests(limit=limit)
    single = due().filter(in_digest=False)
    for pk in list(single.values_list("pk", flat=True)[:limit]):
        with transaction.atomic():
            recipient = single.select_for_update(of=("self",)).filter(pk=pk).first()
            if recipient is not None:
                sent += _deliver(recipient)
    return sent


def send_digests(*, limit: int = 200) -> int:
    """Send each person what waits for their digest as one mail, what is due first; count the notices."""
    waiting = due().filter(in_digest=True).order_by()
    sent = 0
    for address in list(waiting.values_list("address", flat=True).distinct()[:limit]):
        with transaction.atomic():
            rows = due().filter(in_digest=True, address=address).select_for_update(of=("self",))
            sent += _deliver_digest(address, list(rows))
    return sent


def _deliver_digest(address: str, rows: list[Recipient]) -> int:
    if not rows:
        return 0
    today = clock.today()
    rows.sort(key=lambda row: subjects.order(row.notice.subject, today))
    try:
        EmailMessage(subject=_digest_subject(rows), body=_digest_body(rows), to=[address]).send()
    except OSError as error:
        for row in rows:
            row.attempts += 1
            _note_failure(row, error)
        return 0
    for row in rows:
        row.attempts += 1
        _note_sent(row)
    return len(rows)


def _digest_subject(rows: list[Recipient]) -> str:
    heads = [subjects.head_of(row.notice.subject, clock.today()) for row in rows]
    to_do = sum(head is not None and head.code == subjects.TO_DO for head in heads)
    if not to_do:
        return _("[Notice] %(count)s notices of today") % {"count": len(rows)}
    return _("[To do] %(count)s to do, %(all)s notices") % {"count": to_do, "all": len(rows)}


def _digest_body(rows: list[Recipient]) -> str:
    parts = []
    for row in rows:
        link = f"\n{settings.WAGTAILADMIN_BASE_URL}{row.notice.link}" if row.notice.link else ""
        parts.append(f"{row.notice.subject}\n{row.notice.body}{link}")
    settings_at = f"{settings.WAGTAILADMIN_BASE_URL}/console/settings/notices/"
    how = _("You can choose when you are told of what: %(url)s") % {"url": settings_at}
    return "\n\n――――――――\n".join(parts) + f"\n\n――――――――\n{how}\n"


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
    _note_sent(recipient)
    return True


def _note_sent(recipient: Recipient) -> None:
    recipient.status = DeliveryStatus.SENT
    recipient.sent_at = clock.now()
    recipient.last_error = ""
    recipient.save(update_fields=["status", "sent_at", "attempts", "last_error"])


def _mail_body(notice: Notice) -> str:
    link = f"\n\n{settings.WAGTAILADMIN_BASE_URL}{notice.link}" if notice.link else ""
    private = private_part.first(notice)
    return "\n\n".join(filter(None, [f"{notice.body}{link}", private])) + "\n"


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
    recipient.in_digest = False
    recipient.next_attempt_at = clock.now()
    recipient.save(update_fields=["status", "attempts", "in_digest", "next_attempt_at"])
    transaction.on_commit(enqueue)


def faults(since: Any) -> Any:
    """Return the deliveries given up after a moment, for the operators."""
    failed = Recipient.objects.filter(status=DeliveryStatus.FAILED, next_attempt_at__gte=since)
    return failed.select_related("notice").order_by("pk")


def report_faults() -> int:
    """Tell the operators once a day what could not be delivered; count it."""
    failed = list(faults(clock.now() - timedelta(days=1))[:MOST_FAULTS])
    operators = get_user_model().objects.filter(is_superuser=True, is_active=True)
    addresses = list(operators.order_by("pk").values_list("email", flat=True))
    if failed and addresses:
        lines = [f"{row.address}: {row.notice.kind} ({row.last_error})" for row in failed]
        subject = _("[To do] %(count)s deliveries failed") % {"count": len(failed)}
        EmailMessage(subject=subject, body="\n".join(lines) + "\n", to=addresses).send()
    return len(failed)
