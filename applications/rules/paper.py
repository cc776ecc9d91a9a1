"""What must hold before a filing on paper, or at the counter, is recorded.

An application has arrived when the paper reached the office, complete or not (行政手続法第7条): what is
missing is asked for afterwards, and never stands against recording the arrival.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from applications.codes import Channel
from casework import clock
from casework.files import files_of
from casework.rules import rule
from zones.policy import policy_of

ORIGINAL = "original"


@rule(_("This application came on paper: the office records its arrival."))
def is_filed_online(application: Any) -> bool:
    """What came on paper is not filed again online."""
    return bool(application.channel == Channel.ONLINE)


@rule(_("This application is written online: the company files it itself."))
def is_filed_on_paper(application: Any) -> bool:
    """The office does not file what a company is writing."""
    return bool(application.channel != Channel.ONLINE)


@rule(_("Add the scan of the original: the file named “original” is missing."))
def has_scan_of_original(application: Any) -> bool:
    """What the clerk typed can be compared with what was handed in."""
    return files_of(application).filter(slot=ORIGINAL).exists()


@rule(_("The original cannot have arrived in the future. Correct the day of arrival."))
def original_has_arrived(application: Any) -> bool:
    """The day of arrival is not after today."""
    day = application.original_arrived_on
    return day is not None and bool(day <= clock.today())


@rule(
    _("You entered this application from paper. In this zone somebody else has to examine it."),
    needs="actor",
)
def enterer_may_examine(application: Any, actor: Any) -> bool:
    """Where the zone has people enough, who types does not examine."""
    if application.entered_by_id is None or application.entered_by_id != actor.pk:
        return True
    return bool(policy_of(application.zone).enterer_may_examine)


@rule(
    _("You entered this application from paper: somebody else has to determine it."),
    needs="actor",
)
def actor_did_not_enter(measure: Any, actor: Any) -> bool:
    """Who typed the application for the company never decides it."""
    entered_by = measure.application.entered_by_id
    return entered_by is None or entered_by != actor.pk
