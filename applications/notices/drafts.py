"""What is told about drafts that lie unfinished."""

from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from applications.notices.people import company_people, title_of
from casework import clock
from casework.outbox import Draft

REMINDER, EXPIRING = "draft.reminder", "draft.expiring"
KEPT_DAYS = 365


def reminder(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns, once, that a draft has been left lying."""
    return [
        Draft(
            REMINDER,
            _("[Reminder] Draft not filed: %(title)s") % title_of(application),
            _(
                "The draft to %(zone)s has not been changed for some time. Everything that was entered is kept. "
                "Go on writing, or delete the draft if it is no longer needed."
            )
            % title_of(application),
            company_people(application.company),
            f"/apply/applications/{application.pk}/draft/",
        )
    ]


def expiring(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """The company learns, once, when an untouched draft will be deleted."""
    saved = application.saved_at.astimezone(clock.JST).date()
    day = max(saved + timedelta(days=KEPT_DAYS), clock.today() + timedelta(days=31))
    values = {**title_of(application), "day": date_format(day)}
    return [
        Draft(
            EXPIRING,
            _("[Action by %(day)s] Draft will be deleted: %(title)s") % values,
            _(
                "Nobody has changed this draft to %(zone)s for eleven months. It is deleted with its files on %(day)s, "
                "unless it is saved again before."
            )
            % values,
            company_people(application.company),
            f"/apply/applications/{application.pk}/draft/",
        )
    ]
