"""Taking an invitation: by the link of the mail, or by the code on a receipt."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications import tokens
from applications.apply.crumbs import crumbs
from applications.apply.people.forms import ClaimForm, OfferForm
from applications.apply.reading import key_of, plain
from applications.models import Invitation
from casework.transitions import Blocked, perform


def void_link(request: HttpRequest) -> HttpResponse:
    """Say that a link opens nothing, without telling whether it ever did."""
    return render(request, "applications/apply/link_void.html", status=404)


def differs(case: Any, user: Any) -> bool:
    """Tell whether the person is signed in with another address than the one invited."""
    return bool(case.link_address) and case.link_address.lower() != user.email.lower()


def apply_invitation(request: HttpRequest, pk: int, token: str) -> HttpResponse:
    """Show who invites in which role; take the invitation."""
    invitation = Invitation.objects.filter(pk=pk).select_related("company", "invited_by").first()
    if invitation is None or not tokens.token_is_right(invitation, token):
        return void_link(request)
    other = differs(invitation, request.user)
    form = OfferForm(request.POST if request.method == "POST" else None, differs=other)
    reasons: list[str] = []
    if request.method == "POST" and form.is_valid():
        reasons = take(invitation, "accept", request.user, token, form)
        if not reasons:
            messages.success(request, _("You now act for %(name)s.") % {"name": invitation.company})
            return redirect("apply")
    context = {
        "invitation": invitation,
        "form": form,
        "differs": other,
        "reasons": reasons,
        "breadcrumbs": crumbs((_("Invitation"), "")),
    }
    return render(
        request, "applications/apply/invitation.html", context, status=422 if reasons else 200
    )


def take(case: Any, step: str, user: Any, token: str, form: OfferForm) -> list[str]:
    """Take a step that needs the one-time link; return why not, empty when it was taken."""
    try:
        perform(
            case,
            step,
            actor=user,
            version=case.version,
            token=token,
            address=user.email,
            confirmed=form.cleaned_data.get("confirmed", False),
        )
    except Blocked as blocked:
        return blocked.reasons
    return []


def apply_claim(request: HttpRequest) -> HttpResponse:
    """Open a company's account with the code on the receipt of its filing on paper."""
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if invitation := invitation_of(form.cleaned_data["code"]):
            return redirect(tokens.path_of(invitation))
        form.add_error(
            "code",
            _(
                "This code opens nothing: it is misspelt, was used, or its time is over. "
                "Compare it with the receipt, or ask the office for a new one."
            ),
        )
    context = {"form": form, "breadcrumbs": crumbs((_("Code on the receipt"), ""))}
    return render(
        request, "applications/apply/claim.html", context, status=422 if form.errors else 200
    )


def invitation_of(code: str) -> Invitation | None:
    """Return the open invitation of a printed code, or None."""
    typed = plain(code).upper().replace(" ", "")
    key = key_of(typed.partition("-")[0])
    found = Invitation.objects.filter(pk=key, status="open", email="").first()
    if found is None or found.is_over:
        return None
    return found if tokens.code_is_right(found, typed) else None
