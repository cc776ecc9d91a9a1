"""The consent ledger's only doors: to give, to withdraw, and to ask whether data may be used."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from casework import clock
from casework.transitions import lock
from digitalresidents.models import ConsentRecord, PurposeNotice, Registration
from digitalresidents.models.consent import ConsentAction, Purpose


def notice_for(purpose: str) -> PurposeNotice:
    """Return the notice in force for a purpose; ValidationError when nobody was told one."""
    for notice in PurposeNotice.objects.in_force():
        if notice.purpose == purpose:
            return notice
    raise ValidationError(_("There is no purpose notice in force for this purpose."))


def _latest(registration: Registration, purpose: str) -> str:
    records = ConsentRecord.objects.filter(registration=registration, purpose=purpose)
    return records.order_by("-at", "-pk").values_list("action", flat=True).first() or ""


def _write(
    *, registration: Registration, purpose: str, action: str, assisted: bool
) -> ConsentRecord | None:
    notice = notice_for(purpose)
    if not notice.needs_consent:
        raise ValidationError(_("This purpose needs no consent: to stop it, leave the zone."))
    with transaction.atomic():
        locked = lock(registration)
        if not locked.is_open:
            raise ValidationError(_("The registration has ended: nothing is used any more."))
        if (_latest(locked, purpose) or ConsentAction.WITHDRAWN) == action:
            return None
        return ConsentRecord.objects.create(
            registration=locked,
            notice=notice,
            purpose=purpose,
            action=action,
            at=clock.now(),
            assisted=assisted,
        )


def give(
    *, registration: Registration, purpose: str, assisted: bool = False
) -> ConsentRecord | None:
    """Record consent under the notice in force; None when it stands already. ValidationError otherwise."""
    return _write(
        registration=registration, purpose=purpose, action=ConsentAction.GIVEN, assisted=assisted
    )


def withdraw(
    *, registration: Registration, purpose: str, assisted: bool = False
) -> ConsentRecord | None:
    """Record a withdrawal: from this moment ``may_use`` says no. None when none stood."""
    return _write(
        registration=registration,
        purpose=purpose,
        action=ConsentAction.WITHDRAWN,
        assisted=assisted,
    )


def usable_for(purpose: str, *, at: datetime | None = None) -> QuerySet[Registration]:
    """Return the registrations whose data may be used for a purpose at a moment (now).

    The only gate: mailing lists, exports and ``may_use`` all read this. Keeping the register needs
    an open registration; every other purpose a tier that holds on the day, and consent not withdrawn.
    """
    moment = at or clock.now()
    day = moment.astimezone(clock.JST).date()
    alive = Registration.objects.filter(resident__isnull=False, applied_at__lte=moment)
    alive = alive.filter(Q(ended_on=None) | Q(ended_on__gt=day))
    if purpose == Purpose.REGISTRY:
        return alive
    last = (
        ConsentRecord.objects.filter(registration=OuterRef("pk"), purpose=purpose, at__lte=moment)
        .order_by("-at", "-pk")
        .values("action")[:1]
    )
    held = Q(periods__tier="basic", periods__starts_on__lte=day, periods__ends_on__gte=day)
    return alive.filter(held).alias(last=Subquery(last)).filter(last=ConsentAction.GIVEN).distinct()


def may_use(*, resident: Any, zone: Any, purpose: str, at: datetime | None = None) -> bool:
    """Tell whether a zone may use a resident's data for a purpose at a moment (now)."""
    return usable_for(purpose, at=at).filter(resident=resident, zone=zone).exists()


def standing(registration: Registration) -> list[dict[str, Any]]:
    """Return every purpose with its notice, whether consent stands, and since when: two queries."""
    latest: dict[str, ConsentRecord] = {}
    for record in registration.consents.select_related("notice").order_by("at", "pk"):
        latest[record.purpose] = record
    return [
        {
            "notice": notice,
            "record": latest.get(notice.purpose),
            "given": notice.purpose in latest
            and latest[notice.purpose].action == ConsentAction.GIVEN,
        }
        for notice in PurposeNotice.objects.in_force()
    ]
