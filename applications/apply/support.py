"""The support that fits a draft, why or why not, and the choice to ask for it together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply import drafting, scope
from applications.apply.crumbs import draft_crumbs
from applications.models import Application
from casework import clock
from casework.transitions import Stale
from casework.views import StepView
from zones.matching import Fit, Match, match_all, situation_of
from zones.models import SupportInstrument


class SupportForm(forms.Form):
    """The instruments asked for, by code; only those that are not ruled out."""

    use_required_attribute = False
    not_facts = {"instrument": "choice"}
    instrument = forms.MultipleChoiceField(
        label=gettext_lazy("Support asked for"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy(
                "“%(value)s” cannot be asked for here. Choose from the list."
            )
        },
    )

    def __init__(self, data: Any, *, matches: list[Match]) -> None:
        super().__init__(data)
        self.fields["instrument"].choices = [
            (one.instrument.pk, one.instrument.name) for one in matches
        ]


def matches_for(application: Application) -> list[Match]:
    """Return every instrument with its answer for the company in this zone today; three queries."""
    sectors = {
        code
        for measure in application.measures.select_related("special_measure")
        if measure.special_measure
        for code in measure.special_measure.sectors
    }
    situation = situation_of(application.zone, on=clock.today(), sectors=sorted(sectors))
    return match_all(SupportInstrument.objects.for_list(), situation)


def requested_codes(application: Application) -> set[str]:
    """Return the codes of the instruments asked for."""
    return set(application.support_requests.values_list("instrument_id", flat=True))


def support_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return what the draft's overview says of support: asked for, possible, and ruled out."""
    matches, asked = matches_for(application), requested_codes(application)
    return {
        "support_asked": [m for m in matches if m.instrument.pk in asked],
        "support_possible": sum(m.fit != Fit.NO for m in matches),
        "support_ruled_out": sum(m.fit == Fit.NO for m in matches),
    }


def apply_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the support matched to a draft, and keep which of it is asked for."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    matches = matches_for(application)
    possible = [one for one in matches if one.fit != Fit.NO]
    form = SupportForm(request.POST if request.method == "POST" else None, matches=possible)
    stale = False
    if request.method == "POST" and form.is_valid():
        fits = {str(m.instrument.pk): str(m.fit) for m in possible}
        chosen = {code: fits[code] for code in form.cleaned_data["instrument"]}
        try:
            drafting.save_support(
                application, chosen, version=StepView.seen_version(request), actor=request.user
            )
        except Stale:
            stale, application = True, scope.application_for(request.user, pk)
        else:
            messages.success(request, _("Saved."))
            return redirect("apply_draft", pk=pk)
    asked = requested_codes(application)
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Financial and tax support")),
        "form": form,
        "rows": [{"match": one, "asked": one.instrument.pk in asked} for one in possible],
        "ruled_out": [one for one in matches if one.fit == Fit.NO],
        "stale": stale,
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/apply/support.html", context, status=status)
