"""What stays of a case whose file was disposed of, for the office and for the company."""

from typing import Any

from casework.models import DisposalRecord


def record_of(application: Any) -> DisposalRecord | None:
    """Return the record of an application's disposal, if there is one."""
    if application.disposed_at is None:
        return None
    return DisposalRecord.objects.get(case_type=application.case_type, case_id=application.pk)


def retention_part(application: Any, _user: Any) -> dict[str, Any]:
    """Return until when the file is kept, for closed cases only."""
    if application.status not in {"disclosed", "withdrawn"}:
        return {"retention": None}
    extensions = list(application.retention_extensions.all())
    return {"retention": application.retention(), "extensions": extensions}
