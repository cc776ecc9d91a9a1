"""What the pages of a case show of its messages and of the consultations before it."""

from typing import Any

from django.urls import reverse

from applications.consulting.scope import takes_messages
from casework import threads
from zones.roles import offices_of

NOTHING = {"last": None, "unread": 0, "count": 0}


def _summary(application: Any, user: Any, *, offices: set[int] | None = None) -> dict[str, Any]:
    """Return the newest message and what is new; no query where nothing was said."""
    if not application.has_messages:
        return NOTHING
    return threads.summary(application, user, offices=offices)


def _consultations(application: Any) -> list[Any]:
    return list(application.consultations.order_by("pk")) if application.has_consultations else []


def on_company_page(application: Any, user: Any) -> dict[str, Any]:
    """Return the newest message and what is unread, for the applicant."""
    return {
        "talk": _summary(application, user),
        "talk_is_open": takes_messages(application),
        "talk_url": reverse("apply_messages", args=[application.pk]),
        "record_url": reverse("apply_record", args=[application.pk]),
        "consultations": [(c, c.company_url()) for c in _consultations(application)],
    }


def on_office_page(application: Any, user: Any) -> dict[str, Any]:
    """Return the newest message and what is unread, for an office; notes count."""
    return {
        "talk": _summary(application, user, offices=offices_of(user)),
        "talk_is_open": takes_messages(application),
        "talk_url": reverse("console:application_messages", args=[application.pk]),
        "record_url": reverse("console:application_record", args=[application.pk]),
        "consultations": [(c, c.get_absolute_url()) for c in _consultations(application)],
    }


def before_card(application: Any, _user: Any) -> dict[str, Any]:
    """Return the consultations from which a draft came."""
    return {"before": [(c, c.company_url()) for c in application.consultations.all()]}
