"""Who works in an office: appoint, deputise, borrow, end; every change with its trail."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework import audit, clock
from casework.labels import describe
from casework.transitions import Blocked, perform, steps_for
from casework.views import StepView
from zones import staffing_forms as forms
from zones.models import Appointment, Membership, Organisation
from zones.models.organisations import current_memberships
from zones.roles import is_staff_administrator, offices_of

FORMS = {"own": forms.MemberForm, "deputy": forms.DeputyForm, "borrow": forms.BorrowForm}
TITLES = {
    "own": lambda: _("Appoint somebody"),
    "deputy": lambda: _("Name a deputy"),
    "borrow": lambda: _("Borrow somebody from another office"),
}


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Staff"), "url": reverse("console:members") if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


def appoints(user: Any, office: Any) -> bool:
    """Tell whether a person appoints the office's people."""
    return is_staff_administrator(Appointment(organisation=office), user)


def members(request: HttpRequest) -> HttpResponse:
    """List who works in the person's offices today and later, and the proposals that wait."""
    offices = {m.organisation_id: m.organisation for m in current_memberships(request.user)}
    held = (
        Membership.objects.filter(organisation__in=offices)
        .exclude(valid_until__lt=clock.today())
        .select_related("user", "lent_by", "deputy_for")
        .order_by("organisation", "role", "pk")
    )
    waiting = (
        Appointment.objects.visible_to(request.user)
        .filter(status="proposed")
        .select_related("organisation", "lent_by", "user")
        .order_by("pk")
    )
    rows = list(held)
    groups = [
        {
            "office": office,
            "rows": [row for row in rows if row.organisation_id == pk],
            "appoints": appoints(request.user, office),
        }
        for pk, office in offices.items()
    ]
    context = {
        "groups": groups,
        "waiting": waiting,
        "today": clock.today(),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "zones/members.html", context)


def member_new(request: HttpRequest, office: int, how: str) -> HttpResponse:
    """Appoint one of the own people, name a deputy, or ask another office to lend somebody."""
    if how not in FORMS:
        raise Http404
    place = get_object_or_404(Organisation, pk=office)
    may = appoints(request.user, place)
    if not may and not (how == "deputy" and office in offices_of(request.user)):
        raise PermissionDenied
    more: dict[str, Any] = {"appoints": may} if how == "deputy" else {}
    form = FORMS[how](request.POST or None, office=place, user=request.user, **more)
    if form.is_bound and form.is_valid():
        try:
            return redirect(_propose(request.user, place, form.values()).get_absolute_url())
        except Blocked as blocked:
            for reason in blocked.reasons:
                form.add_error(None, reason)
    title = TITLES[how]()
    context = {"form": form, "office": place, "title": title, "breadcrumbs": _crumbs(title)}
    status = 422 if form.errors else 200
    return render(request, "zones/member_new.html", context, status=status)


@transaction.atomic
def _propose(actor: Any, office: Any, values: dict[str, Any]) -> Appointment:
    """Write the proposal down; what the office may do alone takes force at once, or not at all."""
    made = Appointment.objects.create(
        organisation=office, made_by_name=actor.get_full_name(), **values
    )
    if made.is_lent:
        return made
    return perform(made, "confirm", actor=actor, version=made.version)


@require_POST
def member_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to the end of a role; one that was given before there were appointments gets its own."""
    held = Membership.objects.filter(organisation__in=offices_of(request.user))
    membership = get_object_or_404(held.select_related("organisation"), pk=pk)
    if not appoints(request.user, membership.organisation):
        raise PermissionDenied
    return redirect("console:appointment_step", pk=appointment_of(membership).pk, step="end")


@transaction.atomic
def appointment_of(membership: Membership) -> Appointment:
    """Return the appointment behind a role, written down late where there is none."""
    if membership.appointment is not None:
        return membership.appointment
    made = Appointment.objects.create(
        organisation=membership.organisation,
        role=membership.role,
        user=membership.user,
        status="in_force",
        basis=membership.basis,
        valid_from=membership.valid_from,
        valid_until=membership.valid_until,
        made_by_name="－",
    )
    membership.appointment = made
    membership.save(update_fields=["appointment"])
    return made


def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one appointment with both sides, its dates, and its trail."""
    found = Appointment.objects.visible_to(request.user).select_related(
        "organisation", "lent_by", "user", "deputy_for"
    )
    case = get_object_or_404(found, pk=pk)
    context = {
        "case": case,
        "steps": steps_for(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": _crumbs(str(case)),
    }
    return render(request, "zones/appointment.html", context)


class AppointmentStep(StepView):
    """A step on an appointment."""

    model = Appointment
    forms = forms.STEP_FORMS
