"""Saving a draft while it is written: changed fields by POST, an answer in JSON."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications import facts
from applications.apply import scope
from applications.apply.drafting import save_item
from applications.apply.plan_form import ItemForm, digest_of, shown_values
from applications.models import Application
from casework.transitions import Stale
from casework.views import StepView


def _refuse(status: int, code: str, message: str) -> JsonResponse:
    return JsonResponse({"error": code, "message": message}, status=status)


@login_not_required  # an ended session gets an answer that the script can tell from a page
@require_POST
def apply_autosave(request: HttpRequest, pk: int) -> JsonResponse:
    """Save the changed fields of one item.

    Takes ``item``, ``version``, ``base`` and the changed fields; answers ``saved_at``, the new
    ``version`` and ``base``, and the message of each field that cannot be read. 401 when the
    session has ended, 403 for a reader, 404 for a foreign case, 409 when somebody was faster.
    """
    if not request.user.is_authenticated:
        return _refuse(
            401,
            "signed_out",
            _(
                "You are no longer signed in. Sign in again; what you entered stays in this browser."
            ),
        )
    try:
        application = scope.application_to_edit(request.user, pk)
    except PermissionDenied:
        return _refuse(403, "read_only", _("You may read this application, not change it."))
    except Http404:
        return _refuse(404, "not_found", _("This application was not found."))
    return _save(request, application)


def _save(request: HttpRequest, application: Application) -> JsonResponse:
    value = request.POST.get("item", "")
    if not value.isascii() or not value.isdigit() or int(value) not in facts.ITEMS:
        return _refuse(400, "unknown_item", _("The item is not one of the eight. Reload the page."))
    item = int(value)
    known = [fact.key for fact in facts.facts(facts.Owner.PLAN, item=item)]
    changed = {key: request.POST[key] for key in known if key in request.POST}
    form = ItemForm(item, {**shown_values(application.plan, item), **changed})
    version, base = StepView.seen_version(request), request.POST.get("base", "")
    try:
        saved = save_item(application, form, keys=list(changed), version=version, base=base)
    except Stale:
        return _refuse(
            409,
            "stale",
            _(
                "This item was changed elsewhere. Press “Save” to see both versions; nothing is lost."
            ),
        )
    return JsonResponse(_answer(saved, form, item))


def _answer(saved: Application, form: ItemForm, item: int) -> dict[str, Any]:
    return {
        "saved_at": f"{localtime(saved.saved_at):%H:%M}",
        "version": saved.version,
        "base": digest_of(saved.plan, item),
        "errors": {name: [str(e) for e in errors] for name, errors in form.errors.items()},
    }
