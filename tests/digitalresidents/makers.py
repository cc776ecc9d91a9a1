"""Makes residents through the register's own doors."""

from datetime import date, datetime
from typing import Any

from allauth.account.models import EmailAddress

from casework import clock
from casework.models import User
from digitalresidents.activities import report_activity
from digitalresidents.models import Registration, ResidentScheme
from digitalresidents.registering import Person, register
from tests.factories import make_user, step
from zones.models import Municipality, Prefecture, Zone

TODAY = date(2026, 11, 23)


def at(day: date, hour: int = 10) -> Any:
    """Return the clock set to an hour of a day in Japan."""
    return clock.set_to(datetime(day.year, day.month, day.day, hour, tzinfo=clock.JST))


def open_scheme(zone: Zone, **fields: Any) -> ResidentScheme:
    """Let a zone accept residents."""
    values = {
        "name": "デジタル町民",
        "basis": "デジタル住民要綱",
        "opens_on": date(2026, 4, 1),
        "contact": "企画課 079-000-0000",
        **fields,
    }
    return ResidentScheme.objects.create(zone=zone, **values)


def make_person(**changes: Any) -> Person:
    """Return an adult called 出島 花子."""
    values = {
        "name": "出島 花子",
        "kana": "デジマ ハナコ",
        "birth_date": date(1990, 4, 1),
        **changes,
    }
    return Person(**values)


def make_resident_user(*, confirmed: bool = True, **fields: Any) -> User:
    """Make a user whose address is confirmed, or not."""
    user = make_user("resident", **fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=confirmed, primary=True)
    return user


def make_registration(
    zone: Zone, *, user: Any = None, confirmed: bool = True, purposes: Any = (), **changes: Any
) -> Registration:
    """Register a person online: basic when the address is confirmed, provisional otherwise."""
    user = user or make_resident_user(confirmed=confirmed)
    return register(
        zone=zone, actor=user, user=user, person=make_person(**changes), purposes=tuple(purposes)
    )


def make_assisted(zone: Zone, clerk: Any, **changes: Any) -> Registration:
    """Register a person at the counter: provisional."""
    return register(zone=zone, actor=clerk, person=make_person(**changes))


def do_activities(registration: Registration, clerk: Any, days: Any, *, actor: Any = None) -> None:
    """Report and approve one activity on each day."""
    actor = actor or registration.resident.user
    for day in days:
        proof = report_activity(
            registration=registration, actor=actor, kind="community", activity_on=day
        )
        step(proof, "approve", clerk)


def live_in(registration: Registration, code: str = "131016", name: str = "千代田区") -> None:
    """Write down where the person lives."""
    prefecture, _new = Prefecture.objects.get_or_create(
        code=code[:2], defaults={"name": "東京都", "kana": "トウキョウト"}
    )
    place, _new = Municipality.objects.get_or_create(
        code=code,
        defaults={
            "prefecture": prefecture,
            "name": name,
            "kana": "チヨダク",
            "romaji": "Chiyoda-ku",
            "municipality_type": "special_ward",
            "kaso": "none",
        },
    )
    resident = registration.resident
    resident.residence_prefecture, resident.residence_municipality = prefecture, place
    resident.save()


def make_premium(registration: Registration, clerk: Any) -> Registration:
    """Bring a basic registration of today to premium."""
    live_in(registration)
    step(registration, "verify_in_person", clerk, document="passport")
    for kind in ("community", "event", "farming"):
        proof = report_activity(
            registration=registration,
            actor=registration.resident.user or clerk,
            kind=kind,
            activity_on=clock.today(),
        )
        step(proof, "approve", clerk)
    return step(registration, "promote", clerk)
