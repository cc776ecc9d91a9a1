"""Reporting an activity for the place."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from casework import audit, clock
from casework.transitions import lock
from digitalresidents.models import ActivityProof, Registration
from digitalresidents.workflow import SCHEME, is_self_or_clerk


def report_activity(
    *,
    registration: Registration,
    actor: Any,
    kind: str,
    activity_on: date,
    description: str = "",
) -> ActivityProof:
    """Record an activity for the office to check; it counts once approved.

    Raises ValidationError by field, PermissionDenied to others than the person (or a clerk for a
    person without an account).
    """
    held = is_self_or_clerk.matching(registration, actor)
    if held is None:
        raise PermissionDenied(_("Only the person reports an activity."))
    _check_day(registration, activity_on)
    try:
        with transaction.atomic():
            proof = ActivityProof.objects.create(
                registration=lock(registration),
                kind=kind,
                activity_on=activity_on,
                description=description.strip(),
                reported_at=clock.now(),
            )
            audit.append(
                proof,
                step="report_activity",
                source="",
                actor=actor,
                role=held.code,
                basis=SCHEME,
                inputs={"kind": kind, "activity_on": activity_on},
                record=("kind",),
            )
    except IntegrityError as error:
        message = _("This activity on this day was reported before.")
        raise ValidationError({"activity_on": message}) from error
    return proof


def _check_day(registration: Registration, day: date) -> None:
    if registration.status not in ("basic", "premium"):
        raise ValidationError(_("Activities count while you are registered."))
    if day > clock.today():
        raise ValidationError({"activity_on": _("Enter a day that is not in the future.")})
    if registration.registered_on is None or day < registration.registered_on:
        message = _("Enter a day on or after the day of your registration.")
        raise ValidationError({"activity_on": message})
