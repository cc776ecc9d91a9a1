"""What an operator tried and may not: every refused step stands in the trail of the case."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from casework import audit
from casework.fsm import Case
from casework.transitions import lock
from zones.models.organisations import OrganisationKind
from zones.roles import offices_of_kind

REFUSED = "refused_attempt"
OPENINGS = {REFUSED: _("Attempt of an operator refused")}
BASIS = "処分は行政庁が行う（行政手続法 第2条第2号）。受託者に処分権限はない。"


def keep_refused(case: Case, step: str, actor: Any) -> None:
    """Append the attempt to the trail of the case, when it was an operator's; decides nothing.

    A case that is not written yet has no trail: there the zone keeps it.
    """
    if not offices_of_kind(actor, OrganisationKind.OPERATOR):
        return
    kept = case if case.pk is not None else case.parent
    if kept is None:
        return
    with transaction.atomic():
        locked = lock(kept)
        audit.append(
            locked,
            step=REFUSED,
            source=locked.status,
            actor=actor,
            role="zone_operator",
            basis=BASIS,
            inputs={"step": step},
            record=("step",),
        )
