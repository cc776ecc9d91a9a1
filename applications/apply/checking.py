"""The last look before filing: every item with what is missing or wrong, each leading to its field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply import scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.overview import item_rows
from applications.apply.plan_form import ItemForm, shown_values, with_first_rows
from applications.models import Application
from casework import clock
from casework.transitions import Stale, steps_for, touch
from casework.views import StepView


@dataclass(frozen=True)
class Finding:
    """What is missing or wrong, and the address of the field that mends it."""

    text: str
    url: str


def findings(application: Application, item: int) -> list[Finding]:
    """Return what stands in the way of filing in one item."""
    schema = application.plan_schema
    values = with_first_rows(shown_values(application.plan, item, schema), item, schema)
    form = ItemForm(item, values, schema=schema, check=True, others=application.plan)
    page = f"{reverse('apply_item', args=[application.pk, item])}?check=1"
    return [
        Finding(str(error), f"{page}#id_{name}")
        for name, errors in form.errors.items()
        for error in errors
        if name not in form.slots or form.slots[name].is_asked
    ]


def apply_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Show everything that is to be declared, with what still stands against filing."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    submit = next((s for s in steps_for(application, request.user) if s.name == "submit"), None)
    items = [
        {**row, "findings": findings(application, row["number"])} for row in item_rows(application)
    ]
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Check everything")),
        "items": items,
        "count": sum(len(row["findings"]) for row in items),
        "submit": submit,
    }
    return render(request, "applications/apply/check.html", context)


class TitleForm(forms.Form):
    """The title of a draft."""

    use_required_attribute = False
    not_facts = {"title": "choice"}
    title = forms.CharField(
        label=gettext_lazy("Title of the application"),
        max_length=120,
        help_text=gettext_lazy("One line that says what is tried where, at most 120 characters."),
        error_messages={"required": gettext_lazy("Give the application a title.")},
    )


def apply_title(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title of a draft."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    form = TitleForm(request.POST or None, initial={"title": application.title})
    stale = False
    if request.method == "POST" and form.is_valid():
        try:
            _rename(application, form.cleaned_data["title"], StepView.seen_version(request))
        except Stale:
            stale, application = True, scope.application_to_edit(request.user, pk)
        else:
            messages.success(request, _("The title was changed."))
            return redirect("apply_draft", pk=pk)
    context: dict[str, Any] = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Change the title")),
        "form": form,
        "stale": stale,
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/apply/title.html", context, status=status)


def _rename(application: Application, title: str, version: int) -> None:
    if application.status != "draft":
        raise Stale
    touch(application, version=version, title=title, saved_at=clock.now())
