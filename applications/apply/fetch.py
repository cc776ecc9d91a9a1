"""Comparing what is held of a company with gBizINFO, line by line; the person accepts which."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import gbizinfo
from applications.apply import fetched, scope
from applications.apply.crumbs import crumbs
from applications.ledger import writing
from applications.ledger.reading import company_facts, current
from applications.ledger.words import shown, source_note
from applications.models import Company


def differences(company: Company, record: gbizinfo.Record) -> list[dict[str, Any]]:
    """Return the facts of a record that are not held so; ``chosen`` when nothing stands against it.

    What the company entered or confirmed is never chosen for it.
    """
    rows = current(company)
    return [
        {
            "key": fact.key,
            "label": fact.label,
            "text": shown(fact.key, record.values[fact.key]),
            "held": shown(fact.key, row.value) if row else "",
            "note": source_note(row),
            "chosen": row is None or row.confirmed_at is None,
        }
        for fact in company_facts()
        if fact.key in record.values
        and ((row := rows.get(fact.key)) is None or row.value != record.values[fact.key])
    ]


def apply_company_fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask gBizINFO (POST), show what differs, and keep what the person accepts (POST ``accept``)."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    scope.require_filer(request.user, company.pk)
    if request.method != "POST":
        return _show(request, company)
    if "keep" in request.POST:
        return _keep(request, company)
    try:
        record = gbizinfo.fetch(company.corporate_number)
    except gbizinfo.Unavailable as why:
        return _show(request, company, unavailable=str(why))
    return _show(
        request,
        company,
        record=record,
        differences=differences(company, record),
        fetched=fetched.sign(record, request.user),
    )


def _keep(request: HttpRequest, company: Company) -> HttpResponse:
    record = fetched.read(request.POST.get("fetched", ""), request.user)
    if record is None or record.number != company.corporate_number:
        again = _("What was fetched is too old to be kept. Fetch it again.")
        return _show(request, company, unavailable=again)
    accepted = {k: v for k, v in record.values.items() if k in request.POST.getlist("accept")}
    if not accepted:
        messages.info(request, _("Nothing was chosen, and nothing was changed."))
    else:
        writing.write(company, accepted, by=request.user, **fetched.source_of(record))
        messages.success(
            request, _("%(count)d facts were taken from gBizINFO.") % {"count": len(accepted)}
        )
    return redirect("apply_facts", pk=company.pk)


def _show(request: HttpRequest, company: Company, **more: Any) -> HttpResponse:
    ledger = (
        _("Facts of %(company)s") % {"company": company.name},
        reverse("apply_facts", args=[company.pk]),
    )
    context = {
        "company": company,
        "breadcrumbs": crumbs(ledger, (_("Compare with gBizINFO"), "")),
        "may_fetch": gbizinfo.is_configured(),
        **more,
    }
    return render(request, "applications/apply/fetch.html", context)
