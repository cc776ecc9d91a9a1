"""Saving a draft while it is written: changed fields by POST, an answer in JSON."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications import facts
from applications.apply import scope
from applications.apply.drafting import Saved, save_locked
from applications.apply.entry import read_entry
from applications.apply.plan_form import ItemForm, digests, shown_values
from applications.apply.reading import key_of
from applications.codes import Channel
from applications.membership import Act
from applications.models import Application
from casework import clock
from casework.views import StepView


def _refuse(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": code, "message": message}, status=status)


@login_not_required  # an ended session gets an answer that the script can tell from a page
@require_http_methods(["GET", "POST"])
def apply_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the changed fields of one item, or say what is stored (GET, after a new sign-in).

    Takes ``item``, ``version``, the changed fields, ``base.<field>`` (the digest of what the person
    saw there) and ``remove`` (rows taken out). Answers ``saved_at``, ``version``, ``user``, all
    ``values`` of the item with their ``digests``, the ``errors`` of fields that cannot be read, and
    with 409 the ``conflicts``: fields that somebody else changed as well, which were left as they
    are. 401 when the session has ended, 403 for a reader, 404 for a foreign case, 409 ``filed``.
    """
    if not request.user.is_authenticated:
        return _refuse(
            401,
            "signed_out",
            _(
                "You are no longer signed in. Sign in again; what you entered stays in this browser."
            ),
        )
    with transaction.atomic():
        application = _locked(request, pk)
        if application is None:
            return _refuse(404, "not_found", _("This application was not found."))
        try:
            scope.require(request.user, Act.DRAFT, application)
        except PermissionDenied:
            return _refuse(403, "read_only", _("You may read this application, not change it."))
        return _answer(request, application)


def _locked(request: HttpRequest, pk: int) -> Application | None:
    """Return the draft locked; None when the person does not see it. Who may write sees it."""
    found = Application.objects.filter(disposed_at=None, channel=Channel.ONLINE)
    application = found.select_for_update(of=("self",)).filter(pk=pk).first()
    if application is None or scope.may(request.user, Act.DRAFT, application):
        return application
    return application if scope.applications(request.user).filter(pk=pk).exists() else None


def _answer(request: HttpRequest, application: Application) -> JsonResponse:
    item = key_of((request.POST or request.GET).get("item", ""))
    if item not in facts.ITEMS:
        return _refuse(400, "unknown_item", _("The item is not one of the eight. Reload the page."))
    if application.status != "draft":
        return _refuse(
            409,
            "filed",
            _("This application has been filed. What you entered stays on this page; copy it."),
        )
    entry = read_entry(request.POST, item, application.plan_schema)
    if request.method == "GET":
        values = shown_values(application.plan, item, application.plan_schema)
        form = ItemForm(item, values, schema=application.plan_schema, others=application.plan)
        saved = Saved(application, form, {})
    else:
        saved = save_locked(application, entry, version=StepView.seen_version(request))
    return JsonResponse(_state(request, saved), status=409 if saved.conflicts else 200)


def _state(request: HttpRequest, saved: Saved) -> dict[str, Any]:
    draft, form = saved.application, saved.form
    values = shown_values(draft.plan, form.item, draft.plan_schema)
    errors = {name: [str(e) for e in errors] for name, errors in form.errors.items()}
    return {
        "error": "stale" if saved.conflicts else "",
        "saved_at": f"{localtime(clock.now() if request.method == 'POST' else draft.saved_at):%H:%M}",
        "version": draft.version,
        "user": request.user.pk,
        "token": get_token(request),
        "values": values,
        "digests": digests(values),
        "errors": errors,
        "conflicts": saved.conflicts,
    }
