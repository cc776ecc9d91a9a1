"""What must hold before a case file is kept longer, proposed for disposal, and destroyed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework import clock
from casework.rules import rule

SHOWN = 3


@rule(_("The file has been disposed of already."))
def is_not_disposed(application: Any) -> bool:
    """A file is destroyed once."""
    return application.disposed_at is None


@rule(_("The file stands in a proposal to dispose of it: withdraw that first."))
def is_in_no_batch(application: Any) -> bool:
    """What is proposed stays as it was proposed."""
    return not application.disposal_items.open().exists()


@rule(
    _("Choose a day after the present end of the retention, at most ten years later."),
    needs="inputs",
)
def extension_is_later(application: Any, inputs: dict[str, Any]) -> bool:
    """An extension makes the period longer, and not for ever."""
    until, expires = inputs.get("until"), application.retention().expires_on
    if until is None or expires is None:
        return False
    last = max(expires, clock.today())
    return last < until and until.year - last.year <= 10


@rule(_("Write why the file is needed longer."), needs="inputs")
def extension_has_reason(_application: Any, inputs: dict[str, Any]) -> bool:
    """An extension is justified in writing (施行令9条)."""
    return bool(str(inputs.get("reason", "")).strip())


@rule(_("The proposal names no file."))
def has_items(batch: Any) -> bool:
    """There is something to dispose of."""
    return bool(batch.rows())


def _not_due(batch: Any) -> list[Any]:
    today = clock.today()
    return [i for i in batch.rows() if not i.application.retention().is_over(today)]


def _why_not_due(batch: Any) -> str:
    numbers = [item.application.number for item in _not_due(batch)[:SHOWN]]
    return _("The retention has not ended: %(numbers)s.") % {"numbers": "、".join(numbers)}


@rule(_why_not_due)
def all_are_due(batch: Any) -> bool:
    """Nothing is destroyed before its period ends."""
    return not _not_due(batch)


def _held(batch: Any) -> list[str]:
    return [
        f"{item.application.number}（{'、'.join(item.holds)}）"
        for item in batch.rows()
        if item.holds or item.application.disposed_at
    ]


def _why_held(batch: Any) -> str:
    return _("On hold: %(cases)s.") % {"cases": "、".join(_held(batch)[:SHOWN])}


@rule(_why_held)
def nothing_is_held(batch: Any) -> bool:
    """What an appeal, a request for disclosure or a review still needs is not destroyed."""
    return not _held(batch)


@rule(_("You proposed this disposal: somebody else has to decide on it."), needs="actor")
def actor_did_not_propose(batch: Any, actor: Any) -> bool:
    """Two people destroy a file, superusers included."""
    return batch.proposed_by_id != actor.pk


@rule(_("Write why you send it back."), needs="inputs")
def has_reasons(_batch: Any, inputs: dict[str, Any]) -> bool:
    """Whoever proposed it must know why."""
    return bool(str(inputs.get("reasons", "")).strip())


@rule(_("Confirm that the files are to be destroyed: it cannot be undone."), needs="inputs")
def is_confirmed(_batch: Any, inputs: dict[str, Any]) -> bool:
    """The person said so."""
    return inputs.get("confirmed") is True


@rule(_("Nothing of this proposal goes to the archives."))
def has_transfers(batch: Any) -> bool:
    """Only what was transferred is received."""
    return any(item.outcome == "transferred" for item in batch.rows())


@rule(_("Write the number or date of the archives' receipt."), needs="inputs")
def names_receipt(_batch: Any, inputs: dict[str, Any]) -> bool:
    """The receipt is named."""
    return bool(str(inputs.get("receipt", "")).strip())
