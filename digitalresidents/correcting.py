"""Correcting what is held about a person (個人情報保護法 第90条): by the person, or by a clerk for them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casework import audit, clock
from casework.transitions import lock
from digitalresidents.models import Registration, Resident
from digitalresidents.models.resident import IdentityLevel
from digitalresidents.registering import Person, check_person, note_confirmed_address
from digitalresidents.workflow import OPEN, is_self_or_clerk

BASIS = "個人情報の保護に関する法律 第65条・第90条"
IDENTIFYING = ("name", "birth_date")


def _values(resident: Resident, person: Person) -> dict[str, Any]:
    values = {
        "name": person.name.strip(),
        "kana": person.kana.strip(),
        "birth_date": person.birth_date,
        "residence_prefecture": person.prefecture,
        "residence_municipality": person.municipality,
        "guardian_name": person.guardian_name.strip(),
    }
    if resident.user_id is None:
        values["email"] = person.email
    return values


def correct(*, registration: Registration, actor: Any, person: Person) -> list[str]:
    """Write down what the person says now; return the names of the fields that changed.

    A changed name or date of birth takes the identity check back. The trail of every open
    registration keeps the names of the changed fields, not what stood in them. Raises
    ValidationError by field, PermissionDenied to others than the person (or a clerk for a person
    without an account).
    """
    held = is_self_or_clerk.matching(registration, actor)
    if held is None:
        raise PermissionDenied(_("Only the person corrects these data."))
    with transaction.atomic():
        resident = Resident.objects.select_for_update(of=("self",)).get(pk=registration.resident_id)
        values = _values(resident, person)
        changed = sorted(name for name, value in values.items() if getattr(resident, name) != value)
        if not changed:
            return []
        _apply(resident, {name: values[name] for name in changed})
        check_person(resident)
        resident.save()
        note_confirmed_address(resident)
        for one in Registration.objects.filter(resident=resident, status__in=OPEN).order_by("pk"):
            audit.append(
                lock(one),
                step="correct_data",
                source=one.status,
                actor=actor,
                role=held.code,
                basis=BASIS,
                inputs={"fields": changed},
                record=("fields",),
            )
    return changed


def _apply(resident: Resident, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(resident, name, value)
    if "guardian_name" in values:
        resident.guardian_consented_on = clock.today() if values["guardian_name"] else None
    if any(name in values for name in IDENTIFYING):
        resident.identity_level = IdentityLevel.SELF_DECLARED
        resident.identity_document, resident.identity_checked_on = "", None
