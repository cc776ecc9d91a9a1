"""Registering: one door for the phone and for the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from casework import audit, clock
from casework.actors import SYSTEM
from casework.transitions import find, perform, unmet_rules
from digitalresidents import consents
from digitalresidents.models import Registration, Resident
from digitalresidents.models.registration import Channel
from digitalresidents.models.resident import IdentityLevel
from digitalresidents.workflow import OPEN, SCHEME
from zones.roles import is_zone_examiner
from zones.search import fold


@dataclass(frozen=True, kw_only=True)
class Person:
    """What a person says of themselves; nothing of it is proved here.

    ``prefecture`` and ``municipality`` are records or None. ``guardian_name`` is for minors only and
    means that the guardian has consented today.
    """

    name: str
    kana: str
    birth_date: date
    email: str = ""
    prefecture: Any = None
    municipality: Any = None
    guardian_name: str = ""


def register(
    *,
    zone: Any,
    actor: Any,
    user: Any = None,
    person: Person | None = None,
    municipality: Any = None,
    purposes: tuple[str, ...] = (),
) -> Registration:
    """Take up a registration as provisional; confirm it at once where nobody needs to look.

    ``user`` None means assisted: ``actor`` is the clerk who wrote it down. ``person`` is needed at a
    person's first registration only. ``purposes`` are those consented to, besides the register.
    Raises ValidationError by field, PermissionDenied to others than the person and the zone's clerks.
    """
    _check_actor(zone, actor, user)
    with transaction.atomic():
        resident = _resident_of(user, person)
        _check(zone, resident, municipality)
        registration = Registration.objects.create(
            zone=zone,
            resident=resident,
            municipality=municipality or zone.municipalities.get(),
            channel=Channel.ONLINE if user is not None else Channel.ASSISTED,
            applied_at=clock.now(),
            duplicate_of=likeness(zone=zone, resident=resident),
        )
        audit.append(
            registration,
            step="register_resident",
            source="",
            actor=actor,
            role="resident" if user is not None else "zone_examiner",
            basis=SCHEME,
            inputs={"channel": registration.channel, "purposes": sorted(purposes)},
            record=("channel", "purposes"),
        )
        for purpose in purposes:
            consents.give(registration=registration, purpose=purpose, assisted=user is None)
    return confirm_if_ready(registration)


def _check_actor(zone: Any, actor: Any, user: Any) -> None:
    if user is None and not is_zone_examiner(zone, actor):
        raise PermissionDenied(_("Only the zone's office registers for somebody else."))
    if user is not None and actor != user:
        raise PermissionDenied(_("Nobody registers with the account of somebody else."))


def _resident_of(user: Any, person: Person | None) -> Resident:
    resident = Resident.objects.filter(user=user).first() if user is not None else None
    if resident is not None:
        return resident
    if person is None:
        raise ValidationError(_("Tell us your name and date of birth."))
    resident = Resident(
        user=user,
        name=person.name.strip(),
        kana=person.kana.strip(),
        birth_date=person.birth_date,
        email=user.email if user is not None else person.email,
        residence_prefecture=person.prefecture,
        residence_municipality=person.municipality,
        guardian_name=person.guardian_name.strip(),
        guardian_consented_on=clock.today() if person.guardian_name.strip() else None,
        created_at=clock.now(),
    )
    check_person(resident)
    resident.save()
    return resident


def check_person(resident: Resident) -> None:
    """Raise ValidationError by field on what cannot be true, or lacks a guardian."""
    errors = {}
    today = clock.today()
    if not resident.name:
        errors["name"] = _("Enter your name.")
    if not resident.birth_date or not date(1900, 1, 1) <= resident.birth_date <= today:
        errors["birth_date"] = _("Enter a date of birth between 1900 and today.")
    elif resident.is_minor_on(today) and not resident.guardian_name:
        errors["guardian_name"] = _(
            "You are under 18: ask a parent or guardian, and enter the name of the person who agrees."
        )
    if errors:
        raise ValidationError(errors)


def _check(zone: Any, resident: Resident, municipality: Any) -> None:
    scheme = getattr(zone, "resident_scheme", None)
    if scheme is None or not scheme.is_open():
        raise ValidationError(_("This zone does not accept digital residents now."))
    if resident.registrations.filter(zone=zone, status__in=OPEN).exists():
        raise ValidationError(_("You are already registered in this zone: see your page."))
    places = list(zone.municipalities.all())
    if municipality is None and len(places) != 1:
        raise ValidationError({"municipality": _("Choose the municipality you want to belong to.")})
    if municipality is not None and municipality not in places:
        raise ValidationError({"municipality": _("Choose a municipality of this zone.")})


def likeness(*, zone: Any, resident: Resident) -> Registration | None:
    """Return an open registration in the zone that may be the same person, or None.

    Same date of birth, and the same name or kana once width, kana script, case and spaces are
    folded away. It only asks a human; it never merges and never refuses.
    """
    same = Q(resident__name_folded=fold(resident.name))
    if resident.kana:
        same |= Q(resident__kana_folded=fold(resident.kana))
    return (
        Registration.objects.filter(
            same, zone=zone, status__in=OPEN, resident__birth_date=resident.birth_date
        )
        .exclude(resident=resident)
        .order_by("pk")
        .first()
    )


def note_confirmed_address(resident: Resident) -> None:
    """Raise the identity level to e-mail once the account's address is confirmed."""
    if resident.user_id is None or resident.identity_level != IdentityLevel.SELF_DECLARED:
        return
    if EmailAddress.objects.filter(user=resident.user_id, verified=True).exists():
        resident.identity_level = IdentityLevel.EMAIL
        resident.save(update_fields=["identity_level"])


def confirm_if_ready(registration: Registration) -> Registration:
    """Confirm in the console's name when nothing stands against it; else leave it provisional."""
    registration = Registration.objects.in_full().get(pk=registration.pk)
    if registration.status != "provisional" or registration.resident.user_id is None:
        return registration
    note_confirmed_address(registration.resident)
    step = find(registration, "confirm")
    if unmet_rules(registration, step, actor=SYSTEM, inputs={}):
        return registration
    return perform(registration, "confirm", actor=SYSTEM, version=registration.version)
