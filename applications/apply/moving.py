"""Moving a draft to the present form of the plan: the differences first, then the person's word."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from applications import facts
from applications.apply import scope
from applications.apply.crumbs import draft_crumbs
from applications.apply.drafting import lock_draft
from applications.apply.fields import MAX_LONG_TEXT, MAX_TEXT, read_fact
from applications.apply.plan_form import REJECTED
from applications.facts import Difference, Fact, Kind
from applications.facts.showing import answer_text
from applications.models import Application
from casework import clock
from casework.transitions import Stale, check_version, write
from casework.views import StepView


@dataclass(frozen=True)
class Line:
    """One difference as the person reads it: the answer that stands, and where it goes."""

    difference: Difference
    answer: str
    goes_to: str = ""


def lines(application: Application) -> list[Line]:
    """Return how the present form differs from the draft's, with the answers concerned."""
    after = facts.current_schema()
    found = facts.differences_between(application.plan_schema, after)
    return [_line(difference, application.plan, after) for difference in found]


def _line(difference: Difference, plan: dict[str, Any], after: int) -> Line:
    answer = ""
    if (before := difference.before) is not None:
        kept = plan.get(REJECTED, {}).get(before.key) or plan.get(before.key)
        answer = answer_text(before, kept) if before.kind != Kind.GROUP else ""
    where = facts.place(difference.target, after).label if difference.target else ""
    return Line(difference, answer, where)


def moved(plan: dict[str, Any], before: int, after: int) -> dict[str, Any]:
    """Return a plan under a later form.

    Answers to removed facts are put where the form says, unless something stands there; an answer
    that is no answer to a question of another kind is kept as typed, to be mended.
    """
    new = {key: value for key, value in plan.items() if key != REJECTED}
    rejected = dict(plan.get(REJECTED, {}))
    for version in range(before + 1, after + 1):
        for move in facts.SCHEMAS[version].moves:
            text = rejected.pop(move.source, "") or new.get(move.source)
            if text and facts.is_empty(facts.take(new, move.target)):
                new = facts.put(new, move.target, text)
    for difference in facts.differences_between(before, after):
        fact = difference.after
        if fact is None or not difference.is_new_kind or fact.kind == Kind.GROUP:
            continue
        text = str(rejected.pop(fact.key, "") or new.get(fact.key) or "")
        new[fact.key] = _read(fact, text)
        if text and not new[fact.key]:
            rejected[fact.key] = text
    return {**new, REJECTED: rejected} if rejected else new


def _read(fact: Fact, text: str) -> str:
    limit = MAX_LONG_TEXT if fact.kind == Kind.LONG_TEXT else MAX_TEXT
    try:
        return read_fact(fact, text, limit=limit) if text else ""
    except ValidationError:
        return ""


def move_draft(application: Application, *, version: int) -> Application:
    """Move a draft to the present form; one that is on it already stays as it is. Raises Stale."""
    with transaction.atomic():
        locked = lock_draft(application)
        after = facts.current_schema()
        if locked.plan_schema >= after:
            return locked
        check_version(locked, version)
        plan = moved(locked.plan, locked.plan_schema, after)
        return write(locked, plan=plan, plan_schema=after, saved_at=clock.now())


def apply_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how the present form differs from the draft's; move the draft once that is confirmed."""
    application = scope.application_to_edit(request.user, pk)
    if application.status != "draft" or application.plan_schema >= facts.current_schema():
        return redirect("apply_application", pk=pk)
    error = ""
    if request.method == "POST" and "confirmed" in request.POST:
        try:
            move_draft(application, version=StepView.seen_version(request))
        except Stale:
            return _show(request, scope.application_to_edit(request.user, pk), stale=True)
        messages.success(request, _("The draft is on the new form now. Fill in what is new."))
        return redirect("apply_draft", pk=pk)
    if request.method == "POST":
        error = _("Tick the box to confirm that you have read the differences.")
    return _show(request, application, error=error)


def _show(
    request: HttpRequest, application: Application, *, error: str = "", stale: bool = False
) -> HttpResponse:
    found = lines(application)
    codes = ("removed", "changed", "added")
    context = {
        "application": application,
        "breadcrumbs": draft_crumbs(application, _("Move to the new form")),
        "lines": {code: [x for x in found if x.difference.code == code] for code in codes},
        "error": error,
        "stale": stale,
    }
    status = 409 if stale else 422 if error else 200
    return render(request, "applications/apply/move.html", context, status=status)


def form_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return whether a draft stands on an earlier form."""
    return {"is_on_old_form": application.plan_schema < facts.current_schema()}
