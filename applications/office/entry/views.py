"""The clerk's pages: begin an entry, type the plan and the measures, record the arrival, print."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications import facts, tokens
from applications.apply import drafting
from applications.apply.entry import Entry
from applications.apply.measures import MeasureForm
from applications.codes import Channel
from applications.ledger import writing
from applications.ledger.codes import Source
from applications.membership import CompanyRole, own_side
from applications.models import Application, Company, Invitation
from applications.office.entry.forms import EntryForm
from applications.office.entry.plan import item_forms, read_entries, save_entries
from applications.roles import EXAMINERS
from applications.rules.paper import ORIGINAL
from casework import files
from casework.files import files_of
from casework.transitions import Stale, perform, steps_for
from casework.views import StepView
from zones.models import Zone
from zones.models.organisations import OrganisationKind, current_memberships

LEADING = {OrganisationKind.MUNICIPALITY, OrganisationKind.PREFECTURE, OrganisationKind.OPERATOR}


def may_enter(user: Any) -> bool:
    """Tell whether the user examines for a zone's office, as memberships have it; asks no database."""
    return any(
        m.role in EXAMINERS and m.organisation.kind in LEADING for m in current_memberships(user)
    )


def zones_of_clerk(user: Any) -> Any:
    """Return the zones for whose office the user takes in paper."""
    offices = {m.organisation_id for m in current_memberships(user) if m.role in EXAMINERS}
    return Zone.objects.open_on().filter(lead__in=offices).order_by("name", "pk")


def entries_of(user: Any) -> Any:
    """Return the filings on paper that the user may enter; nobody enters for their own company."""
    offices = {m.organisation_id for m in current_memberships(user) if m.role in EXAMINERS}
    paper = Application.objects.exclude(channel=Channel.ONLINE).filter(zone__lead__in=offices)
    return paper.exclude(company__in=own_side(user)).select_related(
        "zone__lead", "company", "procedure", "entered_by", "created_by", "examining_office"
    )


def entry_new(request: HttpRequest) -> HttpResponse:
    """Begin the entry of a filing on paper; unfinished entries stand beneath."""
    zones = zones_of_clerk(request.user)
    if not zones.exists():
        raise PermissionDenied(_("Only examiners of a zone's office enter applications on paper."))
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EntryForm(*posted, zones=zones)
    if request.method == "POST" and form.is_valid():
        return redirect("console:entry", pk=_begin(request, form).pk)
    context = {
        "form": form,
        "unfinished": entries_of(request.user).filter(status="draft").order_by("-pk")[:20],
        "breadcrumbs": _crumbs(_("Enter an application on paper")),
    }
    return render(
        request, "applications/office/entry_new.html", context, status=422 if form.errors else 200
    )


def _crumbs(here: str) -> list[dict[str, str]]:
    above = {"label": _("Applications"), "url": reverse("console:applications")}
    return [above, {"label": here, "url": ""}]


def _begin(request: HttpRequest, form: EntryForm) -> Application:
    data = form.cleaned_data
    with transaction.atomic():
        application = Application.objects.create(
            company=form.company or _company(request, form),
            zone=data["zone"],
            procedure=data["procedure"],
            title=data["title"],
            channel=data["channel"],
            original_arrived_on=data["original_arrived_on"],
            created_by=request.user,
        )
        files.store(application, data["original"], slot=ORIGINAL, actor=request.user)
    return application


def _company(request: HttpRequest, form: EntryForm) -> Company:
    values = form.company_values()
    source = {"source": Source.CLERK, "as_of": form.cleaned_data["original_arrived_on"]}
    try:
        with transaction.atomic():
            return writing.register(
                by=request.user,
                values=values,
                sources=dict.fromkeys(values, source),
                is_owned=False,
            )
    except IntegrityError:  # somebody registered the number a moment ago
        return Company.objects.get(corporate_number=values["corporate_number"])


def _draft(request: HttpRequest, pk: int) -> Application:
    return get_object_or_404(entries_of(request.user).filter(status="draft"), pk=pk)


def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an entry, and save what of the eight items was typed; gaps are no obstacle."""
    application = get_object_or_404(entries_of(request.user), pk=pk)
    if application.status != "draft":
        return redirect("console:entry_receipt", pk=pk)
    entries = read_entries(request.POST, application.plan_schema) if request.POST else []
    if request.method == "POST":
        try:
            save_entries(application, entries, version=StepView.seen_version(request))
            return redirect(f"{reverse('console:entry', args=[pk])}{_place(entries)}")
        except Stale:
            return _show(request, application, entries=entries, stale=True)
    return _show(request, application)


def _place(entries: list[Entry]) -> str:
    groups = [entry.added or entry.removed[0].split(".")[0] for entry in entries if entry.changes]
    return f"#group-{groups[0]}" if groups else ""


def entry_measures(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a measure to an entry, or remove one."""
    application = _draft(request, pk)
    version = StepView.seen_version(request)
    if "remove" in request.POST:
        measure = get_object_or_404(application.measures, pk=_key(request.POST["remove"]))
        drafting.remove_measure(application, measure, version=version)
        return redirect("console:entry", pk=pk)
    form = MeasureForm(request.POST or None, zone=application.zone)
    if request.method == "POST" and form.is_valid():
        drafting.save_measure(application, None, version=version, **form.cleaned_data)
        return redirect("console:entry", pk=pk)
    return _show(request, application, measure_form=form)


def _key(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _show(
    request: HttpRequest,
    application: Application,
    *,
    entries: list[Entry] | None = None,
    measure_form: MeasureForm | None = None,
    stale: bool = False,
) -> HttpResponse:
    form = measure_form or MeasureForm(zone=application.zone)
    context = {
        "application": application,
        "items": [
            {"form": item, "title": facts.ITEMS[item.item]}
            for item in item_forms(application, entries or [])
        ],
        "missing": facts.missing(application.plan, schema=application.plan_schema),
        "measures": application.measures.select_related("authority"),
        "measure_form": form,
        "files": files_of(application),
        "step": next(
            (s for s in steps_for(application, request.user) if s.name == "file_paper"), None
        ),
        "stale": stale,
        "breadcrumbs": _crumbs(application.title),
    }
    status = 409 if stale else 422 if form.errors else 200
    return render(request, "applications/office/entry.html", context, status=status)


class EntryStep(StepView):
    """Recording the arrival of a filing on paper."""

    model = Application

    def get_case(self, request: HttpRequest, pk: int) -> Application:
        """Return a filing on paper that the clerk may enter, else 404."""
        return get_object_or_404(entries_of(request.user), pk=pk)

    def find_step(self, case: Any, step: str) -> Any:
        """Know one step only: the office's other steps have their own pages."""
        return super().find_step(case, step if step == "file_paper" else "")

    def address_of(self, case: Any) -> str:
        """Lead to the entry, or to the receipt once it has arrived."""
        name = "console:entry" if case.status == "draft" else "console:entry_receipt"
        return reverse(name, args=[case.pk])


def entry_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the receipt to print; a company without an account gets a code on it."""
    arrived = entries_of(request.user).exclude(status="draft")
    application = get_object_or_404(arrived, pk=pk)
    if request.method == "POST":
        issue_code(application, request.user)
        return redirect("console:entry_receipt", pk=pk)
    code = application.codes.filter(status="open").first()
    has_owner = application.company.members.filter(role=CompanyRole.OWNER).exists()
    context = {
        "application": application,
        "measures": application.measures.select_related("authority"),
        "files": files_of(application),
        "missing": facts.missing(application.plan, schema=application.plan_schema),
        "has_owner": has_owner,
        "invitation": code,
        "code": tokens.code_of(code) if code and not code.is_over and not has_owner else "",
        "breadcrumbs": _crumbs(_("Receipt")),
    }
    return render(request, "applications/office/entry_receipt.html", context)


def issue_code(application: Application, clerk: Any) -> Invitation:
    """Make the code with which the company opens its account; one that holds is kept."""
    with transaction.atomic():
        open_one = application.codes.select_for_update().filter(status="open").first()
        if open_one is not None and not open_one.is_over:
            return open_one
        if open_one is not None:
            return perform(open_one, "issue", actor=clerk, version=open_one.version)
        invitation = Invitation.objects.create(
            company=application.company,
            role=CompanyRole.OWNER,
            application=application,
            invited_by=clerk,
        )
        return perform(invitation, "issue", actor=clerk, version=invitation.version)
