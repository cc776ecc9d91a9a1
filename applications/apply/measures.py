"""The measures that a draft asks for: which law, which article, what instead, from whom."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from applications.apply import drafting, scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.reading import key_of
from applications.models import Application, RequestedMeasure
from casework.transitions import Stale
from casework.views import StepView
from zones.models import Organisation, SpecialMeasure, Zone
from zones.models.organisations import OrganisationKind

POWERS = (OrganisationKind.PREFECTURE, OrganisationKind.MINISTRY, OrganisationKind.CABINET)


class MeasureForm(forms.ModelForm):
    """One requested measure; the known measure that it follows travels as its code."""

    use_required_attribute = False
    not_facts = dict.fromkeys(
        ("special_measure", "law_title", "article", "text_asked", "authority"), "measure"
    )

    class Meta:
        model = RequestedMeasure
        fields = ("special_measure", "law_title", "article", "text_asked", "authority")
        widgets = {
            "text_asked": forms.Textarea(attrs={"rows": 6}),
            "special_measure": forms.HiddenInput,
        }

    def __init__(self, *args: Any, zone: Zone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["authority"]
        office.queryset = Organisation.objects.filter(Q(kind__in=POWERS) | Q(pk=zone.lead_id))
        office.label, office.empty_label = _("Office that decides"), _("Choose an office")
        self.fields["special_measure"].queryset = zone.measures.all()
        for name, (label, help_text, missing) in TEXTS.items():
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.error_messages["required"] = missing
        office.error_messages["required"] = _("Choose the office that decides on this measure.")


TEXTS = {
    "law_title": (
        _("Law or order"),
        _("The name of the law that stands in the way."),
        _("Name the law or order that stands in the way."),
    ),
    "article": (_("Article"), _("The article, paragraph and item."), _("Name the article.")),
    "text_asked": (
        _("What you ask for"),
        _(
            "Write the rule as you want it to read here: what may be done, by whom, under which safeguards."
        ),
        _("Write what you ask for."),
    ),
}


def apply_measures(request: HttpRequest, pk: int, measure: int | None = None) -> HttpResponse:
    """List the measures of a draft; add one, change the one named, or remove one."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft" and request.method != "POST":
        return redirect("apply_application", pk=pk)
    chosen = get_object_or_404(application.measures, pk=measure) if measure else None
    if "remove" in request.POST:
        return _remove(request, application, request.POST["remove"])
    form = _form(request, application, chosen)
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            version = StepView.seen_version(request)
            drafting.save_measure(application, chosen, version=version, **form.cleaned_data)
            return redirect("apply_measures", pk=pk)
        except Stale:
            stale = True
    return _show(request, form, chosen, pk=pk, stale=stale)


def _form(
    request: HttpRequest, application: Application, chosen: RequestedMeasure | None
) -> MeasureForm:
    zone = application.zone
    if request.method == "POST":
        return MeasureForm(request.POST, zone=zone)
    if chosen is None and (code := request.GET.get("known")):
        return MeasureForm(
            zone=zone, initial=known_values(get_object_or_404(zone.measures, pk=code))
        )
    if chosen is None and (found := found_values(request)):
        return MeasureForm(zone=zone, initial=found)
    return MeasureForm(zone=zone, instance=chosen)


def found_values(request: HttpRequest) -> dict[str, str]:
    """Return what the finder or a consultation passed on: law, article, and the text to ask for."""
    names = {"law": ("law_title", 150), "article": ("article", 100), "text": ("text_asked", 2_000)}
    given = {key: request.GET.get(key, "").strip() for key in names}
    return {field: given[key][:limit] for key, (field, limit) in names.items() if given[key]}


def known_values(known: SpecialMeasure) -> dict[str, Any]:
    """Return what a known measure fills in; the applicant may change all of it."""
    return {
        "special_measure": known.pk,
        "law_title": known.law_text,
        "article": known.article[:100],
        "text_asked": known.relaxed,
    }


def _remove(request: HttpRequest, application: Application, key: str) -> HttpResponse:
    chosen = get_object_or_404(application.measures, pk=key_of(key))
    # Stale becomes the page that says so: nothing was typed that could be lost.
    drafting.remove_measure(application, chosen, version=StepView.seen_version(request))
    return redirect("apply_measures", pk=application.pk)


def _show(
    request: HttpRequest,
    form: MeasureForm,
    chosen: RequestedMeasure | None,
    *,
    pk: int,
    stale: bool,
) -> HttpResponse:
    application = scope.application_for(request.user, pk)
    # A refused entry is sent again against the version that was seen when it was begun.
    refused = bool(form.errors) and not stale
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Measures asked for")),
        "version": StepView.seen_version(request) if refused else application.version,
        "measures": application.measures.select_related("authority"),
        "known": application.zone.measures.order_by("pk"),
        "form": form,
        "chosen": chosen,
        "stale": stale,
        "filed": application.status != "draft",
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/apply/measures.html", context, status=status)
