"""The page of a company's API tokens: issued (the secret is shown once), revoked, with their trail."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.people.members import owns
from applications.models import ApiToken, Company
from casework import clock
from casework.transitions import perform

LONGEST = 366
USUAL = 180


class TokenForm(forms.Form):
    """What the token is for, and until when it holds."""

    use_required_attribute = False
    not_facts = dict.fromkeys(("name", "expires_on"), "access")
    name = forms.CharField(
        label=gettext_lazy("Name of the token"),
        max_length=60,
        help_text=gettext_lazy("For example the system that uses it."),
        error_messages={"required": gettext_lazy("Give the token a name.")},
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Valid until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("At most one year from today."),
        error_messages={
            "required": gettext_lazy("Enter the last day of the token."),
            "invalid": gettext_lazy("Write the last day as 2027-03-31."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("expires_on", clock.today() + timedelta(days=USUAL))

    def clean_expires_on(self) -> Any:
        """Refuse a day in the past, and one that is too far away."""
        day = self.cleaned_data["expires_on"]
        if not clock.today() <= day <= clock.today() + timedelta(days=LONGEST):
            raise forms.ValidationError(
                _("Choose a last day between today and one year from today."), code="range"
            )
        return day


def apply_tokens(request: HttpRequest, pk: int) -> HttpResponse:
    """List a company's tokens; its owner issues one, whose secret is shown on this answer only."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    is_owner, secret = owns(request.user, company), ""
    form = TokenForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        if not is_owner:
            status = 403
        elif form.is_valid():
            secret, form = _issue(company, request.user, form), TokenForm()
        else:
            status = 422
    context = {
        "company": company,
        "is_owner": is_owner,
        "form": form,
        "secret": secret,
        "tokens": company.api_tokens.exclude(status="new").select_related("user").order_by("-pk"),
        "breadcrumbs": crumbs(
            (company.name, reverse("apply_company_edit", args=[company.pk])), (_("API tokens"), "")
        ),
    }
    return render(request, "applications/apply/tokens.html", context, status=status)


def _issue(company: Company, user: Any, form: TokenForm) -> str:
    with transaction.atomic():
        token, secret = ApiToken.prepare(company=company, user=user, **form.cleaned_data)
        perform(token, "issue", actor=user, version=token.version)
    return secret


def apply_token_revoke(request: HttpRequest, pk: int, token: int) -> HttpResponse:
    """Revoke a token at once (POST)."""
    company = get_object_or_404(scope.companies(request.user), pk=pk)
    found = get_object_or_404(company.api_tokens, pk=token)
    if request.method == "POST" and found.status == "active":
        perform(found, "revoke", actor=request.user, version=found.version)
    return redirect("apply_tokens", pk=pk)
