"""Writing an application: the overview of its parts, and one statutory item a page."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from applications import facts
from applications.apply import cards, scope
from applications.apply.crumbs import crumbs, draft_crumbs
from applications.apply.drafting import Saved, save_item
from applications.apply.entry import Entry, read_entry
from applications.apply.kept import csrf_is_good, show_kept
from applications.apply.overview import MEASURE_ITEM, item_rows
from applications.apply.plan_form import ItemForm, digests, shown_values, with_first_rows
from applications.membership import Act
from applications.models import Application
from applications.standards.comparing import marked_labels
from casework.transitions import Stale
from casework.views import StepView

LAST = max(facts.ITEMS)


def apply_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what of a draft is done and what is missing; a filed application has its own page."""
    application = scope.application_for(request.user, pk)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, "")),
        "may_file": scope.may(request.user, Act.DRAFT, application),
        "cards": cards.templates(),
        **cards.contexts(application, request.user),
    }
    return render(request, "applications/apply/draft.html", context)


@login_not_required  # an entry that arrives after the session has ended is shown again, not lost
@csrf_exempt  # checked below: an entry with a token of the session before is shown again, not lost
def apply_item(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show one item, or save it: whatever is entered is kept, and what is wrong is named."""
    if item not in facts.ITEMS:
        raise Http404
    if request.method == "POST" and not (request.user.is_authenticated and csrf_is_good(request)):
        return show_kept(request, pk, item)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    application = scope.application_to_edit(request.user, pk)
    if request.method == "POST":
        return _save(request, application, item)
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    values = shown_values(application.plan, item, application.plan_schema)
    return _show(request, application, item, values, check="check" in request.GET)


def _save(request: HttpRequest, application: Application, item: int) -> HttpResponse:
    entry = read_entry(request.POST, item, application.plan_schema)
    if asked := _row_to_confirm(request, application, entry):
        return _show(request, application, item, entry.values, remove=asked)
    try:
        saved = save_item(application, entry, version=StepView.seen_version(request))
    except Stale:
        newest = scope.application_for(request.user, application.pk)
        stored = shown_values(newest.plan, item, newest.plan_schema)
        return _show(
            request,
            newest,
            item,
            entry.values,
            conflicts={p: stored.get(p, "") for p in entry.values},
        )
    return _after(request, saved, entry)


def _row_to_confirm(request: HttpRequest, application: Application, entry: Entry) -> str:
    """Return the row that is to be removed though it holds text, until the person says so twice."""
    if not entry.removed or "sure" in request.POST:
        return ""
    row = entry.removed[0]
    holds = any(text.strip() for path, text in entry.values.items() if path.startswith(f"{row}."))
    return row if holds else ""


def _after(request: HttpRequest, saved: Saved, entry: Entry) -> HttpResponse:
    draft, item = saved.application, entry.item
    if saved.conflicts:
        shown = {**shown_values(draft.plan, item, draft.plan_schema), **entry.values}
        return _show(request, draft, item, shown, conflicts=saved.conflicts)
    stays = entry.added or entry.removed or "check" in request.POST
    if saved.form.errors and not stays:
        values = shown_values(draft.plan, item, draft.plan_schema)
        return _show(request, draft, item, values, kept=True)
    messages.success(request, _("Saved: %(title)s") % {"title": facts.ITEMS[item]})
    return redirect(_next_page(request, draft, entry))


def _next_page(request: HttpRequest, draft: Application, entry: Entry) -> str:
    here = reverse("apply_item", args=[draft.pk, entry.item])
    if entry.added:
        row = facts.rows_of(draft.plan, entry.added)[-1]["id"]
        return f"{here}#row-{entry.added}.{row}"
    if entry.removed:
        return f"{here}#group-{entry.removed[0].split('.')[0]}"
    if "check" in request.POST:
        return f"{here}?check=1"
    if "overview" in request.POST or ("next" in request.POST and entry.item == LAST):
        return reverse("apply_draft", args=[draft.pk])
    return reverse("apply_item", args=[draft.pk, entry.item + ("next" in request.POST)])


def differences(
    conflicts: dict[str, str], form: ItemForm, values: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the fields whose stored text is not what the person entered, by their names."""
    return [
        {
            "path": path,
            "label": form.slots[path].label if path in form.slots else path,
            "stored": stored,
            "entered": values.get(path, ""),
        }
        for path, stored in conflicts.items()
        if form.accepted.get(path, values.get(path, "")) != stored
    ]


def _show(
    request: HttpRequest,
    application: Application,
    item: int,
    values: dict[str, str],
    *,
    check: bool = False,
    conflicts: dict[str, str] | None = None,
    kept: bool = False,
    remove: str = "",
) -> HttpResponse:
    schema = application.plan_schema
    stored = shown_values(application.plan, item, schema)
    form = ItemForm(
        item,
        with_first_rows(values, item, schema),
        schema=schema,
        check=check,
        others=application.plan,
    )
    form.is_valid()
    rows = item_rows(application)
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, facts.ITEMS[item]),
        "form": form,
        "item": item,
        "title": facts.ITEMS[item],
        "total": LAST,
        "items": rows,
        "basis": facts.plan_facts(schema, item=item)[0].basis,
        "previous": item - 1 if item > 1 else None,
        "digests": digests(stored),
        "differences": differences(conflicts or {}, form, values),
        "stale": conflicts is not None,
        "kept": kept,
        "checked": check and not form.errors,
        "remove": remove,
        "filed": application.status != "draft",
        "from_standard": marked_labels(application, form.slots),
        "measures": application.measures.select_related("authority")
        if item == MEASURE_ITEM
        else None,
    }
    return render(
        request,
        "applications/apply/item.html",
        context,
        status=409 if conflicts is not None else 200,
    )
