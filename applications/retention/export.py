"""The records of disposal as a file (廃棄記録)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications.retention.terms import RetentionClass
from applications.retention.views import records_of
from casework.exports import Column, Table


def _class(record: Any) -> str:
    return str(dict(RetentionClass.choices).get(record.retention, record.retention))


COLUMNS = [
    Column("disposed_at", gettext_lazy("Disposed"), lambda r: r.at, width=18),
    Column("number", gettext_lazy("Number"), lambda r: r.number, width=16),
    Column("title", gettext_lazy("Title"), lambda r: r.title, width=40),
    Column("zone", gettext_lazy("Zone"), lambda r: r.zone_name, width=24),
    Column("office", gettext_lazy("Office"), lambda r: r.office_name, width=24),
    Column(
        "outcome", pgettext_lazy("disposal", "Outcome"), lambda r: r.get_outcome_display(), width=14
    ),
    Column("retention", gettext_lazy("Retention class"), _class, width=20),
    Column("basis", gettext_lazy("Basis"), lambda r: r.basis, width=40),
    Column("ended_on", gettext_lazy("Ended on"), lambda r: r.ended_on, width=12),
    Column("expired_on", gettext_lazy("Retention ended on"), lambda r: r.expired_on, width=12),
    Column(
        "proposed_by",
        pgettext_lazy("disposal", "Proposed by"),
        lambda r: r.proposed_by_name,
        width=16,
    ),
    Column("approved_by", gettext_lazy("Approved by"), lambda r: r.approved_by_name, width=16),
    Column("executed_by", gettext_lazy("Carried out by"), lambda r: r.executed_by_name, width=16),
    Column("batch", gettext_lazy("Disposal proposal"), lambda r: r.batch, width=16),
    Column("pieces", gettext_lazy("Pieces destroyed"), lambda r: r.pieces, width=10),
    Column("sha256", gettext_lazy("SHA-256 of what was destroyed"), lambda r: r.sha256, width=66),
]


def table(request: HttpRequest) -> Table:
    """Return the records that the person may see."""
    found = records_of(request.user)
    title = _("Records of disposal")
    return Table("disposals", title, COLUMNS, lambda: found.iterator(1_000), [])
