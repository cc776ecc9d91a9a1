"""Who is told of an appointment."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from casework.calendar import wareki
from casework.outbox import Draft


def appointed(appointment: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The person learns for which office they act, and how to sign in for the first time."""
    person = appointment.user
    if person is None:
        return []
    words = {
        "office": appointment.organisation.name,
        "role": appointment.get_role_display(),
        "day": wareki(appointment.valid_from),
        "email": person.email,
        "reset": f"{settings.WAGTAILADMIN_BASE_URL}/accounts/password/reset/",
    }
    text = _("You act for %(office)s as %(role)s from %(day)s.") % words
    if not person.has_usable_password():
        text += "\n\n" + (
            _(
                "Your account is %(email)s. Choose a password here first, then set up the second "
                "factor: %(reset)s If you do not know the office, ignore this mail."
            )
            % words
        )
    subject = _("[Important] You work for %(office)s as %(role)s") % words
    return [Draft("appointment.confirmed", subject, text, (person,), "/console/")]
