"""私の作業: what waits, by due date, from every app; saved views and steps on several cases."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications.office.filters import ALL_ZONES, zone_choices
from casework import bulk, clock, exports, saved_views
from casework.labels import kind_label
from casework.models import SavedView
from casework.text import fold
from casework.work import DUE, WHOSE, Queue, WorkQuery, computed_items, totals
from zones.models.organisations import current_memberships

WHOSE_LABELS = {
    "mine": gettext_lazy("Mine"),
    "office": gettext_lazy("All of my offices"),
    "waiting": gettext_lazy("Waiting for others"),
}
DUE_LABELS = {"overdue": gettext_lazy("Overdue"), "week": gettext_lazy("Due within seven days")}
KINDS = (
    "applications.application",
    "applications.opinion",
    "applications.requestedmeasure",
    "applications.exemption",
    "applications.report",
)
LISTS = {"work": "console:work", "applications": "console:applications"}


class WorkFilter(forms.Form):
    """Filters of the queue; a filter that cannot be read filters nothing."""

    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "data-list-search": True}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of case"), required=False)
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False)
    due = forms.ChoiceField(
        label=gettext_lazy("Due"),
        required=False,
        choices=[("", pgettext_lazy("due", "Any date")), *((d, DUE_LABELS[d]) for d in DUE)],
    )
    whose = forms.ChoiceField(
        required=False, choices=[(w, w) for w in WHOSE], widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = zone_choices(user)
        self.fields["zone"].choices = [ALL_ZONES, *self.zones]
        named = [(kind, kind_label(kind)) for kind in dict.fromkeys((*KINDS, *kinds))]
        self.fields["kind"].choices = [("", gettext_lazy("All kinds")), *named]

    def query(self, whose: str) -> WorkQuery:
        """Return what is asked for, of one tab."""
        self.is_valid()
        chosen = {k: v for k, v in getattr(self, "cleaned_data", {}).items() if v}
        zone = chosen.get("zone", "")
        return WorkQuery(
            whose=whose,
            zone=zone,
            zone_name=dict(self.zones).get(zone, ""),
            kind=chosen.get("kind", ""),
            due=chosen.get("due", ""),
            text=fold(chosen.get("q", "")),
        )

    @property
    def tab(self) -> str:
        """Return the tab that is asked for."""
        self.is_valid()
        return getattr(self, "cleaned_data", {}).get("whose") or "mine"


def work(request: HttpRequest) -> HttpResponse:
    """Show what waits, by due date: the person's own, their offices', or what waits for others."""
    views = saved_views.views_of(request.user, "work")
    if not request.GET and (first := saved_views.opening(views)) and first.query:
        return redirect(f"{request.path}?{first.query}")
    live = computed_items(request.user)
    form = WorkFilter(request.GET, user=request.user, kinds=[i.case_type for i in live])
    whose = form.tab
    queues = {w: Queue.of(request.user, form.query(w), live) for w in (*WHOSE_LABELS, whose)}
    counted = dict(zip(queues, totals(list(queues.values())), strict=True))
    page = queues[whose].page(
        after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "form": form,
        "rows": [{"item": item, **_late(item.days_left)} for item in page.items],
        "page": {
            "previous": _address(request, before=page.previous) if page.previous else "",
            "next": _address(request, after=page.next) if page.next else "",
        },
        "whose": whose,
        "tabs": [_tab(request, code, whose, counted[code]) for code in WHOSE_LABELS],
        "totals": counted[whose],
        "stats": _stats(request, counted[whose]),
        "offices": [f"{m.organisation.name}（{m.get_role_display()}）" for m in _held(request)],
        "today": clock.today(),
        "here": request.get_full_path(),
        **saved_views.bar(request.GET, "work", views),
        **exports.links("work", request.GET),
    }
    return render(request, "console/work.html", context)


def _held(request: HttpRequest) -> Any:
    return current_memberships(request.user)


def _late(left: int | None) -> dict[str, Any]:
    is_late = left is not None and left < 0
    return {"left": left, "over": -left if is_late else 0, "is_late": is_late}


def _address(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def _count(number: int, *, is_more: bool) -> str:
    return f"{number:,}+" if is_more else f"{number:,}"


def _tab(request: HttpRequest, code: str, whose: str, counted: Any) -> dict[str, Any]:
    count = _count(counted.all, is_more=counted.is_more)
    return {
        "label": WHOSE_LABELS[code],
        "url": _address(request, whose=code),
        "current": code == whose,
        "count": count,
    }


def _stats(request: HttpRequest, counted: Any) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Overdue"),
            "url": _address(request, due="overdue"),
            "count": f"{counted.late:,}",
        },
        {
            "label": _("Due within seven days"),
            "url": _address(request, due="week"),
            "count": f"{counted.soon:,}",
        },
        {
            "label": _("All shown here"),
            "url": _address(request, due=""),
            "count": _count(counted.all, is_more=counted.is_more),
        },
    ]


def keep_view(request: HttpRequest, page: str) -> HttpResponse:
    """Name the filter that is shown (GET asks for the name), or delete a named one (``delete``)."""
    if page not in LISTS:
        raise Http404
    if request.method == "POST" and "delete" in request.POST:
        pk = request.POST["delete"]
        own = SavedView.objects.filter(user=request.user, page=page)
        get_object_or_404(own, pk=int(pk) if pk.isdigit() else 0).delete()
        messages.success(request, _("The view is deleted."))
        return redirect(reverse(LISTS[page]) + "?view=all")
    query = request.POST.get("query", request.GET.get("query", ""))
    bound = request.POST if request.method == "POST" else None
    form = saved_views.SavedViewForm(bound, user=request.user, page=page, query=query)
    if form.is_valid():
        view = form.keep()
        messages.success(request, _("Saved as “%(name)s”.") % {"name": view.name})
        return redirect(f"{reverse(LISTS[page])}?{view.query or 'view=all'}")
    context = {
        "form": form,
        "query": form.query,
        "back": f"{reverse(LISTS[page])}?{form.query}",
        "views": saved_views.views_of(request.user, page),
        "breadcrumbs": [
            {"label": _("Back to the list"), "url": reverse(LISTS[page])},
            {"label": _("Save this view"), "url": ""},
        ],
    }
    return render(request, "console/saved_view.html", context, status=422 if form.errors else 200)


def several(request: HttpRequest) -> HttpResponse:
    """Offer the steps that all selected cases allow; take one on each and tell what became of it."""
    asked = request.POST if request.method == "POST" else request.GET
    cases = bulk.load(asked.getlist("case"), request.user)
    context = {
        "cases": [{"case": case, "kind": kind_label(case.case_type)} for case in cases],
        "back": back_of(request, asked.get("back", "")),
        "breadcrumbs": [
            {"label": _("My work"), "url": reverse("console:work")},
            {"label": _("Several cases at once"), "url": ""},
        ],
    }
    if request.method == "POST" and cases:
        outcomes = bulk.take(cases, asked.get("do", ""), request.user)
        done = [one for one in outcomes if one.done]
        refused = [one for one in outcomes if not one.done]
        context |= {"done": done, "refused": refused}
        return render(request, "console/several_done.html", context)
    context["actions"] = bulk.actions(cases, request.user)
    return render(request, "console/several.html", context, status=200 if cases else 422)


def back_of(request: HttpRequest, back: str) -> str:
    """Return the list to go back to, with its filter; only ever on this site."""
    safe = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    return back if back and safe else reverse("console:work")
