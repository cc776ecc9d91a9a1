"""What must hold before a registration's step."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.actors import SystemActor
from casework.rules import rule
from digitalresidents import terms


@rule(_("This zone does not accept digital residents now."))
def scheme_is_open(registration: Any) -> bool:
    """The zone has a scheme with its own rules, open today."""
    scheme = getattr(registration.zone, "resident_scheme", None)
    return scheme is not None and scheme.is_open()


@rule(_("The person is under 18: record the guardian's name and consent."))
def has_guardian_if_minor(registration: Any) -> bool:
    """A minor needs the consent of a legal representative (民法 第4条・第5条)."""
    resident = registration.resident
    if not resident.is_minor_on(clock.today()):
        return True
    return bool(resident.guardian_name and resident.guardian_consented_on)


@rule(_("A similar registration exists: first decide whether it is the same person."))
def has_no_open_duplicate(registration: Any) -> bool:
    """A likeness is settled by a human, never by the console."""
    return registration.duplicate_of_id is None


@rule(_("A similar registration was not found."))
def has_open_duplicate(registration: Any) -> bool:
    """There is a likeness to settle."""
    return registration.duplicate_of_id is not None


@rule(
    _("The e-mail address is not confirmed yet: open the link in the mail we sent."), needs="actor"
)
def contact_is_confirmed(registration: Any, actor: Any) -> bool:
    """The console confirms only on a confirmed address; a clerk may confirm a person at the counter."""
    return registration.resident.has_confirmed_contact or not isinstance(actor, SystemActor)


@rule(_("Nobody decides on their own registration: ask a colleague."), needs="actor")
def is_not_own_case(case: Any, actor: Any) -> bool:
    """The official is not the resident."""
    resident = getattr(case, "registration", case).resident
    return actor.pk is None or resident is None or resident.user_id != actor.pk


@rule(_("The registration is not valid today: it must be renewed first."))
def is_in_force(registration: Any) -> bool:
    """The validity has not run out."""
    return registration.valid_until is not None and registration.valid_until >= clock.today()


@rule(_("Premium needs a verified identity: online or in person."))
def identity_is_verified(registration: Any) -> bool:
    """Who it is was checked, with the card's certificate or at the counter."""
    return registration.resident.is_verified


@rule(_("Premium needs at least three approved activities within the last year."))
def has_three_activities(registration: Any) -> bool:
    """Three designated activities in the twelve months up to today."""
    today = clock.today()
    approved = registration.activities.filter(
        status="approved", activity_on__gt=terms.a_year_before(today), activity_on__lte=today
    )
    return approved.count() >= terms.PREMIUM_ACTIVITIES


@rule(_("The person is already premium in three municipalities."))
def premium_limit_not_reached(registration: Any) -> bool:
    """At most three municipalities, this one included."""
    today = clock.today()
    others = (
        type(registration)
        ._base_manager.filter(
            resident=registration.resident_id,
            periods__tier="premium",
            periods__starts_on__lte=today,
            periods__ends_on__gte=today,
        )
        .exclude(municipality=registration.municipality_id)
    )
    held = others.values("municipality").distinct().count()
    return held < terms.PREMIUM_MUNICIPALITIES


@rule(_("Premium needs the municipality in which the person lives: record it first."))
def residence_is_known(registration: Any) -> bool:
    """Declared by the person; nothing is proved."""
    return registration.resident.residence_municipality_id is not None


@rule(_("Nobody is premium in the municipality in which they live."))
def lives_elsewhere(registration: Any) -> bool:
    """Premium is for people from outside."""
    return registration.resident.residence_municipality_id != registration.municipality_id


@rule(_("Renewal opens 60 days before the end of validity, and closes 30 days after it."))
def renewal_window_is_open(registration: Any) -> bool:
    """Neither too early nor after the days of grace."""
    if registration.valid_until is None:
        return False
    opens = registration.valid_until - timedelta(days=terms.RENEWAL_WINDOW_DAYS)
    closes = registration.valid_until + timedelta(days=terms.RENEWAL_GRACE_DAYS)
    return opens <= clock.today() <= closes


@rule(_("The registration is still valid: it cannot be closed as lapsed."))
def validity_has_ended(registration: Any) -> bool:
    """Nobody's registration lapses early."""
    return registration.valid_until is not None and registration.valid_until < clock.today()


@rule(_("An application stays open for 30 days: it cannot be closed as lapsed yet."))
def provisional_time_is_over(registration: Any) -> bool:
    """The person had thirty days to confirm the address."""
    applied = registration.applied_at.astimezone(clock.JST).date()
    return clock.today() > applied + timedelta(days=terms.PROVISIONAL_DAYS)


@rule(_("Premium has not ended yet."))
def premium_has_ended(registration: Any) -> bool:
    """The year of premium has run out."""
    return registration.premium_until is None or registration.premium_until < clock.today()


@rule(_("The year of premium ends in more than 60 days: it is too early to renew it."))
def premium_ends_soon(registration: Any) -> bool:
    """Premium is renewed around its end, on the activities of the year that ends."""
    if registration.premium_until is None:
        return False
    opens = registration.premium_until - timedelta(days=terms.RENEWAL_WINDOW_DAYS)
    return opens <= clock.today()


@rule(_("A lapsed registration is kept for a year before it is erased."))
def retention_is_over(registration: Any) -> bool:
    """Until then the person may come back or leave; leaving is erased within 30 days."""
    kept_until = registration.ended_on + timedelta(days=terms.LAPSED_RETENTION_DAYS)
    return clock.today() > kept_until


@rule(_("Choose the document that was shown."), needs="inputs")
def names_document(_registration: Any, inputs: dict[str, Any]) -> bool:
    """Only the kind of document is kept."""
    return bool(inputs.get("document"))
