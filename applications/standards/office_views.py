"""The office's pages of standard measures: list, draft, steps, and the offer in one's own zone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.apply.reading import key_of
from applications.models import Exemption, StandardMeasure, StandardOffer
from applications.roles_standard import drafting_offices, is_standard_drafter
from applications.standards import beginning, taking
from applications.standards.forms import (
    OFFER_FORMS,
    STEP_FORMS,
    Conditions,
    StandardForm,
    conditions_in,
)
from applications.standards.public_views import facts_of
from casework import audit
from casework.labels import describe
from casework.transitions import Blocked, Stale, steps_for, touch
from casework.views import StepView
from zones.models import SpecialMeasure, Zone
from zones.roles import is_zone_administrator

SHOWN = 100


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Standard measures"), "url": reverse("console:standards") if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


def standards(request: HttpRequest) -> HttpResponse:
    """List what is public and the own office's drafts; where one may, begin a new one."""
    found = StandardMeasure.objects.visible_to(request.user).for_list()
    context = {
        "breadcrumbs": _crumbs(),
        "standards": list(found[:SHOWN]),
        "may_draft": bool(drafting_offices(request.user)),
    }
    return render(request, "applications/standards/console_list.html", context)


def standard_new(request: HttpRequest) -> HttpResponse:
    """Choose the origin of a new package: an exemption with a number, or a real measure."""
    offices = drafting_offices(request.user)
    if not offices:
        raise PermissionDenied
    typed, error = request.POST.get("origin", "").strip(), ""
    if request.method == "POST":
        draft = _begun(offices[0], typed, request.user)
        if draft is not None:
            return redirect(draft.get_absolute_url())
        error = _(
            "“Origin”: there is no exemption and no measure “%(text)s”. "
            "Write a number such as T2026-00012 or RC09."
        ) % {"text": typed}
    context = {
        "breadcrumbs": _crumbs(_("New standard measure")),
        "office": offices[0],
        "measures": SpecialMeasure.objects.order_by("code"),
        "typed": typed,
        "error": error,
    }
    status = 422 if error else 200
    return render(request, "applications/standards/new.html", context, status=status)


def _begun(office: Any, typed: str, actor: Any) -> StandardMeasure | None:
    exemption = (
        Exemption.objects.filter(public_number=typed)
        .select_related("authority", "measure__special_measure", "zone")
        .first()
    )
    if exemption is not None:
        return beginning.from_exemption(office, exemption, actor)
    measure = SpecialMeasure.objects.filter(code=typed.upper()).first()
    return beginning.from_measure(office, measure, actor) if measure is not None else None


def standard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a version with its steps; a draft of one's own office is written here."""
    case = get_object_or_404(StandardMeasure.objects.visible_to(request.user).for_page(), pk=pk)
    is_drafter = is_standard_drafter(case, request.user)
    if request.method == "POST":
        if not is_drafter:
            raise PermissionDenied
        if "version_after" in request.POST and case.status == "published":
            return redirect(beginning.next_version(case, request.user).get_absolute_url())
        if case.status != "draft":
            raise PermissionDenied
    may_edit = is_drafter and case.status == "draft"
    data = request.POST if request.method == "POST" else None
    form = StandardForm(data, standard=case) if may_edit else None
    rows = Conditions(data, initial=None if data else case.conditions, prefix="row")
    stale = False
    if data is not None and form is not None and all([form.is_valid(), rows.is_valid()]):
        try:
            seen = StepView.seen_version(request)
            touch(case, version=seen, conditions=conditions_in(rows), **form.content())
            messages.success(request, _("Saved."))
            return redirect(case.get_absolute_url())
        except Stale:
            stale = True
    context = {
        "standard": case,
        "may_edit": may_edit,
        "may_follow": is_drafter and case.status == "published",
        "form": form,
        "rows": rows,
        "stale": stale,
        "seen": data.get("version", "") if data and not stale else case.version,
        "steps": steps_for(case, request.user),
        "offers": taking.offering_zones(case),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(case.name),
        **facts_of(case),
    }
    status = 409 if stale else 422 if data is not None else 200
    return render(request, "applications/standards/console_standard.html", context, status=status)


def standard_take(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a package over into one's own zone, in one step; or show what is offered already."""
    found = StandardMeasure.objects.current().for_page()
    case = get_object_or_404(found, slug=slug)
    zones = [
        zone
        for zone in Zone.objects.administered_by(request.user).order_by("name", "pk")
        if is_zone_administrator(zone, request.user)
    ]
    if not zones:
        raise PermissionDenied
    reasons: list[str] = []
    if request.method == "POST":
        zone = next((z for z in zones if z.pk == key_of(request.POST.get("zone", ""))), None)
        if zone is None:
            raise Http404
        try:
            taking.offer(case, zone, request.user)
        except Blocked as blocked:
            reasons = blocked.reasons
        else:
            messages.success(request, _("%(zone)s now offers it.") % {"zone": zone.name})
            return redirect("console:standard_take", slug=slug)
    mine = {o.zone_id: o for o in StandardOffer.objects.offered().filter(standard__slug=slug)}
    context = {
        "standard": case,
        "rows": [{"zone": zone, "offer": mine.get(zone.pk)} for zone in zones],
        "reasons": reasons,
        "breadcrumbs": _crumbs(case.name),
        **facts_of(case),
    }
    status = 422 if reasons else 200
    return render(request, "applications/standards/take.html", context, status=status)


class StandardStep(StepView):
    """A step on a version of a standard measure."""

    model = StandardMeasure
    forms = STEP_FORMS


class OfferStep(StepView):
    """A step on the offer of a standard measure in a zone."""

    model = StandardOffer
    forms = OFFER_FORMS
