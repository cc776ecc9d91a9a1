"""Writing an application: the overview of its parts, and one statutory item a page."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from applications import facts
from applications.apply import scope
from applications.apply.crumbs import crumbs, draft_crumbs
from applications.apply.drafting import save_item
from applications.apply.plan_form import ItemForm, digest_of, item_state, shown_values
from applications.models import Application
from casework import files
from casework.transitions import Stale, steps_for
from casework.views import StepView

LAST = max(facts.ITEMS)
MEASURE_ITEM = 7
# Code of how far an item is → (tone of its tag, words).
STATES = {
    "complete": ("success", pgettext_lazy("item of a plan", "Complete")),
    "started": ("waiting", pgettext_lazy("item of a plan", "Partly filled in")),
    "empty": ("neutral", pgettext_lazy("item of a plan", "Not filled in")),
    "optional": ("neutral", pgettext_lazy("item of a plan", "Optional")),
    "invalid": ("danger", pgettext_lazy("item of a plan", "To be corrected")),
}


def item_rows(application: Application) -> list[dict[str, Any]]:
    """Return the eight items with how far each is."""
    rows = []
    for number, title in facts.ITEMS.items():
        state = item_state(application.plan, number)
        if number == MEASURE_ITEM and state == "complete" and not application.measures.all():
            state = "started"
        tone, label = STATES[state]
        rows.append(
            {"number": number, "title": title, "state": state, "tone": tone, "label": label}
        )
    return rows


def apply_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what of a draft is done and what is missing; a filed application has its own page."""
    application = scope.application_for(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    items = item_rows(application)
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, "")),
        "items": items,
        "done": sum(row["state"] in {"complete", "optional"} for row in items),
        "total": len(items),
        "measures": application.measures.select_related("authority"),
        "files": files.files_of(application),
        "may_file": scope.may_file(request.user, application.company_id),
        "submit": next(
            (s for s in steps_for(application, request.user) if s.name == "submit"), None
        ),
    }
    return render(request, "applications/apply/draft.html", context)


def apply_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show one item, or save it: whatever is entered is kept, and what is wrong is named."""
    if item not in facts.ITEMS:
        raise Http404
    application = scope.application_to_edit(request.user, pk)
    if request.method == "POST":
        return _save(request, application, item)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    form = ItemForm(item, shown_values(application.plan, item), check="check" in request.GET)
    return _show(request, application, form)


def _save(request: HttpRequest, application: Application, item: int) -> HttpResponse:
    typed = {
        fact.key: request.POST.get(fact.key, "")
        for fact in facts.facts(facts.Owner.PLAN, item=item)
    }
    form = ItemForm(item, typed)
    version, base = StepView.seen_version(request), request.POST.get("base", "")
    try:
        saved = save_item(application, form, keys=list(typed), version=version, base=base)
    except Stale:
        newest = scope.application_for(request.user, application.pk)
        return _show(
            request, newest, form, differences=differences(newest, item, typed), stale=True
        )
    if form.errors:
        return _show(request, saved, form, kept=True)
    messages.success(request, _("Saved: %(title)s") % {"title": facts.ITEMS[item]})
    return redirect(_after(request, application.pk, item))


def _after(request: HttpRequest, pk: int, item: int) -> str:
    if "overview" in request.POST or ("next" in request.POST and item == LAST):
        return reverse("apply_draft", args=[pk])
    return reverse("apply_item", args=[pk, item + 1 if "next" in request.POST else item])


def differences(application: Application, item: int, typed: dict[str, str]) -> list[dict[str, Any]]:
    """Return the facts whose stored answer is not what the person entered."""
    form = ItemForm(item, typed)
    form.is_valid()
    stored = shown_values(application.plan, item)
    return [
        {"label": facts.get(key).label, "stored": stored[key], "entered": text}
        for key, text in typed.items()
        if form.accepted.get(key, text) != stored[key]
    ]


def _show(
    request: HttpRequest,
    application: Application,
    form: ItemForm,
    *,
    differences: list[dict[str, Any]] | None = None,
    stale: bool = False,
    kept: bool = False,
) -> HttpResponse:
    item = form.item
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, facts.ITEMS[item]),
        "form": form,
        "item": item,
        "title": facts.ITEMS[item],
        "total": LAST,
        "basis": next(facts.facts(facts.Owner.PLAN, item=item)).basis,
        "previous": item - 1 if item > 1 else None,
        "base_digest": digest_of(application.plan, item),
        "differences": differences or [],
        "stale": stale,
        "kept": kept,
        "filed": application.status != "draft",
        "measures": application.measures.select_related("authority")
        if item == MEASURE_ITEM
        else None,
    }
    return render(request, "applications/apply/item.html", context, status=409 if stale else 200)
