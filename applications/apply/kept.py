"""What is entered after the session has ended: shown again with a good token, so that nothing is lost.

Nothing of the case is read: the page holds only what the browser itself has sent.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import facts
from applications.apply.crumbs import crumbs
from applications.apply.entry import read_entry
from applications.apply.plan_form import ItemForm
from applications.apply.reading import key_of
from casework.views import StepView


class _Check(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def csrf_is_good(request: HttpRequest) -> bool:
    """Tell whether a POST carries the token of the present session."""
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, None, (), {}) is None


def apply_signed_in(request: HttpRequest) -> HttpResponse:
    """Say, in the tab that was opened to sign in, that the form in the other tab goes on."""
    return render(request, "applications/apply/signed_in.html")


def show_kept(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Show an entry that could not be taken, ready to be sent again: 401 signed out, 403 another session."""
    schema = key_of(request.POST.get("schema", ""))
    schema = schema if schema in facts.SCHEMAS else facts.current_schema()
    entry = read_entry(request.POST, item, schema)
    form = ItemForm(item, entry.values, schema=schema)
    signed_in = request.user.is_authenticated
    here = reverse("apply_item", args=[pk, item])
    context = {
        "breadcrumbs": crumbs((facts.ITEMS[item], "")),
        "form": form,
        "pk": pk,
        "item": item,
        "schema": schema,
        "title": facts.ITEMS[item],
        "version": StepView.seen_version(request),
        "digests": entry.bases,
        "signed_in": signed_in,
        "sign_in": f"{reverse('account_login')}?next={here}",
        "notice": _("Press “Save” once more.")
        if signed_in
        else _("Sign in in a new tab, come back to this page, and press “Save”."),
    }
    return render(
        request, "applications/apply/kept.html", context, status=403 if signed_in else 401
    )
