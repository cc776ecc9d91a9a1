"""The public notice that a disclosed grant calls for (命令第6条第4項: day, holder, outline of the plan)."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from casework import clock
from casework.calendar import wareki


def draft_certification(measure: Any, determination: Any) -> None:
    """Draft the text for the authority to publish; in Japanese, as official texts are."""
    application = measure.application
    with translation.override("ja"):
        words = {
            "date": wareki(clock.today()),
            "holder": application.company.name,
            "zone": application.zone.name,
            "title": application.title,
            "law": f"{measure.law_title}{measure.article}",
            "start": wareki(determination.starts_on),
            "end": wareki(determination.ends_on),
            "text": determination.text_granted,
            "basis": determination.basis,
            "office": measure.authority.name,
        }
        measure.public_notices.create(
            kind="certification",
            office=measure.authority,
            title=_("Publication of a certified plan: %(title)s") % words,
            body=_(
                "Under %(basis)s the following has been certified.\n"
                "1 Day of the certification: %(date)s\n2 Holder: %(holder)s\n3 Zone: %(zone)s\n"
                "4 Outline of the plan: %(title)s\n5 Provision concerned: %(law)s\n"
                "6 What is granted: %(text)s\n7 Period: %(start)s to %(end)s\n%(office)s"
            )
            % words,
            drafted_at=clock.now(),
        )
