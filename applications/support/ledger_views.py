"""The office's ledger of support: by company, zone, instrument and fiscal year, and as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Company, SupportCase
from applications.office.filters import ListFilter, words_of
from applications.support import ledger
from applications.support.forms import SupportCaseFilter
from casework import clock, exports
from casework.calendar import fiscal_year, wareki_fiscal_year
from casework.exports import Column, Table
from casework.paging import keyset_page
from zones.models import SupportInstrument

ALL = ("", gettext_lazy("All"))
FIRST_YEAR = 2020
CASES = [
    Column("number", gettext_lazy("Number"), lambda c: c.number, width=20),
    Column("instrument", gettext_lazy("Instrument"), lambda c: c.instrument.name, width=40),
    Column("company", gettext_lazy("Company"), lambda c: c.company.name, width=28),
    Column("zone", gettext_lazy("Zone"), lambda c: c.zone.name, width=24),
    Column("state", gettext_lazy("State"), lambda c: c.get_status_display(), width=18),
    Column("opened_at", gettext_lazy("Opened"), lambda c: c.opened_at, width=18),
]
LINES = [
    Column("on", gettext_lazy("Day"), lambda e: e.on, width=12),
    Column("fiscal_year", gettext_lazy("Fiscal year"), lambda e: e.fiscal_year, width=8),
    Column("number", gettext_lazy("Number"), lambda e: e.case.number, width=20),
    Column("company", gettext_lazy("Company"), lambda e: e.case.company.name, width=28),
    Column("zone", gettext_lazy("Zone"), lambda e: e.case.zone.name, width=24),
    Column("instrument", gettext_lazy("Instrument"), lambda e: e.case.instrument.name, width=40),
    Column("kind", gettext_lazy("Line"), lambda e: e.get_kind_display(), width=12),
    Column("amount", gettext_lazy("Amount (yen)"), lambda e: e.amount, width=16),
    Column("payer", gettext_lazy("Payer"), lambda e: e.case.get_payer_display(), width=12),
    Column("note", gettext_lazy("Note"), lambda e: e.note, width=40),
    Column("recorded_at", gettext_lazy("Recorded"), lambda e: e.recorded_at, width=18),
]


def year_choices() -> list[tuple[str, Any]]:
    """Return the fiscal years to filter by, this one first."""
    years = range(fiscal_year(clock.today()) + 1, FIRST_YEAR - 1, -1)
    return [ALL, *((str(year), wareki_fiscal_year(year)) for year in years)]


class LedgerFilter(ListFilter):
    """Zone, company, instrument and fiscal year; all stand in the address."""

    company = forms.ChoiceField(label=gettext_lazy("Company"), required=False)
    instrument = forms.ChoiceField(label=gettext_lazy("Instrument"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Fiscal year"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases = SupportCase.objects.of_offices(self.user).order_by()
        companies = Company.objects.filter(pk__in=cases.values("company"))
        used = SupportInstrument.objects.filter(pk__in=cases.values("instrument"))
        known = companies.order_by("name", "pk").values_list("pk", "name")
        self.fields["company"].choices = [ALL, *((str(pk), name) for pk, name in known)]
        self.fields["instrument"].choices = [
            ALL,
            *used.order_by("code").values_list("code", "name"),
        ]
        self.fields["year"].choices = year_choices()

    def lines(self) -> Any:
        """Return the lines asked for; a bad filter filters nothing."""
        names = {"zone": "zone__slug", "company": "company", "instrument": "instrument"}
        chosen = {names[k]: v for k, v in self.chosen.items() if v and k in names}
        found = ledger.lines(SupportCase.objects.of_offices(self.user).filter(**chosen))
        year = self.chosen.get("year")
        return found.filter(fiscal_year=year) if year else found


def support_ledger(request: HttpRequest) -> HttpResponse:
    """Show the sums and the lines of the support that the person's offices decided."""
    form = LedgerFilter(request.GET or None, user=request.user)
    found = form.lines()
    context = {
        "form": form,
        "cells": ledger.by_cell(found),
        "total": ledger.total(found),
        "page": keyset_page(found, request.GET),
        "breadcrumbs": [
            {"label": _("Support cases"), "url": reverse("console:support_cases")},
            {"label": _("Support ledger"), "url": ""},
        ],
        **exports.links("support_ledger", request.GET),
    }
    return render(request, "applications/support/ledger.html", context)


def ledger_table(request: HttpRequest) -> Table:
    """Return the ledger as the filters leave it, for a file."""
    form = LedgerFilter(request.GET, user=request.user)
    found = form.lines()
    words = words_of(form, ["zone", "company", "instrument", "year"])
    return Table("support-ledger", _("Support ledger"), LINES, lambda: found.iterator(1_000), words)


def case_table(request: HttpRequest) -> Table:
    """Return the support cases as the filters leave them, for a file."""
    form = SupportCaseFilter(request.GET, user=request.user)
    found = form.apply(SupportCase.objects.of_offices(request.user)).for_list()
    words = words_of(form, ["zone", "status"])
    return Table("support", _("Support cases"), CASES, lambda: found.iterator(1_000), words)
