"""The company's ledger: what is held of it, whether it is right, and where it went."""

import csv
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from applications.apply import scope
from applications.apply.company import seen_row
from applications.apply.crumbs import crumbs
from applications.ledger import page, reuse, writing
from applications.ledger.codes import Act
from applications.ledger.reading import current
from applications.ledger.words import shown, source_note
from applications.models import Company
from casework import clock

BOM = "\ufeff"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class ContestForm(forms.Form):
    """What is not right about a value."""

    use_required_attribute = False
    not_facts = {"reason": "reason"}

    reason = forms.CharField(
        label=gettext_lazy("What is not right"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text=gettext_lazy("The offices that handle your open applications will read this."),
        error_messages={"required": gettext_lazy("Write in “What is not right” what is wrong.")},
    )


def _company(request: HttpRequest, pk: int) -> Company:
    return get_object_or_404(scope.companies(request.user), pk=pk)


def _crumbs(company: Company, *steps: tuple[Any, str]) -> list[dict[str, Any]]:
    address = reverse("apply_facts", args=[company.pk]) if steps else ""
    return crumbs((_("Facts of %(company)s") % {"company": company.name}, address), *steps)


def apply_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Show every fact held of a company with source, date, purpose, basis, retention and uses."""
    company = _company(request, pk)
    found = page.entries(company)
    context = {
        "company": company,
        "breadcrumbs": _crumbs(company),
        "entries": found,
        "rate": page.rate(company),
        "seen": max((e.row.pk for e in found), default=0),
        "may_file": scope.may_file(request.user, company.pk),
        "consent": reuse.latest(company),
        "consented": reuse.is_consented(company),
    }
    return render(request, "applications/apply/facts.html", context)


def apply_facts_file(request: HttpRequest, pk: int, ext: str) -> HttpResponse:
    """Return the ledger as CSV (with BOM, for spreadsheets) or JSON (with the whole history)."""
    company = _company(request, pk)
    name = f"dejima_facts_{company.corporate_number}_{clock.today()}.{ext}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if ext == "csv":
        content = _csv([page.flat(entry) for entry in page.entries(company)])
        return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
    if ext != "json":
        raise Http404
    return JsonResponse(_json(company), headers=headers, json_dumps_params={"ensure_ascii": False})


def _json(company: Company) -> dict[str, Any]:
    rate = page.rate(company)
    return {
        "corporate_number": company.corporate_number,
        "as_of": clock.now(),
        "once_only": {"kept": rate.kept, "needed": rate.needed, "percent": rate.percent},
        "consents": [
            {"act": c.act, "text_version": c.text_version, "at": c.at, "by": writing.name_of(c.by)}
            for c in company.reuse_consents.select_related("by")
        ],
        "facts": [page.record(entry) for entry in page.entries(company)],
    }


def _csv(rows: list[list[str]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(page.COLUMNS)
    # A spreadsheet must not run what a company typed.
    writer.writerows([f"'{v}" if v.startswith(FORMULA) else v for v in row] for row in rows)
    return BOM + buffer.getvalue()


@require_POST
def apply_facts_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one value (``key`` and the ``value`` that was seen), or all that were ``seen``."""
    company = _company(request, pk)
    scope.require_filer(request.user, company.pk)
    try:
        if key := request.POST.get("key", ""):
            writing.mark(
                company, key, value_pk=_value_seen(request), act=Act.CONFIRMED, by=request.user
            )
        else:
            writing.confirm_all(company, by=request.user, seen=seen_row(request))
    except writing.AlreadyChanged:
        messages.error(request, _("The value was changed meanwhile. Read it again, then confirm."))
    else:
        messages.success(request, _("Confirmed."))
    return redirect("apply_facts", pk=pk)


def _value_seen(request: HttpRequest) -> int:
    value = request.POST.get("value", "")
    return int(value) if value.isascii() and value.isdigit() else -1


def apply_fact_contest(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Say what is not right about a value; the offices of the open applications are told."""
    company = _company(request, pk)
    scope.require_filer(request.user, company.pk)
    row = current(company, key).get(key)
    if row is None:
        raise Http404
    form = ContestForm(request.POST if request.method == "POST" else None)
    stale = False
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            writing.mark(
                company,
                key,
                value_pk=_value_seen(request),
                act=Act.CONTESTED,
                by=request.user,
                reason=reason,
            )
        except writing.AlreadyChanged:
            stale = True
        else:
            messages.success(request, _("Noted. The value is not used again until it is settled."))
            return redirect("apply_facts", pk=pk)
    label = row.fact.label if row.fact else key
    context = {
        "company": company,
        "form": form,
        "row": row,
        "label": label,
        "text": shown(key, row.value),
        "note": source_note(row),
        "stale": stale,
        "breadcrumbs": _crumbs(company, (label, "")),
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/apply/contest.html", context, status=status)
