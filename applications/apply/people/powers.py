"""Powers of attorney on the company's side: grant, read, accept or decline."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import tokens
from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.people.forms import OfferForm, PowerForm
from applications.apply.people.invitations import differs, take, void_link
from applications.apply.people.members import owns
from applications.models import Application, Company, PowerOfAttorney
from applications.rules.powers import DOCUMENT
from casework import audit, files
from casework.files import files_of
from casework.labels import describe
from casework.transitions import Blocked, perform, steps_for
from zones.models import Zone


def apply_power_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the owner of a company's account empower an agent."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    if not owns(request.user, company):
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PowerForm(
        *posted,
        zones=Zone.objects.open_on().order_by("name", "pk"),
        applications=Application.objects.filter(company=company).order_by("-pk"),
    )
    if request.method == "POST" and form.is_valid():
        power = save_power(form, company, request.user, step="grant")
        if power is not None:
            return redirect("apply_power", pk=power.pk)
    context = {
        "form": form,
        "company": company,
        "breadcrumbs": crumbs(
            (company.name, reverse("apply_people", args=[pk])), (_("New power of attorney"), "")
        ),
    }
    return render(
        request, "applications/apply/power_new.html", context, status=422 if form.errors else 200
    )


def save_power(
    form: PowerForm, company: Company, actor: Any, *, step: str, entered: bool = False
) -> PowerOfAttorney | None:
    """Store a power with its document and take its first step; None with the reasons on the form."""
    power = form.save(commit=False)
    power.company, power.is_entered = company, entered
    try:
        with transaction.atomic():
            power.save()
            if upload := form.cleaned_data.get("document"):
                files.store(power, upload, slot=DOCUMENT, actor=actor)
            return perform(power, step, actor=actor, version=power.version)
    except Blocked as blocked:
        for reason in blocked.reasons:
            form.add_error(None, reason)
    return None


def own_powers(user: Any) -> Any:
    """Return the powers of the user's companies, and those that the user holds."""
    return PowerOfAttorney.objects.of_side(user).for_list()


def apply_power(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one power to the company and to its agent, with what may be done and what happened."""
    power = get_object_or_404(own_powers(request.user), pk=pk)
    context = {
        "power": power,
        "files": files_of(power),
        "steps": steps_for(power, request.user),
        "trail": describe(audit.trail(power)),
        "breadcrumbs": crumbs((_("Power of attorney"), "")),
    }
    return render(request, "applications/apply/power.html", context)


def apply_power_file(request: HttpRequest, pk: int, file: int) -> FileResponse:
    """Hand the document to the company and to its agent."""
    power = get_object_or_404(own_powers(request.user), pk=pk)
    stored = get_object_or_404(files_of(power), pk=file)
    return FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.content_type,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )


def apply_power_offer(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show the agent what is offered; accept or decline it."""
    power = PowerOfAttorney.objects.for_list().filter(pk=pk).first()
    if power is None or not tokens.token_is_right(power, token):
        return void_link(request)
    other = differs(power, request.user)
    form = OfferForm(request.POST if request.method == "POST" else None, differs=other)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        reasons = _answer(request, power, token, form)
        if not reasons:
            return redirect("apply")
    context = {
        "power": power,
        "form": form,
        "differs": other,
        "reasons": reasons,
        "breadcrumbs": crumbs((_("Power of attorney"), "")),
    }
    return render(
        request, "applications/apply/power_offer.html", context, status=422 if reasons else 200
    )


def _answer(request: HttpRequest, power: PowerOfAttorney, token: str, form: OfferForm) -> list[str]:
    words = {"name": power.company.name}
    if "decline" in request.POST:
        perform(power, "decline", actor=request.user, version=power.version, token=token)
        messages.info(request, _("You do not act for %(name)s.") % words)
        return []
    reasons = take(power, "accept", request.user, token, form)
    if not reasons:
        messages.success(request, _("You now act for %(name)s.") % words)
    return reasons
