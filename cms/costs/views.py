"""What a zone costs, all who bear it on one page: state, prefecture, municipality, applicants."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.codes_costs import PUBLIC_LEVELS
from applications.costs import reading
from applications.models import CostEntry, Exemption
from applications.support.ledger_views import year_choices
from casework.paging import keyset_page
from cms import live
from cms.register.forms import UNKNOWN


class YearFilter(forms.Form):
    """The fiscal year; it stands in the address."""

    year = forms.ChoiceField(
        label=gettext_lazy("Fiscal year"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        self.fields["year"].choices = year_choices()

    def chosen(self) -> int | None:
        """Return the fiscal year asked for; None for all."""
        year = self.cleaned_data.get("year") if self.is_valid() else ""
        return int(year) if year else None


def _crumbs(*more: tuple[str, str]) -> list[dict[str, str]]:
    first = {"label": _("What zones cost"), "url": reverse("public_costs") if more else ""}
    return [first, *({"label": label, "url": url} for label, url in more)]


def public_costs(request: HttpRequest) -> HttpResponse:
    """List the zones with what is recorded of their costs; two queries more than the zones."""
    page = keyset_page(live.public_zones(), request.GET, keys=("name", "pk"), descending=False)
    found = CostEntry.objects.standing().filter(zone__in=page.rows, level__in=PUBLIC_LEVELS)
    sums: dict[int, int] = {}
    for zone, amount in found.order_by().values_list("zone", "amount"):
        sums[zone] = sums.get(zone, 0) + amount
    context = {
        "page": page,
        "rows": [{"zone": zone, "recorded": sums.get(zone.pk)} for zone in page.rows],
        "breadcrumbs": _crumbs(),
    }
    return render(request, "cms/costs/costs.html", context)


def public_zone_costs(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole cost of a zone, line by line, with its sums and what is missing."""
    zone = get_object_or_404(live.public_zones(), slug=slug)
    form = YearFilter(request.GET)
    year = form.chosen()
    donated, _rows = reading.donations(zone, year)
    context = {
        "zone": zone,
        "form": form,
        "clear_url": request.path,
        "sums": reading.of(zone, year=year),
        "donations": donated,
        "shows_donations": True,
        "exemptions": Exemption.objects.filter(zone=zone).order_by("-pk")[:200],
        "breadcrumbs": _crumbs((zone.name, "")),
    }
    status = 422 if form.errors else 200
    return render(request, "cms/costs/zone.html", context, status=status)


def public_measure_costs(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show the whole cost of one exemption."""
    zone = get_object_or_404(live.public_zones(), slug=slug)
    exemption = get_object_or_404(zone.exemptions, public_number=number)
    form = YearFilter(request.GET)
    context = {
        "zone": zone,
        "exemption": exemption,
        "form": form,
        "clear_url": request.path,
        "sums": reading.of(zone, exemption, form.chosen()),
        "breadcrumbs": _crumbs(
            (zone.name, reverse("public_zone_costs", args=[zone.slug])), (exemption.title, "")
        ),
    }
    status = 422 if form.errors else 200
    return render(request, "cms/costs/zone.html", context, status=status)
