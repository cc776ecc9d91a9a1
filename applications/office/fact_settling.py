"""A contested fact of a company, settled by a clerk: it stands, or it is put right; with the reason."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import notices
from applications.apply.fields import FactField
from applications.ledger import writing
from applications.ledger.codes import Act, Source
from applications.ledger.reading import current
from applications.ledger.words import shown, source_note
from applications.models import Application
from applications.models.application import OPEN
from applications.office import scope
from applications.pages import page_or_404
from applications.roles import is_examiner
from applications.rules import duties
from casework import audit, outbox
from zones.forms import text_area

STANDS, CORRECTED = "stands", "corrected"


class SettleForm(forms.Form):
    """Whether the value stands or what is right, and why."""

    use_required_attribute = False
    not_facts = dict.fromkeys(("outcome", "reason"), "settling")

    outcome = forms.ChoiceField(
        label=gettext_lazy("What was found"),
        choices=[
            (STANDS, gettext_lazy("The value stands")),
            (CORRECTED, gettext_lazy("The value is put right")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what was found.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=text_area(),
        max_length=1000,
        help_text=gettext_lazy("On what it rests: a document, a register. The company reads it."),
        error_messages={"required": gettext_lazy("Write on what this rests.")},
    )

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if row.fact is not None:
            self.fields["value"] = FactField(row.fact)
            self.fields["value"].initial = row.value
            self.fields["value"].label = _("What is right: %(fact)s") % {"fact": row.fact.label}
            self.fields["value"].required = False
        self.order_fields(["outcome", "value", "reason"])

    def clean(self) -> dict[str, Any]:
        """Ask for a value that differs when it is put right."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == CORRECTED and not self.errors:
            value = cleaned.get("value")
            if value in ("", None, []) or value == self.row.value:
                name = "value" if "value" in self.fields else None
                self.add_error(name, _("Write what is right; it differs from what is held."))
        return cleaned


def contested(application: Application, key: str) -> Any:
    """Return the company's contested value of a fact that the application used, else 404."""
    row = current(application.company, key).get(key)
    if row is None or not row.is_contested or not row.uses.filter(application=application).exists():
        raise Http404
    return row


def settle_fact(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Show what the company says is wrong, and record what was found."""
    application = page_or_404(scope.office_applications(request.user), pk)
    if not may_settle(application, request.user):
        raise PermissionDenied
    row = contested(application, key)
    form = SettleForm(request.POST if request.method == "POST" else None, row=row)
    stale = False
    if form.is_bound and form.is_valid():
        try:
            settle(application, row, seen=_seen(request), by=request.user, **form.cleaned_data)
        except writing.AlreadyChanged:
            stale = True
        else:
            messages.success(request, _("Settled. The company is told."))
            return redirect("console:application", pk=pk)
    label = row.fact.label if row.fact else key
    context = {
        "application": application,
        "form": form,
        "row": row,
        "label": label,
        "text": shown(key, row.value),
        "note": source_note(row),
        "said": row.last_mark,
        "stale": stale,
        "breadcrumbs": [
            {"label": str(application), "url": reverse("console:application", args=[pk])},
            {"label": label, "url": ""},
        ],
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/office/settle_fact.html", context, status=status)


def may_settle(application: Application, user: Any) -> bool:
    """Tell whether a person settles facts of the case: its examiners, while it is open."""
    return (
        application.status in OPEN
        and is_examiner(application, user)
        and bool(duties.actor_did_not_file.test(application, user))
    )


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("seen", "")
    return int(value) if value.isascii() and value.isdigit() else -1


@transaction.atomic
def settle(
    application: Application,
    row: Any,
    *,
    seen: int,
    by: Any,
    outcome: str,
    reason: str,
    value: Any = None,
) -> None:
    """Write the finding into the ledger and the case's trail; tell the company. Raises AlreadyChanged."""
    if row.last_mark is None or row.last_mark.pk != seen:
        raise writing.AlreadyChanged
    writing.mark(
        application.company, row.key, value_pk=row.pk, act=Act.SETTLED, by=by, reason=reason
    )
    if outcome == CORRECTED:
        words = {"source": Source.CLERK, "source_detail": reason, "application": application}
        writing.write(application.company, {row.key: value}, by=by, **words)
    audit.append(
        application,
        step="settle_fact",
        source=application.status,
        actor=by,
        role="examiner",
        basis="行政手続法 第7条・第9条",
        inputs={"fact": row.key, "outcome": outcome},
        record=("fact", "outcome"),
    )
    outbox.post(application, notices.fact_settled(application, row, outcome == CORRECTED, reason))
