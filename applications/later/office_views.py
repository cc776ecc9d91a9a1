"""The office's steps on changes, copies and successions; they stand on the case's page."""

from typing import Any

from applications.later.forms import CHANGE_FORMS, REISSUE_FORMS, SUCCESSION_FORMS
from applications.models import ChangeRequest, Reissue, Succession
from applications.office.views import HangingStep


class ChangeStep(HangingStep):
    """A step of the examining office on a proposed change."""

    model = ChangeRequest
    forms = CHANGE_FORMS


class ReissueStep(HangingStep):
    """A step of the letter's office on a request for a copy."""

    model = Reissue
    forms = REISSUE_FORMS


class SuccessionStep(HangingStep):
    """A step of the examining office on a succession."""

    model = Succession
    forms = SUCCESSION_FORMS


def steps() -> dict[str, Any]:
    """Return the step views by the name of their route."""
    return {"change": ChangeStep, "reissue": ReissueStep, "succession": SuccessionStep}
