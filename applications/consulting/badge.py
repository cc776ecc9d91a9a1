"""How many threads hold something unread: the count in the header, asked for by the page itself."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.apply import scope as company_scope
from applications.consulting.scope import (
    APPLICATION,
    CONSULTATION,
    asked_consultations,
    office_consultations,
)
from applications.models import Application, Consultation
from applications.models.application import OPEN
from applications.office.scope import office_applications
from casework.models import Message
from casework.models.thread import Side
from casework.threads import unread
from zones.roles import offices_of


def unread_threads(user: Any, *, office: bool) -> dict[tuple[str, int], int]:
    """Return thread → how much of what the other side wrote the person has not read; one query.

    For an office only what is open counts, so that the count costs what is open, not what has ended.
    """
    if office:
        applications = office_applications(user).filter(status__in=OPEN)
        consultations, side = office_consultations(user), Side.APPLICANT
        written = Message.objects.readable_in(offices_of(user))
    else:
        applications = company_scope.applications(user)
        consultations, side = asked_consultations(user), Side.OFFICE
        written = Message.objects.outside()
    cases = Q(case_type=APPLICATION, case_id__in=applications.order_by().values("pk"))
    cases |= Q(case_type=CONSULTATION, case_id__in=consultations.order_by().values("pk"))
    return unread(user, written.filter(cases, side=side))


def unread_page(request: HttpRequest, *, office: bool) -> HttpResponse:
    """List the threads with something unread; a script of the header asks for the count alone."""
    found = unread_threads(request.user, office=office)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"count": len(found)})
    rows = [
        {
            "case": case,
            "count": found[(case.case_type, case.pk)],
            "url": _address(case, office=office),
        }
        for case in _cases(found)
    ]
    context = {
        "base": "base_console.html" if office else "base.html",
        "rows": rows,
        "breadcrumbs": [{"label": _("Unread messages"), "url": ""}],
    }
    return render(request, "applications/consulting/unread_page.html", context)


def _cases(found: dict[tuple[str, int], int]) -> list[Any]:
    keys = {kind: [pk for k, pk in found if k == kind] for kind in (APPLICATION, CONSULTATION)}
    applications = Application.objects.filter(pk__in=keys[APPLICATION]).order_by("-pk")
    consultations = Consultation.objects.filter(pk__in=keys[CONSULTATION]).order_by("-pk")
    return [*applications.select_related("zone"), *consultations.select_related("zone")]


def _address(case: Any, *, office: bool) -> str:
    if case.case_type == APPLICATION:
        name = "console:application_messages" if office else "apply_messages"
        return reverse(name, args=[case.pk])
    return case.get_absolute_url() if office else reverse("apply_consultation", args=[case.pk])
