"""Every list of the office as a file: the current view, nothing more than the person may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.office import listing, scope
from applications.office.filters import (
    ApplicationFilter,
    ExemptionFilter,
    ReportFilter,
    words_of,
)
from applications.retention import export as disposals
from applications.support import ledger_views as support
from casework import exports
from casework.console_views import NoticeFilter, deliveries
from casework.exports import Column, Table
from casework.work import Queue
from console.office import zones_seen
from console.worklist import WHOSE_LABELS, WorkFilter

WORK = [
    Column("due_on", gettext_lazy("Due"), lambda i: i.due_on, width=12),
    Column("days_left", gettext_lazy("Days left"), lambda i: i.days_left, width=8),
    Column("case", gettext_lazy("Case"), lambda i: i.title, width=44),
    Column("kind", gettext_lazy("Kind of case"), lambda i: i.kind_label, width=16),
    Column("needs", gettext_lazy("What it needs next"), lambda i: i.next_step, width=28),
    Column("waits_for", gettext_lazy("Waits for"), lambda i: i.waits_for, width=28),
    Column("state", gettext_lazy("State"), lambda i: i.state_label, width=18),
    Column("zone", gettext_lazy("Zone"), lambda i: i.zone, width=24),
]
EXEMPTIONS = [
    Column("number", gettext_lazy("Number"), lambda e: e.public_number, width=16),
    Column("title", gettext_lazy("Title"), lambda e: e.title, width=40),
    Column("law", gettext_lazy("Law"), lambda e: f"{e.law_title}{e.article}", width=30),
    Column("holder", gettext_lazy("Holder"), lambda e: e.holder.name, width=28),
    Column("authority", gettext_lazy("Authority"), lambda e: e.authority.name, width=24),
    Column("zone", gettext_lazy("Zone"), lambda e: e.zone.name, width=24),
    Column("state", gettext_lazy("State"), lambda e: e.get_status_display(), width=18),
    Column("in_force", gettext_lazy("In force today"), lambda e: _yes(e.is_in_force), width=10),
    Column("starts_on", gettext_lazy("First day"), lambda e: e.starts_on, width=12),
    Column("ends_on", gettext_lazy("Last day"), lambda e: e.ends_on, width=12),
]
REPORTS = [
    Column("due_on", gettext_lazy("Due"), lambda r: r.due_on, width=12),
    Column("exemption", gettext_lazy("Number"), lambda r: r.exemption.public_number, width=16),
    Column("title", gettext_lazy("Title"), lambda r: r.exemption.title, width=40),
    Column("holder", gettext_lazy("Holder"), lambda r: r.exemption.holder.name, width=28),
    Column("zone", gettext_lazy("Zone"), lambda r: r.exemption.zone.name, width=24),
    Column("kind", gettext_lazy("Kind of report"), lambda r: r.get_kind_display(), width=16),
    Column("from", gettext_lazy("From"), lambda r: r.period_start, width=12),
    Column("to", gettext_lazy("To"), lambda r: r.period_end, width=12),
    Column("state", gettext_lazy("State"), lambda r: r.get_status_display(), width=18),
    Column("submitted_at", gettext_lazy("Submitted"), lambda r: r.submitted_at, width=18),
]
NOTICES = [
    Column("written_at", gettext_lazy("Written"), lambda r: r.notice.created_at, width=18),
    Column("kind", gettext_lazy("Kind"), lambda r: r.notice.kind, width=24),
    Column("subject", gettext_lazy("Subject"), lambda r: r.notice.subject, width=48),
    Column("to", gettext_lazy("E-mail address"), lambda r: r.address, width=30),
    Column("delivery", gettext_lazy("Delivery"), lambda r: r.get_status_display(), width=16),
    Column("sent_at", gettext_lazy("Sent"), lambda r: r.sent_at, width=18),
    Column("attempts", gettext_lazy("Attempts"), lambda r: r.attempts, width=8),
    Column("last_error", gettext_lazy("Last error"), lambda r: r.last_error, width=40),
]


def _yes(value: bool) -> str:
    return _("Yes") if value else _("No")


def _work(request: HttpRequest) -> Table:
    form = WorkFilter(request.GET, user=request.user, kinds=[])
    queue = Queue.of(request.user, form.query(form.tab))
    whose = (_("Whose work"), str(WHOSE_LABELS.get(form.tab, _("All"))))
    words = [whose, *words_of(form, ["q", "kind", "zone", "due"])]
    return Table("work", _("My work"), WORK, queue.everything, words)


def _applications(request: HttpRequest) -> Table:
    form = ApplicationFilter(request.GET, user=request.user)
    rows = form.apply(listing.concerns(request.user))
    columns = listing.columns(form.chosen.get("columns", ()))

    def found() -> Any:
        return listing.everything(rows, newest_first=form.is_newest_first)

    return Table("applications", _("Applications"), columns, found, form.in_words())


def _exemptions(request: HttpRequest) -> Table:
    form = ExemptionFilter(request.GET, user=request.user)
    found = form.apply(scope.office_exemptions(request.user)).for_list().annotate_in_force()
    words = words_of(form, ["zone", "status", "today"])
    return Table("exemptions", _("Exemptions"), EXEMPTIONS, lambda: found.iterator(1_000), words)


def _reports(request: HttpRequest) -> Table:
    form = ReportFilter(request.GET, user=request.user)
    found = form.apply(scope.office_reports(request.user)).for_list()
    words = words_of(form, ["zone", "which"])
    return Table("reports", _("Reports"), REPORTS, lambda: found.iterator(1_000), words)


def _notices(request: HttpRequest) -> Table:
    form = NoticeFilter(request.GET)
    found = form.apply(deliveries(request.user, zones_seen(request.user))).order_by("-pk")
    words = words_of(form, list(form.fields))
    return Table("notices", _("Notices"), NOTICES, lambda: found.iterator(1_000), words)


TABLES: dict[str, Callable[[HttpRequest], Table]] = {
    "work": _work,
    "applications": _applications,
    "exemptions": _exemptions,
    "reports": _reports,
    "notices": _notices,
    "disposals": disposals.table,
    "support": support.case_table,
    "support_ledger": support.ledger_table,
}


def export(request: HttpRequest, page: str) -> HttpResponse:
    """Give a list as a file in the format asked for; 404 for an unknown list or format."""
    form = request.GET.get("format", "csv")
    if page not in TABLES or form not in exports.FORMATS:
        raise Http404
    table = TABLES[page](request)
    query = request.GET.copy()
    query["format"] = "table"
    table.source = f"{settings.WAGTAILADMIN_BASE_URL}{request.path}"
    return exports.response(table, form, url=f"{table.source}?{query.urlencode()}")
