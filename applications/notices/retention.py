"""What a proposal to dispose of case files tells whom: keys and numbers, nothing of the files."""

from typing import Any

from django.utils.translation import gettext as _

from applications.notices.people import office_people
from applications.roles_retention import APPROVERS
from casework.outbox import Draft


def disposal_proposed(batch: Any, actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """Those who may approve learn that a proposal waits."""
    people = tuple(one for one in office_people(batch.office_id, *APPROVERS) if one != actor)
    words = {"number": batch.number, "count": len(batch.rows())}
    return [
        Draft(
            "retention.proposed",
            _("[To do] Approve a disposal of files: %(number)s") % words,
            _(
                "%(count)d case files are proposed for disposal. Somebody else than the drafter decides."
            )
            % words,
            people,
            batch.get_absolute_url(),
        )
    ]


def _to_proposer(batch: Any, actor: Any, kind: str, subject: str, body: str) -> list[Draft]:
    if batch.proposed_by is None or batch.proposed_by == actor:
        return []
    return [Draft(kind, subject, body, (batch.proposed_by,), batch.get_absolute_url())]


def disposal_approved(batch: Any, actor: Any, _inputs: dict[str, Any]) -> list[Draft]:
    """The drafter learns that the disposal may be carried out."""
    words = {"number": batch.number}
    return _to_proposer(
        batch,
        actor,
        "retention.approved",
        _("[To do] Carry out the disposal of files: %(number)s") % words,
        _("The disposal %(number)s is approved and can be carried out.") % words,
    )


def disposal_returned(batch: Any, actor: Any, inputs: dict[str, Any]) -> list[Draft]:
    """The drafter learns why not."""
    words = {"number": batch.number}
    return _to_proposer(
        batch,
        actor,
        "retention.returned",
        _("[Notice] Disposal of files sent back: %(number)s") % words,
        str(inputs.get("reasons", "")),
    )
