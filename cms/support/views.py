"""The pages of the catalogue of support. All are public and only read."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from cms import live
from cms.register.forms import UNKNOWN
from cms.register.words import sources_of
from zones.choices import SupportKind
from zones.matching import match_all, situation_of
from zones.models import SupportInstrument
from zones.models.plans import Trade


class SupportFilter(forms.Form):
    """Zone, kind and day; every one may be left empty, and all stand in the address."""

    zone = forms.ChoiceField(
        label=gettext_lazy("zone"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("kind of support"),
        required=False,
        error_messages={"invalid_choice": UNKNOWN},
    )
    trade = forms.ChoiceField(
        label=gettext_lazy("Trade of the company"),
        required=False,
        choices=[("", gettext_lazy("Not chosen")), *Trade.choices],
        error_messages={"invalid_choice": UNKNOWN},
    )
    on = forms.DateField(
        label=gettext_lazy("In force on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": gettext_lazy(
                "The date could not be read. Enter it as year-month-day, such as 2026-11-23."
            )
        },
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        zones = live.public_zones().order_by("name", "pk").values_list("slug", "name")
        self.fields["zone"].choices = [("", gettext_lazy("All")), *zones]
        self.fields["kind"].choices = [("", gettext_lazy("All")), *SupportKind.choices]

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are valid and not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def instruments_for(chosen: dict[str, Any]) -> list[SupportInstrument]:
    """Return the instruments that the filters leave; one query."""
    found = SupportInstrument.objects.for_list()
    if "kind" in chosen:
        found = found.filter(kind=chosen["kind"])
    if "on" in chosen:
        found = found.in_force_on(chosen["on"])
    return list(found)


def support(request: HttpRequest) -> HttpResponse:
    """List the instruments; in a zone, with the answer for a company there."""
    form = SupportFilter(request.GET)
    chosen = form.chosen()
    instruments = instruments_for(chosen)
    zone, matches = None, []
    if "zone" in chosen:
        zone = live.public_zones().prefetch_related("municipalities").get(slug=chosen["zone"])
        trade = {"industry": chosen["trade"]} if "trade" in chosen else {}
        day = chosen.get("on") or clock.today()
        matches = match_all(instruments, situation_of(zone, on=day, **trade))
    context = {
        "breadcrumbs": [{"label": _("Financial and tax support"), "url": ""}],
        "form": form,
        "chosen": chosen,
        "zone": zone,
        "instruments": instruments,
        "matches": matches,
    }
    return render(request, "cms/support/support.html", context, status=422 if form.errors else 200)


def support_instrument(request: HttpRequest, code: str) -> HttpResponse:
    """Show one instrument: basis, who, how much, until when, conditions, and how we know."""
    instrument = get_object_or_404(SupportInstrument.objects.for_list(), code=code)
    context = {
        "breadcrumbs": [
            {"label": _("Financial and tax support"), "url": reverse("support")},
            {"label": instrument.name, "url": ""},
        ],
        "instrument": instrument,
        "sources": sources_of(instrument.source_text),
    }
    return render(request, "cms/support/instrument.html", context)
