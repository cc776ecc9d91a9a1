"""The public ledger of support: sums by instrument, zone and fiscal year, and the published grants."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.support import ledger
from applications.support.ledger_views import year_choices
from casework.paging import keyset_page
from cms import live
from cms.register.forms import UNKNOWN


class PublicLedgerFilter(forms.Form):
    """Zone and fiscal year; both stand in the address."""

    zone = forms.ChoiceField(
        label=gettext_lazy("zone"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    year = forms.ChoiceField(
        label=gettext_lazy("Fiscal year"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        zones = live.public_zones().order_by("name", "pk").values_list("slug", "name")
        self.fields["zone"].choices = [("", gettext_lazy("All")), *zones]
        self.fields["year"].choices = year_choices()

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are valid and not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def public_support_ledger(request: HttpRequest) -> HttpResponse:
    """Show what was granted, paid and paid back: everything disclosed, nothing else."""
    form = PublicLedgerFilter(request.GET)
    chosen = form.chosen()
    cases, grants = ledger.public_cases(), ledger.published()
    if "zone" in chosen:
        cases, grants = (one.filter(zone__slug=chosen["zone"]) for one in (cases, grants))
    entries = ledger.lines(cases)
    if "year" in chosen:
        entries = entries.filter(fiscal_year=chosen["year"])
        grants = grants.filter(fiscal_year=chosen["year"])
    cells = ledger.by_cell(entries)
    context = {
        "breadcrumbs": [
            {"label": _("Financial and tax support"), "url": reverse("support")},
            {"label": _("Support ledger"), "url": ""},
        ],
        "form": form,
        "cells": cells,
        "total": ledger.shown(cells),
        "hidden": sum(cell.is_hidden for cell in cells),
        "page": keyset_page(grants, request.GET),
    }
    return render(request, "cms/support/ledger.html", context, status=422 if form.errors else 200)
