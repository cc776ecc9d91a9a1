"""The office's pages about digital residents."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import audit
from casework.labels import describe
from casework.transitions import steps_for
from casework.views import StepView
from digitalresidents import consents, correcting, registering
from digitalresidents.forms import (
    ACTIVITY_STEP_FORMS,
    STEP_FORMS,
    AssistedRegisterForm,
    CorrectForm,
    FilterForm,
    SchemeForm,
)
from digitalresidents.models import ActivityProof, Registration, ResidentScheme
from digitalresidents.querysets import handling_offices
from digitalresidents.roles import is_clerk_for_resident
from zones.models import Zone
from zones.roles import is_zone_administrator, is_zone_examiner

PAGE = 50


def trail_of(*items: tuple[Any, str]) -> list[dict[str, Any]]:
    """Return a breadcrumb from the list downwards."""
    first = {"label": _("Digital residents"), "url": reverse("console:registrations")}
    return [first, *({"label": label, "url": url} for label, url in items)]


def my_zones(user: Any) -> Any:
    """Return the zones whose residents the user handles."""
    return Zone.objects.filter(lead__in=handling_offices(user)).order_by("name", "pk")


def _filtered(request: HttpRequest, form: FilterForm) -> Any:
    found = Registration.objects.handled_by(request.user).for_list()
    if not form.is_valid():
        return found
    data = form.cleaned_data
    if data["status"]:
        found = found.filter(status=data["status"])
    if data["zone"]:
        found = found.filter(zone__slug=data["zone"])
    return found.matching(data["q"])


def registrations(request: HttpRequest) -> HttpResponse:
    """List the registrations of the office's zones, latest first, paged by key."""
    zones = list(my_zones(request.user).select_related("resident_scheme"))
    form = FilterForm(request.GET or None, zones=zones)
    found = _filtered(request, form)
    before = request.GET.get("before", "")
    page = list((found.filter(pk__lt=int(before)) if before.isdigit() else found)[: PAGE + 1])
    query = request.GET.copy()
    if len(page) > PAGE:
        query["before"] = str(page[PAGE - 1].pk)
        following = f"?{query.urlencode()}"
    else:
        following = ""
    context = {
        "registrations": page[:PAGE],
        "next_url": following,
        "first_url": request.path if before else "",
        "form": form,
        "zones": zones,
        "breadcrumbs": trail_of(),
    }
    return render(request, "digitalresidents/console_list.html", context)


def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one registration with what may be done with it."""
    case = get_object_or_404(Registration.objects.handled_by(request.user).in_full(), pk=pk)
    proofs = list(case.activities.select_related("registration__zone", "registration__resident"))
    context = {
        "case": case,
        "steps": steps_for(case, request.user),
        "activities": [(proof, steps_for(proof, request.user)) for proof in proofs],
        "standing": consents.standing(case),
        "trail": describe(audit.trail(case)),
        "likeness": case.duplicate_of,
        "may_correct": case.is_open and is_clerk_for_resident(case, request.user),
        "breadcrumbs": trail_of((str(case), "")),
    }
    return render(request, "digitalresidents/console_detail.html", context)


def assist(request: HttpRequest, slug: str) -> HttpResponse:
    """Register a person at the counter: written down by a clerk, and recorded as such."""
    zone = get_object_or_404(my_zones(request.user), slug=slug)
    if not is_zone_examiner(zone, request.user):
        raise PermissionDenied
    form = AssistedRegisterForm(request.POST or None, zone=zone)
    if request.method == "POST" and form.is_valid():
        try:
            case = registering.register(
                zone=zone,
                actor=request.user,
                person=form.person(),
                municipality=form.cleaned_data.get("municipality"),
                purposes=form.purposes(),
            )
        except ValidationError as error:
            form.take_over(error)
        else:
            messages.success(request, _("Written down. Confirm it after a look."))
            return redirect(case)
    context = {
        "zone": zone,
        "form": form,
        "breadcrumbs": trail_of((_("Register at the counter"), "")),
    }
    return render(
        request, "digitalresidents/console_assist.html", context, status=422 if form.errors else 200
    )


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the data of a person without an account, as the person asked at the counter."""
    case = get_object_or_404(Registration.objects.handled_by(request.user).in_full(), pk=pk)
    if not (case.is_open and is_clerk_for_resident(case, request.user)):
        raise PermissionDenied
    form = CorrectForm(request.POST or None, resident=case.resident)
    if request.method == "POST" and form.is_valid():
        try:
            correcting.correct(registration=case, actor=request.user, person=form.person())
        except ValidationError as error:
            form.take_over(error)
        else:
            messages.success(request, _("Saved."))
            return redirect(case)
    here = trail_of((str(case), case.get_absolute_url()), (_("Correct the data"), ""))
    context = {"case": case, "form": form, "breadcrumbs": here, "back_url": case.get_absolute_url()}
    return render(
        request,
        "digitalresidents/console_correct.html",
        context,
        status=422 if form.errors else 200,
    )


def scheme(request: HttpRequest, slug: str) -> HttpResponse:
    """Open, change or close a zone's scheme."""
    zone = get_object_or_404(my_zones(request.user), slug=slug)
    if not is_zone_administrator(zone, request.user):
        raise PermissionDenied
    held = ResidentScheme.objects.filter(zone=zone).first() or ResidentScheme(zone=zone)
    form = SchemeForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("console:registrations")
    context = {"zone": zone, "form": form, "breadcrumbs": trail_of((_("Scheme"), ""))}
    return render(
        request, "digitalresidents/console_scheme.html", context, status=422 if form.errors else 200
    )


class RegistrationStep(StepView):
    """A step that the office takes on a registration."""

    model = Registration
    forms = STEP_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Registration:
        """Return a registration of the office's zones, else 404."""
        return get_object_or_404(Registration.objects.handled_by(request.user).in_full(), pk=pk)


class ActivityStep(StepView):
    """The office's answer to an activity."""

    model = ActivityProof
    forms = ACTIVITY_STEP_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> ActivityProof:
        """Return an activity reported to the office's zones, else 404."""
        mine = ActivityProof.objects.handled_by(request.user)
        return get_object_or_404(
            mine.select_related("registration__zone", "registration__resident"), pk=pk
        )
