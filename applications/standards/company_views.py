"""The company's side: one button makes the prefilled draft; its proposals are changed here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import hooks
from applications.apply import scope
from applications.apply.crumbs import crumbs, draft_crumbs
from applications.membership import Act
from applications.models import Application, Company, StandardMeasure, StandardUse
from applications.standards import comparing, taking
from applications.standards.forms import Conditions, EvaluationForm, conditions_in
from applications.standards.public_views import facts_of
from casework.transitions import Blocked, Stale
from casework.views import StepView
from zones.models import Intake, Procedure, Zone


class TakeForm(forms.Form):
    """In which zone, under which procedure, for which company."""

    use_required_attribute = False
    not_facts = dict.fromkeys(("zone", "procedure", "company"), "choice")
    zone = forms.ModelChoiceField(
        Zone.objects.none(),
        label=gettext_lazy("Zone"),
        empty_label=None,
        to_field_name="slug",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the zone.")},
    )
    procedure = forms.ModelChoiceField(
        Procedure.objects.none(),
        label=gettext_lazy("Procedure"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the procedure.")},
    )
    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=gettext_lazy("Applicant"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose the company that applies.")},
    )

    def __init__(
        self, data: Any, *, zones: list[Zone], companies: list[Company], wanted: str = ""
    ) -> None:
        super().__init__(data)
        chosen = next((zone for zone in zones if zone.slug == wanted), zones[0] if zones else None)
        taking_in = Intake.objects.taking().filter(zone__in=zones)
        procedures = Procedure.objects.filter(pk__in=taking_in.values("procedure")).order_by("pk")
        self.fields["zone"].queryset = Zone.objects.filter(pk__in=[z.pk for z in zones])
        self.fields["zone"].initial = chosen.slug if chosen else None
        self.fields["procedure"].queryset = procedures
        self.fields["procedure"].initial = procedures.first()
        self.fields["company"].queryset = Company.objects.filter(
            pk__in=[c.pk for c in companies]
        ).order_by("name", "pk")
        self.fields["company"].initial = companies[0].pk if companies else None

    def clean(self) -> dict[str, Any]:
        """Refuse a procedure that the zone does not take applications under."""
        cleaned = super().clean() or {}
        zone, procedure = cleaned.get("zone"), cleaned.get("procedure")
        if zone and procedure:
            takes = Intake.objects.taking().filter(zone=zone, procedure=procedure)
            if not takes.exists():
                self.add_error(
                    "procedure",
                    _("%(zone)s takes no applications under this procedure now. Choose another.")
                    % {"zone": zone.name},
                )
        return cleaned


def apply_standard(request: HttpRequest, slug: str) -> HttpResponse:
    """Make the prefilled draft in the chosen zone; nothing is decided by it."""
    standard = get_object_or_404(StandardMeasure.objects.current().for_page(), slug=slug)
    companies = list(
        Company.objects.filter(pk__in=scope.drafting_companies(request.user)).order_by("name", "pk")
    )
    zones = [offer.zone for offer in taking.offering_zones(standard)]
    reasons: list[str] = []
    wanted = request.GET.get("zone", "")
    data = request.POST if request.method == "POST" else None
    form = TakeForm(data, zones=zones, companies=companies, wanted=wanted)
    if data is not None and form.is_valid() and _is_empowered(request, form):
        try:
            draft = taking.take_over(standard, actor=request.user, **form.cleaned_data)
        except Blocked as blocked:
            reasons = blocked.reasons
        else:
            messages.success(
                request,
                _("The draft is made. What is filled in from the standard measure is marked."),
            )
            return redirect("apply_draft", pk=draft.pk)
    context = {
        "standard": standard,
        "form": form,
        "zones": zones,
        "companies": companies,
        "reasons": reasons,
        "breadcrumbs": crumbs((_("Take over a standard measure"), "")),
        **facts_of(standard),
    }
    status = 422 if form.errors or reasons else 200
    return render(request, "applications/standards/apply.html", context, status=status)


def _is_empowered(request: HttpRequest, form: TakeForm) -> bool:
    if scope.may(request.user, Act.DRAFT, Application(**form.cleaned_data)):
        return True
    form.add_error(
        "company",
        _("Your power of attorney from this company does not reach this zone or procedure."),
    )
    return False


def apply_standard_proposal(request: HttpRequest, pk: int, use: int) -> HttpResponse:
    """Change the conditions and the evaluation that a draft proposes instead of the package's."""
    application = scope.application_to_edit(request.user, pk)
    found = StandardUse.objects.filter(measure__application=application)
    proposal = get_object_or_404(
        found.select_related("standard__office", "measure__application"), pk=use
    )
    if application.status != "draft":
        return redirect("apply_application", pk=pk)
    data = request.POST if request.method == "POST" else None
    rows = Conditions(data, initial=None if data else proposal.conditions, prefix="row")
    form = EvaluationForm(data, initial=proposal.evaluation)
    stale = False
    if data is not None and all([form.is_valid(), rows.is_valid()]):
        try:
            taking.save_proposal(
                proposal,
                version=StepView.seen_version(request),
                conditions=conditions_in(rows),
                evaluation=form.evaluation(),
            )
            messages.success(request, _("Saved."))
            return redirect("apply_draft", pk=pk)
        except Stale:
            stale = True
    context = {
        "application": application,
        "use": proposal,
        "standard": proposal.standard,
        "form": form,
        "rows": rows,
        "stale": stale,
        "version": StepView.seen_version(request) if data and not stale else application.version,
        "breadcrumbs": draft_crumbs(application, _("Standard measure")),
    }
    status = 409 if stale else 422 if data is not None else 200
    return render(request, "applications/standards/proposal.html", context, status=status)


def standard_card(application: Application, _user: Any) -> dict[str, Any]:
    """Return what a draft's overview says of the packages from which it began."""
    rows = comparing.rows_for(application)
    codes = [code for row in rows for code in row["use"].indicators]
    names = (hooks.indicator_labels.first(codes) or {}) if codes else {}
    for row in rows:
        row["indicators"] = [(code, *names.get(code, (code, ""))) for code in row["use"].indicators]
    return {"standard_rows": rows}


def standard_part(application: Application, _user: Any) -> dict[str, Any]:
    """Return what the page of a filed application says of the packages from which it began."""
    return standard_card(application, _user)
