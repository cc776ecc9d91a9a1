"""What follows from a registration's step: periods, numbers, erasure. Called by steps only."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from casework import clock
from casework.models import Notice, Recipient
from digitalresidents import terms

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number(registration: Any) -> str:
    """Return an unused number that says nothing about the person, e.g. DJ-7KQ2-M9XA."""
    registrations = type(registration)._base_manager
    while True:
        letters = "".join(secrets.choice(ALPHABET) for _n in range(8))
        number = f"DJ-{letters[:4]}-{letters[4:]}"
        if not registrations.filter(number=number).exists():
            return number


def open_period(registration: Any, *, tier: str, origin: str, first: date, last: date) -> None:
    """Open a period of a tier, both days included."""
    registration.periods.create(
        zone=registration.zone,
        tier=tier,
        origin=origin,
        starts_on=first,
        ends_on=last,
        planned_until=last,
    )


def begin_basic(registration: Any) -> None:
    """Register for a year from today and give the number."""
    today = clock.today()
    registration.registered_on = today
    registration.valid_until = terms.year_from(today)
    registration.number = registration.number or new_number(registration)
    open_period(
        registration, tier="basic", origin="confirmed", first=today, last=registration.valid_until
    )


def renew_basic(registration: Any) -> None:
    """Add a year: from the day after the old end, or from today within the days of grace."""
    first = max(registration.valid_until + timedelta(days=1), clock.today())
    registration.valid_until = terms.year_from(first)
    open_period(
        registration, tier="basic", origin="renewed", first=first, last=registration.valid_until
    )


def begin_premium(registration: Any) -> None:
    """Grant premium for a year: from today, or from the day after the year that runs."""
    first = clock.today()
    origin = "promoted"
    if registration.premium_until is not None:
        origin = "renewed"
        first = max(first, registration.premium_until + timedelta(days=1))
    registration.premium_until = terms.year_from(first)
    open_period(
        registration, tier="premium", origin=origin, first=first, last=registration.premium_until
    )


def stop_periods(registration: Any) -> None:
    """End what runs with yesterday; what has not begun, or began today, never held."""
    today = clock.today()
    registration.periods.filter(starts_on__gte=today).delete()
    registration.periods.filter(ends_on__gte=today).update(ends_on=today - timedelta(days=1))
    registration.premium_until = None


def resume_basic(registration: Any) -> None:
    """Basic again from today until the validity that was given."""
    registration.suspension_reasons = ""
    open_period(
        registration,
        tier="basic",
        origin="resumed",
        first=clock.today(),
        last=registration.valid_until,
    )


def end(registration: Any, *, reasons: str = "") -> None:
    """End the registration today."""
    stop_periods(registration)
    registration.ended_on = registration.ended_on or clock.today()
    registration.end_reasons = reasons or registration.end_reasons
    registration.duplicate_of = None


def record_identity(registration: Any, *, document: str) -> None:
    """Keep that, and by which kind of document, the person was checked at the counter."""
    resident = registration.resident
    resident.identity_level = "in_person"
    resident.identity_document = document
    resident.identity_checked_on = clock.today()
    resident.save(update_fields=["identity_level", "identity_document", "identity_checked_on"])


def erase(registration: Any) -> None:
    """Cut the registration from the person; empty the person too when nothing else is held.

    Texts and addresses of notices about the registration go as well. Consent records and periods stay,
    without a name.
    """
    resident = registration.resident
    registration.activities.update(description="", reasons="")
    _forget_addresses(registration)
    registration.resident = None
    registration.number = registration.pseudonym_salt = ""
    registration.suspension_reasons = registration.end_reasons = ""
    registration.duplicate_of = None
    if not resident.registrations.exclude(pk=registration.pk).exists():
        empty(resident)


def empty(resident: Any) -> None:
    """Destroy everything that names a person, and the key of the pseudonym."""
    resident.user = None
    resident.birth_date = resident.guardian_consented_on = resident.identity_checked_on = None
    resident.residence_prefecture = resident.residence_municipality = None
    resident.name = resident.kana = resident.email = resident.guardian_name = ""
    resident.identity_document = resident.pseudonym_key = ""
    resident.erased_at = clock.now()
    resident.save()


def _forget_addresses(registration: Any) -> None:
    proofs = list(registration.activities.values_list("pk", flat=True))
    told = Notice.objects.filter(
        Q(case_type=registration.case_type, case_id=registration.pk)
        | Q(case_type="digitalresidents.activityproof", case_id__in=proofs)
    )
    for recipient in Recipient.objects.filter(notice__in=told):
        recipient.user = None
        recipient.address = f"erased-{recipient.pk}@invalid.example"
        recipient.save(update_fields=["user", "address"])
    told.update(body="")
