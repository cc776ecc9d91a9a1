"""The office's pages on retention: what is due, held, coming; proposals; records of disposal."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import DisposalBatch, DisposalItem
from applications.retention import finding
from applications.retention.forms import BATCH_FORMS, MOST_FILES, ProposeForm
from applications.retention.holds import held, holds_of, with_holds
from applications.roles import EXAMINERS
from casework import audit, clock, exports
from casework.calendar import fiscal_year, wareki_fiscal_year
from casework.files import files_of
from casework.labels import describe
from casework.models import DisposalRecord
from casework.paging import keyset_page
from casework.transitions import Blocked, perform, steps_for
from casework.views import StepView
from zones.models.organisations import current_memberships
from zones.roles import offices_of

VIEWS = {
    "due": gettext_lazy("Due for disposal"),
    "held": gettext_lazy("On hold"),
    "coming": gettext_lazy("Coming up"),
    "proposals": gettext_lazy("Proposals to dispose"),
    "records": gettext_lazy("Records of disposal"),
}


def managed_offices(user: Any) -> set[int]:
    """Return the keys of the offices whose files the person may propose."""
    return {m.organisation_id for m in current_memberships(user) if m.role in EXAMINERS}


def records_of(user: Any) -> Any:
    """Return the records of disposal of the person's offices, newest first."""
    return DisposalRecord.objects.filter(office__in=offices_of(user)).order_by("-pk")


def retention(request: HttpRequest) -> HttpResponse:
    """Show one of the five lists; each page is one query for the rows."""
    view = request.GET.get("view", "due")
    view = view if view in VIEWS else "due"
    year = chosen_year(request)
    context = {
        "view": view,
        "tabs": [_tab(code, label, view) for code, label in VIEWS.items()],
        "years": [(y, wareki_fiscal_year(y), y == year) for y in finding.years_ahead()],
        "page": keyset_page(_rows(view, request.user, year), request.GET),
        "may_propose": bool(managed_offices(request.user)),
        "this_year": wareki_fiscal_year(fiscal_year(clock.today())),
        "breadcrumbs": _crumbs(),
    }
    if view in {"due", "held", "coming"}:
        context["rows"] = [
            {"file": one, "term": one.retention(), "holds": holds_of(one)}
            for one in context["page"].rows
        ]
    if view == "records":
        context |= exports.links("disposals", request.GET)
    return render(request, "applications/retention/retention.html", context)


def _tab(code: str, label: Any, view: str) -> dict[str, Any]:
    url = f"{reverse('console:retention')}?view={code}"
    return {"label": label, "url": url, "current": code == view}


def chosen_year(request: HttpRequest) -> int:
    """Return the coming fiscal year that is asked for, else the next."""
    years = finding.years_ahead()
    text = request.GET.get("year", "")
    return int(text) if text.isascii() and text.isdigit() and int(text) in years else years[0]


def _rows(view: str, user: Any, year: int) -> Any:
    if view == "records":
        return records_of(user)
    if view == "proposals":
        return DisposalBatch.objects.visible_to(user)
    kept = with_holds(finding.kept_by(offices_of(user)))
    if view == "held":
        return held(kept)
    return finding.coming(kept, year) if view == "coming" else finding.due(kept)


def _crumbs(here: str = "") -> list[dict[str, str]]:
    first = {"label": _("Retention and disposal"), "url": reverse("console:retention")}
    return [first, {"label": here, "url": ""}] if here else [{**first, "url": ""}]


def propose(request: HttpRequest) -> HttpResponse:
    """Propose the chosen files of one office for disposal, each with what is to become of it."""
    managed = managed_offices(request.user)
    if not managed:
        raise PermissionDenied
    source = request.POST if request.method == "POST" else request.GET
    keys = [int(k) for k in source.getlist("files") if k.isascii() and k.isdigit()][:MOST_FILES]
    files = list(
        with_holds(finding.due(finding.kept_by(managed))).filter(pk__in=keys).order_by("pk")
    )
    form = ProposeForm(request.POST if request.method == "POST" else None, files=files)
    reasons = _faults(files)
    if request.method == "POST" and not reasons and form.is_valid():
        try:
            made = _make(request.user, form)
        except Blocked as blocked:
            reasons = blocked.reasons
        else:
            return redirect(made.get_absolute_url())
    context = {
        "form": form,
        "reasons": reasons,
        "breadcrumbs": _crumbs(_("Propose the disposal")),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/retention/propose.html", context, status=status)


def _faults(files: list[Any]) -> list[str]:
    if not files:
        return [_("Choose at least one file that is due for disposal.")]
    if len({one.examining_office_id for one in files}) > 1:
        return [_("These files belong to several offices: propose those of one office at a time.")]
    return [f"{one.number}：{'、'.join(holds)}" for one in files if (holds := holds_of(one))]


@transaction.atomic
def _make(actor: Any, form: ProposeForm) -> DisposalBatch:
    """Write the proposal and take its first step, or neither."""
    batch = DisposalBatch.objects.create(
        office_id=form.files[0].examining_office_id,
        fiscal_year=fiscal_year(clock.today()),
        note=form.cleaned_data["note"],
    )
    outcomes = form.outcomes()
    for one in form.files:
        term = one.retention()
        DisposalItem.objects.create(
            batch=batch,
            application=one,
            outcome=outcomes[one.pk],
            retention=term.code,
            ended_on=term.ended_on,
            expires_on=term.expires_on,
        )
    return perform(batch, "propose", actor=actor, version=batch.version)


def disposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one proposal with its files, what holds them, the steps, and its trail."""
    batch = get_object_or_404(DisposalBatch.objects.visible_to(request.user), pk=pk)
    context = {
        "batch": batch,
        "rows": [{"item": item, "term": item.application.retention()} for item in batch.rows()],
        "packages": files_of(batch),
        "steps": steps_for(batch, request.user),
        "trail": describe(audit.trail(batch)),
        "breadcrumbs": _crumbs(batch.number),
    }
    return render(request, "applications/retention/disposal.html", context)


class DisposalStep(StepView):
    """A step on a proposal to dispose of files."""

    model = DisposalBatch
    forms = BATCH_FORMS
