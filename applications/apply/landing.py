"""The landing page: what to do next, then my cases; for visitors, what applying means."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applications.apply import scope
from applications.apply.people.principals import principals_of
from applications.apply.reading import key_of
from applications.apply.todo import todos
from applications.apply.waiting import waiting_text
from applications.models import Application, Opinion, RequestedMeasure

PAGE = 20


def apply(request: HttpRequest) -> HttpResponse:
    """Show the companies' cases, newest first, 20 a page by key; the next action on top."""
    if not request.user.is_authenticated:
        return render(request, "applications/apply/welcome.html")
    before = key_of(request.GET.get("before", ""))
    page = _page(request, before)
    context = {
        "companies": list(scope.companies(request.user)),
        "may_file": bool(scope.drafting_companies(request.user)),
        "principals": principals_of(request.user),
        "todos": [] if before else todos(request.user),
        "cases": [{"case": a, "waiting": waiting_text(a)} for a in page[:PAGE]],
        "next_before": page[PAGE - 1].pk if len(page) > PAGE else None,
        "exemptions": [] if before else list(_exemptions(request)),
    }
    return render(request, "applications/apply/landing.html", context)


def _page(request: HttpRequest, before: int) -> list[Application]:
    rows = (
        scope.applications(request.user, disposed=True)
        .for_list()
        .prefetch_related(
            "clarifications",
            Prefetch("opinions", Opinion.objects.select_related("organisation")),
            Prefetch("measures", RequestedMeasure.objects.select_related("authority")),
        )
    )
    if before:
        rows = rows.filter(pk__lt=before)
    return list(rows[: PAGE + 1])


def _exemptions(request: HttpRequest) -> list:
    return scope.exemptions(request.user).annotate_in_force().for_list()[:PAGE]
