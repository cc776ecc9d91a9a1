"""A new zone from a template, on one page: choose a template, choose the municipality, done."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.transitions import Blocked
from zones.blueprints import blueprints
from zones.eligibility import flags
from zones.founding import found, founding_offices
from zones.models import LegalBasis, Municipality, SpecialMeasure

SHOWN_PLACES = 8


class NewZoneForm(forms.Form):
    """Template, municipality, and a name if the proposed one does not please."""

    template = forms.ChoiceField(
        label=gettext_lazy("Template"),
        error_messages={
            "required": gettext_lazy("Choose a template."),
            "invalid_choice": gettext_lazy("Choose a template from the list."),
        },
    )
    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Municipality"),
        queryset=Municipality.objects.select_related("prefecture"),
        error_messages={
            "required": gettext_lazy("Search for the municipality, then choose it from the list."),
            "invalid_choice": gettext_lazy("This municipality is not known: search for it."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Name of the zone"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Left empty: the name of the town and of the template."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.choices = [(one.code, one.name) for one in blueprints().values()]


def _places(text: str) -> list[dict[str, Any]]:
    if not text.strip():
        return []
    matching = Municipality.objects.matching(text).select_related("prefecture")
    return _rows(matching.order_by("code")[:SHOWN_PLACES])


def _rows(towns: Any) -> list[dict[str, Any]]:
    return [{"town": town, "flags": flags(town)} for town in towns]


def _templates() -> list[dict[str, Any]]:
    """Return the templates with the measures and the basis that they bring; two queries."""
    bases = LegalBasis.objects.in_bulk()
    measures = SpecialMeasure.objects.in_bulk()
    return [
        {
            "template": one,
            "basis": bases.get(one.legal_basis),
            "measures": [measures[code] for code in one.measures if code in measures],
        }
        for one in blueprints().values()
    ]


def places(request: HttpRequest) -> HttpResponse:
    """Return the municipalities whose name, reading or code matches, as choices of the form."""
    if not founding_offices(request.user):
        raise PermissionDenied
    context = {"places": _places(request.GET.get("q", "")), "q": request.GET.get("q", "")}
    return render(request, "zones/new_places.html", context)


def zone_new(request: HttpRequest) -> HttpResponse:
    """Make a zone from a template; its public page stands at once, labelled as a concept."""
    offices = founding_offices(request.user)
    if not offices:
        raise PermissionDenied
    office = offices[0]
    sent = request.method == "POST"
    query = request.POST.get("q", "") if sent else ""
    searching = "search" in request.POST
    form = NewZoneForm(request.POST if sent and not searching else None, initial=request.POST)
    if sent and not searching and form.is_valid():
        chosen = form.cleaned_data
        try:
            zone = found(
                blueprint=blueprints()[chosen["template"]],
                municipality=chosen["municipality"],
                office=office,
                name=chosen["name"].strip(),
                actor=request.user,
            )
        except Blocked as blocked:
            form.add_error("municipality", " ".join(blocked.reasons))
        else:
            messages.success(request, _("The zone was made. Its public page is open."))
            return redirect("console:zone", pk=zone.pk)
    chosen_place = request.POST.get("municipality", "")
    towns = Municipality.objects.filter(pk=chosen_place or office.municipality_id or "")
    context = {
        "form": form,
        "templates": _templates(),
        "office": office,
        "q": query,
        "places": _places(query) or _rows(towns.select_related("prefecture")),
        "place": chosen_place or office.municipality_id,
        "chosen": request.POST.get("template", ""),
        "breadcrumbs": [
            {"label": _("Zones"), "url": "/console/zones/"},
            {"label": _("New zone"), "url": ""},
        ],
    }
    return render(request, "zones/new.html", context, status=422 if form.errors else 200)
