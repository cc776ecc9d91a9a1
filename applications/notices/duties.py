"""What assignments and declarations of interest tell whom. The relation itself is never mailed."""

from typing import Any

from django.utils.translation import gettext as _

from applications.codes import InterestKind
from applications.notices.people import office_link, office_people, title_of
from casework.outbox import Draft
from zones.models.organisations import OfficeRole


def assigned(application: Any, actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The new examiner learns of the case, the former one that it went over."""
    examiner, former = inputs.get("examiner"), application.examiner
    if former == examiner:  # the step has been taken: who examined before stands in the history
        former = next((a.examiner for a in application.assignments.order_by("-pk")[1:2]), None)
    drafts = []
    if examiner is not None and examiner != actor:
        drafts.append(
            Draft(
                "application.assigned",
                _("[To do] Assigned to you: %(title)s") % title_of(application),
                inputs.get("reason")
                or _("You examine application %(number)s.") % title_of(application),
                (examiner,),
                office_link(application),
            )
        )
    if former is not None and former not in {actor, examiner}:
        drafts.append(
            Draft(
                "application.reassigned",
                _("[Notice] Examiner changed: %(title)s") % title_of(application),
                _("Somebody else examines application %(number)s from now on.")
                % title_of(application),
                (former,),
                office_link(application),
            )
        )
    return drafts


def interest_declared(application: Any, actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """Those who assign learn that somebody stepped back, so that another person takes over."""
    if inputs.get("kind", InterestKind.NONE) == InterestKind.NONE:
        return []
    people = office_people(
        application.examining_office_id, OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER
    )
    return [
        Draft(
            "application.recused",
            _("[To do] Somebody stepped back: %(title)s") % title_of(application),
            _("%(name)s declared an interest in application %(number)s and takes no further step.")
            % {**title_of(application), "name": actor.get_full_name()},
            tuple(person for person in people if person != actor),
            office_link(application),
        )
    ]
