"""What follows from an extension and from the steps of a disposal."""

from typing import Any

from django.db import transaction

from casework import clock
from casework.actors import SYSTEM
from casework.models import DisposalRecord, Outcome
from casework.transitions import perform


def extend(application: Any, *, actor: Any, until: Any, reason: str) -> None:
    """Keep the file until a day, with the reason."""
    application.retention_extensions.create(
        until=until, reason=reason, by_name=actor.get_full_name(), at=clock.now()
    )


def empty(application: Any) -> None:
    """Replace the plan and the reason of a withdrawal by nothing, and note that the file is disposed of."""
    application.plan, application.disposed_at = {}, clock.now()
    application.withdrawal_reason = ""


def record_proposal(batch: Any, actor: Any) -> None:
    """Name who proposes, and since when."""
    batch.proposed_by, batch.proposed_by_name = actor, actor.get_full_name()
    batch.proposed_at = clock.now()


def record_approval(batch: Any, actor: Any) -> None:
    """Name who approved."""
    batch.approved_by_name, batch.approved_at = actor.get_full_name(), clock.now()


def record_execution(batch: Any, actor: Any) -> None:
    """Name who carried it out."""
    batch.executed_by_name, batch.executed_at = actor.get_full_name(), clock.now()


def dispose_all(batch: Any, actor: Any) -> None:
    """Dispose of each file, all in the step's transaction: every one, or none."""
    for item in batch.rows():
        _dispose(batch, item, actor)


def _dispose(batch: Any, item: Any, actor: Any) -> None:
    from applications.retention import archive, erasing  # noqa: PLC0415

    application, term = item.application, item.application.retention()
    case_file = erasing.CaseFile.read(application)
    if item.outcome == Outcome.TRANSFERRED:
        archive.pack(case_file, batch, actor)
    sha256 = case_file.sha256
    perform(
        application,
        "dispose",
        actor=SYSTEM,
        version=application.version,
        item=item,
        outcome=item.outcome,
        sha256=sha256,
    )
    record = DisposalRecord.objects.create(
        case_type=application.case_type,
        case_id=application.pk,
        number=application.number or "",
        title=application.title,
        zone=application.zone.slug,
        zone_name=application.zone.name,
        office=batch.office_id,
        office_name=batch.office.name,
        batch=batch.number,
        outcome=item.outcome,
        retention=term.code,
        basis=f"{term.basis}（{term.years}年）"[:300],
        ended_on=term.ended_on,
        expired_on=term.expires_on,
        proposed_by_name=batch.proposed_by_name,
        approved_by_name=batch.approved_by_name,
        executed_by_name=batch.executed_by_name,
        destroyed=case_file.counts(),
        sha256=sha256,
        at=clock.now(),
        simulated=clock.is_simulated(),
    )
    erasing.erase(case_file, record)


def destroy_packages(batch: Any, receipt: str) -> None:
    """Keep the receipt; the packages' contents go, their hashes stay."""
    from casework.files import files_of  # noqa: PLC0415

    batch.receipt, batch.handed_over_at = receipt, clock.now()
    stored = list(files_of(batch).filter(slot="archive"))
    contents = [one.content for one in stored]
    for one in stored:
        one.content, one.removed_at = "", clock.now()
        one.save(update_fields=["content", "removed_at"])
    transaction.on_commit(lambda: [c.storage.delete(c.name) for c in contents])
