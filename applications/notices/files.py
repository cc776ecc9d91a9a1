"""Whom a quarantined file is told."""

from typing import Any

from django.utils.translation import gettext as _

from applications.models import Application
from applications.notices.people import (
    OFFICE_ROLES,
    case_link,
    company_people,
    office_link,
    office_people,
    title_of,
)
from casework import outbox
from casework.outbox import Draft


def file_quarantined(case: Any, stored: Any) -> None:
    """Tell the applicant, and the office once the case has arrived; the trail has its entry already."""
    if not isinstance(case, Application):
        return
    words = {**title_of(case), "name": stored.name, "found": stored.found}
    subject = _("[Action] Virus found in a file: %(title)s") % words
    body = (
        _(
            "A virus (%(found)s) was found in “%(name)s”. The file was put into quarantine: nobody can open it. Check the computer it came from and supply a clean copy."
        )
        % words
    )
    drafts = [
        Draft("file.quarantined", subject, body, company_people(case.company), case_link(case))
    ]
    if case.status != "draft":
        people = office_people(case.competent_office_id, *OFFICE_ROLES)
        drafts.append(Draft("file.quarantined", subject, body, people, office_link(case)))
    outbox.post(case, drafts)
