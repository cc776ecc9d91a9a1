"""An office's own standard phrases for corrections: read by all in it, written by its administrators."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import facts, phrases
from applications.codes import CorrectionReason
from applications.models import StandardPhrase
from casework import clock
from zones.forms import text_area
from zones.models.organisations import OfficeRole, current_memberships

WRITERS = (OfficeRole.ADMINISTRATOR, OfficeRole.APPROVER)


def fact_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return the facts of the present form as choices, by the eight items."""
    return [
        (f"{number}. {title}", [(fact.key, fact.label) for fact in facts.plan_facts(item=number)])
        for number, title in facts.ITEMS.items()
    ]


class PhraseForm(forms.ModelForm):
    """A phrase about one fact."""

    fact = forms.ChoiceField(label=gettext_lazy("Field"), choices=fact_choices)
    reason_code = forms.ChoiceField(label=gettext_lazy("Why"), choices=CorrectionReason.choices)
    message = forms.CharField(
        label=gettext_lazy("What is to be corrected"), max_length=1000, widget=text_area()
    )
    example = forms.CharField(
        label=gettext_lazy("Example of a good answer"), max_length=1000, widget=text_area(3)
    )

    class Meta:
        model = StandardPhrase
        fields = ("fact", "reason_code", "message", "example")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("“%(label)s” is empty: write it.") % {
                "label": field.label
            }


def offices_of(user: Any, *roles: str) -> dict[int, Any]:
    """Return the offices of a person's memberships of today, of some roles or of all."""
    return {
        m.organisation_id: m.organisation
        for m in current_memberships(user)
        if not roles or m.role in roles
    }


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Standard phrases"), "url": reverse("console:phrases") if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


def phrase_list(request: HttpRequest) -> HttpResponse:
    """List the phrases that ship, and those of the person's offices."""
    offices = offices_of(request.user)
    own = StandardPhrase.objects.filter(office__in=offices).select_related("office")
    labels = {fact.key: fact.label for fact in facts.facts(facts.Owner.PLAN)}
    context = {
        "own": [
            {"phrase": p, "fact": labels.get(p.fact, p.fact)}
            for p in own.order_by("office", "fact", "pk")
        ],
        "shipped": [
            {"phrase": p, "fact": labels[p.fact]} for p in phrases.shipped() if p.fact in labels
        ],
        "writes_for": offices_of(request.user, *WRITERS),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "applications/office/phrases.html", context)


def phrase_new(request: HttpRequest, office: int) -> HttpResponse:
    """Write a new phrase for an office, from nothing or from one that ships."""
    if office not in offices_of(request.user, *WRITERS):
        raise PermissionDenied
    start = next((p for p in phrases.shipped() if p.key == request.GET.get("like")), None)
    initial = {name: getattr(start, name) for name in PhraseForm.Meta.fields} if start else {}
    form = PhraseForm(request.POST or None, initial=initial)
    return _edit(request, form, StandardPhrase(office_id=office))


def phrase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a phrase of one's own office, or take it out; requests already sent keep their text."""
    found = StandardPhrase.objects.filter(office__in=offices_of(request.user))
    phrase = get_object_or_404(found, pk=pk)
    if phrase.office_id not in offices_of(request.user, *WRITERS):
        raise PermissionDenied
    if request.method == "POST" and "remove" in request.POST:
        phrase.delete()
        return redirect("console:phrases")
    return _edit(request, PhraseForm(request.POST or None, instance=phrase), phrase)


def _edit(request: HttpRequest, form: PhraseForm, phrase: StandardPhrase) -> HttpResponse:
    if form.is_bound and form.is_valid():
        for name in PhraseForm.Meta.fields:
            setattr(phrase, name, form.cleaned_data[name])
        phrase.changed_at, phrase.changed_by_name = clock.now(), request.user.get_full_name()
        phrase.save()
        return redirect("console:phrases")
    here = _("Change the phrase") if phrase.pk else _("New phrase")
    context = {"form": form, "phrase": phrase, "title": here, "breadcrumbs": _crumbs(here)}
    status = 422 if form.errors else 200
    return render(request, "applications/office/phrase.html", context, status=status)
