"""What the resident is told of a step. No name stands in a text: notices outlive erasure."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from casework.outbox import Draft
from digitalresidents.terms import ERASURE_LIMIT_DAYS


def _to_resident(registration: Any, kind: str, subject: str, body: str) -> list[Draft]:
    user = registration.resident.user if registration.resident else None
    if user is None:
        return []
    return [Draft(kind=kind, subject=subject, body=body, to=(user,), link=reverse("resident_home"))]


def confirmed(registration: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the registration is confirmed."""
    subject = _("You are now a digital resident of %(zone)s") % {"zone": registration.zone}
    body = _(
        "Your registration is confirmed for a year. You can see it, and leave, at any time on your page."
    )
    return _to_resident(registration, "registration_confirmed", subject, body)


def declined(registration: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the office does not register, and why."""
    subject = _("Your registration in %(zone)s was not accepted") % {"zone": registration.zone}
    return _to_resident(registration, "registration_declined", subject, _with_reasons(inputs))


def promoted(registration: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell that premium was granted."""
    subject = _("You are now a premium resident of %(zone)s") % {"zone": registration.zone}
    body = _("Premium holds for a year. Thank you for what you do for the place.")
    return _to_resident(registration, "registration_promoted", subject, body)


def suspended(registration: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the registration is suspended, why, and where to reply."""
    subject = _("Your registration in %(zone)s is suspended") % {"zone": registration.zone}
    scheme = getattr(registration.zone, "resident_scheme", None)
    reply = _("If you do not agree, tell the office: %(contact)s") % {
        "contact": scheme.contact if scheme else registration.zone.lead
    }
    body = f"{_with_reasons(inputs)}\n\n{reply}"
    return _to_resident(registration, "registration_suspended", subject, body)


def resumed(registration: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the suspension is lifted."""
    subject = _("The suspension of your registration in %(zone)s is lifted") % {
        "zone": registration.zone
    }
    return _to_resident(registration, "registration_resumed", subject, _with_reasons(inputs))


def lapsed(registration: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the time ran out without renewal or confirmation."""
    subject = _("Your registration in %(zone)s has ended") % {"zone": registration.zone}
    body = _(
        "The time of your registration or application is over. You are welcome to register again."
    )
    return _to_resident(registration, "registration_lapsed", subject, body)


def left(registration: Any, _actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Tell that the person has left, and when the data go."""
    subject = _("You have left %(zone)s") % {"zone": registration.zone}
    body = _("What we hold about this registration is erased within %(days)s days.") % {
        "days": ERASURE_LIMIT_DAYS
    }
    return _to_resident(registration, "registration_left", subject, body)


def activity_rejected(proof: Any, _actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Tell that an activity does not count, and why."""
    subject = _("An activity you reported was not approved")
    return _to_resident(proof.registration, "activity_rejected", subject, _with_reasons(inputs))


def _with_reasons(inputs: dict[str, Any]) -> str:
    return _("Reasons: %(reasons)s") % {"reasons": inputs.get("reasons", "")}
