"""Reminders to the offices whose opinion is still out."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import OFFICE_ROLES, office_link, office_people, title_of
from applications.rules.reminding import KIND
from casework.calendar import wareki
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def opinions_reminded(application: Any, _actor: Any, _inputs: Any) -> list[Draft]:
    """Each office that has not answered is reminded of its own date."""
    drafts = []
    for opinion in application.opinions.select_related("organisation").order_by("pk"):
        if opinion.status != "asked":
            continue
        due = opinion.due_on
        values = {**title_of(application), "due": f"{due.month}/{due.day}", "date": wareki(due)}
        drafts.append(
            Draft(
                KIND,
                _("[Action by %(due)s] Opinion still awaited: %(title)s") % values,
                _("The opinion of your office on application %(number)s is due on %(date)s.")
                % values,
                office_people(opinion.organisation_id, OfficeRole.APPROVER, *OFFICE_ROLES),
                office_link(application),
            )
        )
    return drafts
