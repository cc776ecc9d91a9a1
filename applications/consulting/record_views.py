"""The record of a case as a page to print, as text, and as JSON; the office fixes its hash in the trail."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import facts, roles
from applications.apply import scope as company_scope
from applications.apply.crumbs import crumbs
from applications.codes import CorrectionReason, OpinionView, Outcome, ReasonCode
from applications.consulting.record import Reader, canonical, record_of, sha256_of
from applications.criteria import labelled
from applications.models import Application
from applications.office.scope import office_applications
from applications.pages import page_or_404
from casework import audit
from casework.transitions import lock

KINDS: dict[str, Any] = {
    "consultation": gettext_lazy("Consultation opened"),
    "arrived": gettext_lazy("The application arrived"),
    "withdrawn": gettext_lazy("The application was withdrawn"),
    "message": gettext_lazy("Message"),
    "guidance": gettext_lazy("Administrative guidance"),
    "note": gettext_lazy("Note of the offices"),
    "correction_requested": gettext_lazy("Correction requested"),
    "correction_answered": gettext_lazy("Correction answered"),
    "opinion": gettext_lazy("Opinion"),
    "determination": gettext_lazy("Determination"),
}


def _loaded(found: Any, pk: int) -> Application:
    return page_or_404(found.exclude(status="draft"), pk)


def apply_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the applicant the record as far as it is theirs to know."""
    case = _loaded(company_scope.applications(request.user), pk)
    record = record_of(case, Reader(request.user, is_office=False))
    more = {
        "base": "base.html",
        "back_url": case.company_url(),
        "breadcrumbs": crumbs((case.title, case.company_url()), (_("Record of the case"), "")),
    }
    return _answer(request, case, record, more)


def office_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the record for the file; POST notes its hash in the trail."""
    case = _loaded(office_applications(request.user), pk)
    reader = Reader(request.user, is_office=True, with_notes=request.GET.get("notes") == "1")
    if request.method == "POST":
        return _fix(request, case, reader)
    record = record_of(case, reader)
    digest = sha256_of(record)
    fixed = list(audit.trail(case).filter(step="export"))
    more = {
        "base": "base_console.html",
        "back_url": case.get_absolute_url(),
        "may_fix": _role(case, request.user) is not None,
        "fixed": fixed,
        "is_fixed": any(e.data.get("sha256") == digest for e in fixed),
        "breadcrumbs": [
            {"label": _("Applications"), "url": reverse("console:applications")},
            {"label": case.number or "", "url": case.get_absolute_url()},
            {"label": _("Record of the case"), "url": ""},
        ],
    }
    return _answer(request, case, record, more)


def _role(case: Application, user: Any) -> Any:
    return (roles.is_examiner | roles.is_forwarder).matching(case, user)


def _fix(request: HttpRequest, case: Application, reader: Reader) -> HttpResponse:
    held = _role(case, request.user)
    if held is None:
        raise PermissionDenied
    with transaction.atomic():
        locked = lock(case)
        fresh = _loaded(office_applications(request.user), locked.pk)
        record = record_of(fresh, reader)
        inputs = {
            "sha256": sha256_of(record),
            "entries": len(record["entries"]),
            "notes": reader.with_notes,
        }
        audit.append(
            locked,
            step="export",
            source=locked.status,
            actor=request.user,
            role=held.code,
            basis="公文書等の管理に関する法律 第4条・第34条",
            inputs=inputs,
            record=("sha256",),
        )
    messages.success(request, _("The hash of this record stands in the audit trail."))
    notes = "?notes=1" if reader.with_notes else ""
    return redirect(f"{reverse('console:application_record', args=[case.pk])}{notes}")


def _answer(
    request: HttpRequest, case: Application, record: dict[str, Any], more: dict[str, Any]
) -> HttpResponse:
    kind = request.GET.get("format", "")
    if kind == "json":
        return _download(canonical(record), f"{case.number}.json", "application/json")
    context = {
        "application": case,
        "record": record,
        "rows": [readable(e) for e in record["entries"]],
        "sha256": sha256_of(record),
        **more,
    }
    if kind == "text":
        text = render_to_string("applications/consulting/record.txt", context)
        return _download(text, f"{case.number}.txt", "text/plain")
    return render(request, "applications/consulting/record.html", context)


def _download(text: str, name: str, content_type: str) -> HttpResponse:
    return HttpResponse(
        text,
        content_type=f"{content_type}; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


def readable(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with the words for its codes."""
    facts_of = {
        "fields": lambda keys: [facts.label_of(key) for key in keys],
        "reasons": lambda codes: [dict(ReasonCode.choices).get(c, c) for c in codes],
        "view": lambda code: dict(OpinionView.choices).get(code, code),
        "outcome": lambda code: dict(Outcome.choices).get(code, code),
        "reason": lambda code: dict(CorrectionReason.choices).get(code, code),
        "criteria": labelled,
        "changes": lambda rows: [{**c, "label": facts.label_of(c["fact"])} for c in rows],
    }
    told = {name: facts_of[name](value) for name, value in entry.items() if name in facts_of}
    moment = datetime.fromisoformat(entry["at"])
    return {**entry, **told, "label": KINDS[entry["kind"]], "moment": moment}
