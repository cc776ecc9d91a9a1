"""Differences between the revisions of a plan, word by word, and what is new to a person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import facts
from applications.facts import showing
from applications.models.looks import LastLook
from applications.office.scope import office_applications
from casework import clock
from casework.differences import changes

LONGEST = 20_000


def readable(value: Any) -> str:
    """Return an answer as text: rows of a group line by line, their parts in order."""
    if isinstance(value, list):
        return "\n".join(readable(one) for one in value)
    if isinstance(value, dict):
        parts = (part for key, part in value.items() if key != "id")
        return "、".join(readable(part) for part in parts if part not in (None, "", []))
    return "" if value is None else str(value)


def runs_of(before: str, after: str) -> list[tuple[str, str]]:
    """Return the difference in words; very long texts as replaced whole, so that a page stays quick."""
    if len(before) + len(after) > LONGEST:
        return [run for run in (("removed", before), ("added", after)) if run[1]]
    return changes(before, after)


def differences(before: dict[str, Any], after: dict[str, Any], schema: int) -> list[dict[str, Any]]:
    """Return every fact whose answer differs between two plans, in the order of the plan."""
    known = [fact.key for fact in facts.plan_facts(schema)]
    keys = [*known, *sorted({*before, *after} - set(known))]
    found = []
    for key in keys:
        old, new = (text_of(key, plan, schema) for plan in (before, after))
        if old != new and not key.startswith("_"):
            found.append({"key": key, "label": facts.label_of(key), "runs": runs_of(old, new)})
    return found


def text_of(key: str, plan: dict[str, Any], schema: int) -> str:
    """Return an answer as its form shows it; what the form does not know stands for itself."""
    if not facts.is_place(key, schema, plan):
        return readable(plan.get(key))
    return showing.place_text(facts.place(key, schema, plan), plan.get(key))


def _chosen(request: HttpRequest, name: str, known: list[int], default: int) -> int:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in known else default


def revisions(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare two revisions of a plan; at first the one taken note of last with the newest."""
    found = office_applications(request.user).select_related("zone", "company")
    application = get_object_or_404(found, pk=pk)
    rows = {row.number: row for row in application.revisions.order_by("number")}
    seen = LastLook.objects.filter(application=application, user=request.user).first()
    if request.method == "POST":
        return _take_note(request, application, max(rows, default=0))
    numbers = list(rows)
    newest = numbers[-1] if numbers else 0
    before = seen.revision if seen and seen.revision in rows else (numbers or [0])[0]
    older = _chosen(request, "from", numbers, min(before, newest))
    newer = _chosen(request, "to", numbers, newest)
    context = {
        "application": application,
        "rows": list(rows.values()),
        "older": older,
        "newer": newer,
        "seen": seen,
        "newest": newest,
        "differences": differences(rows[older].plan, rows[newer].plan, application.plan_schema)
        if rows
        else [],
        "breadcrumbs": [
            {"label": _("Applications"), "url": reverse("console:applications")},
            {"label": application.number, "url": application.get_absolute_url()},
            {"label": _("Revisions"), "url": ""},
        ],
    }
    return render(request, "applications/office/revisions.html", context)


def _take_note(request: HttpRequest, application: Any, newest: int) -> HttpResponse:
    LastLook.objects.update_or_create(
        application=application,
        user=request.user,
        defaults={"revision": newest, "looked_at": clock.now()},
    )
    return redirect(application.get_absolute_url() + "#plan")


def context(application: Any, user: Any) -> dict[str, Any]:
    """Return, for the case page, how many revisions there are and which the person has seen."""
    rows = application.revisions.values_list("number", "cause").order_by("number")
    seen = LastLook.objects.filter(application=application, user=user).values("revision")
    found = list(rows.annotate(seen=seen[:1]))
    newest = found[-1][0] if found else 0
    last = found[-1][2] if found else None
    return {
        "revision_count": len(found),
        "seen_revision": last,
        "is_new_to_me": newest > 1 and (last or 1) < newest,
    }
