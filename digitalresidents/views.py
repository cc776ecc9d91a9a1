"""The resident's own pages, and the public one."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.transitions import steps_for
from casework.views import StepView
from digitalresidents import activities, consents, correcting, registering, terms
from digitalresidents.counts import counts_by_zone
from digitalresidents.fields import held_about
from digitalresidents.forms import STEP_FORMS, ActivityForm, CorrectForm, RegisterForm
from digitalresidents.models import Registration, Resident, ResidentScheme


def trail_of(*items: tuple[Any, str]) -> list[dict[str, Any]]:
    """Return a breadcrumb from the residents' landing page downwards."""
    first = {"label": _("Digital residents"), "url": reverse("residents")}
    return [first, *({"label": label, "url": url} for label, url in items)]


def landing(request: HttpRequest) -> HttpResponse:
    """Say what a digital resident is, which zones accept them, and how many there are."""
    schemes = list(
        ResidentScheme.objects.open_on()
        .select_related("zone")
        .prefetch_related("zone__municipalities__prefecture")
    )
    counts = counts_by_zone(zones=[scheme.zone for scheme in schemes])
    rows = [{"scheme": scheme, "counts": counts[scheme.zone_id]} for scheme in schemes]
    context = {"rows": rows, "breadcrumbs": trail_of(), "terms": terms}
    return render(request, "digitalresidents/landing.html", context)


def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Register the person who is signed in: purposes first, then what is needed, nothing twice."""
    scheme = get_object_or_404(
        ResidentScheme.objects.open_on().select_related("zone"), zone__slug=slug
    )
    resident = Resident.objects.filter(user=request.user).first()
    form = RegisterForm(request.POST or None, zone=scheme.zone, known=resident is not None)
    if request.method == "POST" and form.is_valid():
        registration = _register(request, scheme.zone, form)
        if registration is not None:
            return redirect("resident_registration", registration.pk)
    context = {
        "scheme": scheme,
        "resident": resident,
        "form": form,
        "breadcrumbs": trail_of((_("Register"), "")),
    }
    return render(
        request, "digitalresidents/register.html", context, status=422 if form.errors else 200
    )


def _register(request: HttpRequest, zone: Any, form: RegisterForm) -> Registration | None:
    try:
        return registering.register(
            zone=zone,
            actor=request.user,
            user=request.user,
            person=None if form.known else form.person(),
            municipality=form.cleaned_data.get("municipality"),
            purposes=form.purposes(),
        )
    except ValidationError as error:
        form.take_over(error)
        return None


def home(request: HttpRequest) -> HttpResponse:
    """Show the person's registrations."""
    registrations = list(Registration.objects.of(request.user))
    context = {"registrations": registrations, "breadcrumbs": trail_of((_("My page"), ""))}
    return render(request, "digitalresidents/home.html", context)


def _own(request: HttpRequest, pk: int) -> Registration:
    return get_object_or_404(Registration.objects.of(request.user), pk=pk)


def registration(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one registration: card, what is next, consents, activities, leaving."""
    own = _own(request, pk)
    steps = {step.name: step for step in steps_for(own, request.user)}
    context = {
        "registration": own,
        "renew": steps.get("renew"),
        "leave": steps.get("leave"),
        "standing": _standing(own),
        "activities": own.activities.all()[:20],
        "terms": terms,
        "breadcrumbs": trail_of((_("My page"), reverse("resident_home")), (own.zone.name, "")),
    }
    return render(request, "digitalresidents/registration.html", context)


def _standing(own: Registration) -> list[dict[str, Any]]:
    """Return the purposes, first those that the person may allow or refuse."""
    rows = consents.standing(own) if own.is_open else []
    return sorted(rows, key=lambda row: not row["notice"].needs_consent)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Look again whether the address is confirmed, and confirm the registration if so."""
    own = registering.confirm_if_ready(_own(request, pk))
    if own.status == "provisional":
        messages.warning(
            request,
            _("The e-mail address is not confirmed yet: open the link in the mail we sent."),
        )
    else:
        messages.success(request, _("Your registration is confirmed."))
    return redirect("resident_registration", pk)


@require_POST
def consent(request: HttpRequest, pk: int, purpose: str) -> HttpResponse:
    """Give or withdraw one consent; a withdrawal holds from this moment."""
    own = _own(request, pk)
    act = consents.give if request.POST.get("act") == "give" else consents.withdraw
    try:
        act(registration=own, purpose=purpose)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Recorded. It holds from now."))
    return redirect(reverse("resident_registration", args=[pk]) + "#consents")


def report_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """Report an activity for the office to check."""
    own = _own(request, pk)
    form = ActivityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            activities.report_activity(registration=own, actor=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Reported. The office answers within 14 days."))
            return redirect("resident_registration", pk)
    here = trail_of(
        (own.zone.name, reverse("resident_registration", args=[pk])), (_("Report an activity"), "")
    )
    context = {"registration": own, "form": form, "breadcrumbs": here}
    return render(
        request, "digitalresidents/activity.html", context, status=422 if form.errors else 200
    )


def my_data(request: HttpRequest) -> HttpResponse:
    """Show everything held about the person, with purpose, basis and retention."""
    registrations = list(Registration.objects.of(request.user))
    resident = registrations[0].resident if registrations else None
    context = {
        "person": list(held_about(resident)) if resident else [],
        "open": next((own for own in registrations if own.is_open), None),
        "registrations": [(own, list(held_about(own))) for own in registrations],
        "breadcrumbs": trail_of(
            (_("My page"), reverse("resident_home")), (_("What we hold about you"), "")
        ),
    }
    return render(request, "digitalresidents/my_data.html", context)


def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is held about the person."""
    own = _own(request, pk)
    if not own.is_open:
        raise Http404
    form = CorrectForm(request.POST or None, resident=own.resident)
    if request.method == "POST" and form.is_valid():
        try:
            correcting.correct(registration=own, actor=request.user, person=form.person())
        except ValidationError as error:
            form.take_over(error)
        else:
            messages.success(request, _("Saved."))
            return redirect("resident_data")
    here = trail_of((_("My page"), reverse("resident_home")), (_("Correct my data"), ""))
    context = {"form": form, "breadcrumbs": here, "back_url": reverse("resident_data")}
    return render(
        request, "digitalresidents/correct.html", context, status=422 if form.errors else 200
    )


class ResidentStep(StepView):
    """A step that the person takes on their own registration."""

    model = Registration
    forms = STEP_FORMS
    base = "base.html"

    def get_case(self, request: HttpRequest, pk: int) -> Registration:
        """Return the person's own registration, else 404."""
        return get_object_or_404(
            Registration.objects.filter(resident__user=request.user).in_full(), pk=pk
        )

    def address_of(self, case: Registration) -> str:
        """Return to the registration's page."""
        return reverse("resident_registration", args=[case.pk])

    def subject_of(self, case: Registration) -> str:
        """Call the registration by its zone."""
        return case.zone.name

    def breadcrumbs(self, case: Registration, step: str) -> list[dict[str, Any]]:
        """Return the way back through the person's own pages."""
        mine = (_("My page"), reverse("resident_home"))
        here = (case.zone.name, self.address_of(case))
        return trail_of(mine, here, (self.label_of(step), ""))
