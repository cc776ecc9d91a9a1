"""The office's pages on handovers: choose, preview, order; what moved, and undoing it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.handover import planning
from applications.handover.forms import HandoverForm
from applications.models import Handover
from applications.models.handover import LineKind
from casework import audit
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import Blocked, find, perform, steps_for, unmet_rules
from casework.views import StepView
from zones.models.organisations import current_memberships
from zones.roles import STAFFING


def ordering_offices(user: Any) -> set[int]:
    """Return the keys of the offices whose people the person appoints."""
    return {
        m.organisation_id
        for m in current_memberships(user)
        if m.role in STAFFING and m.deputy_for_id is None and m.lent_by_id is None
    }


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Handover of work"), "url": reverse("console:handover")}
    return [first, {"label": here, "url": ""}] if here else [{**first, "url": ""}]


def preview(handover: Handover, user: Any) -> dict[str, Any]:
    """Return what would move, what would end, what stays and why, and what refuses all of it."""
    transition = find(handover, "take")
    moves = planning.moves_of(handover)
    return {
        "handover": handover,
        "moves": [move for move in moves if not move.why],
        "stays": [move for move in moves if move.why],
        "roles": planning.roles_of(handover),
        "refusals": [str(r) for r in unmet_rules(handover, transition, actor=user, inputs=None)],
    }


def handover(request: HttpRequest) -> HttpResponse:
    """List the handovers; for who appoints, choose, preview and order one."""
    offices = ordering_offices(request.user)
    ordered = request.method == "POST"
    if ordered and not offices:
        raise PermissionDenied
    source = request.POST if ordered else request.GET
    bound = ordered or "leavers" in source
    form = HandoverForm(source if bound else None, offices=offices)
    previews, reasons = [], []
    if bound and form.is_valid():
        if ordered and "preview" not in source:
            reasons = _order(request.user, form)
            if not reasons:
                return redirect("console:handover")
        previews = [preview(one, request.user) for one in form.handovers()]
    context = {
        "form": form,
        "previews": previews,
        "reasons": reasons,
        "may_order": bool(offices),
        "page": keyset_page(Handover.objects.visible_to(request.user), request.GET),
        "breadcrumbs": _crumbs(),
    }
    status = 422 if reasons or form.errors else 200
    return render(request, "applications/handover/handover.html", context, status=status)


def _order(actor: Any, form: HandoverForm) -> list[str]:
    """Order all of them, or none; return what refuses it."""
    try:
        with transaction.atomic():
            for one in form.handovers():
                one.save()
                perform(one, "take", actor=actor, version=one.version)
    except Blocked as blocked:
        return blocked.reasons
    return []


def handover_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one handover: before its day what will move, after it what moved."""
    case = get_object_or_404(Handover.objects.visible_to(request.user), pk=pk)
    lines = list(case.lines.all())
    context = {
        "case": case,
        "moved": [line for line in lines if line.moved],
        "stayed": [line for line in lines if not line.moved],
        "planned": planning.moves_of(case) if case.status == "planned" else [],
        "kinds": LineKind,
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(case.number),
    }
    return render(request, "applications/handover/page.html", context)


class HandoverStep(StepView):
    """Canceling or undoing a handover."""

    model = Handover
