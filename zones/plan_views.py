"""The office's page of a zone's plan, and the steps on everything that hangs on a zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework import audit
from casework.fsm import Case
from casework.labels import describe
from casework.transitions import Blocked, perform, steps_for
from casework.views import StepForm, StepView
from zones import call_forms, plan_forms
from zones.differences import lines_of
from zones.hearing import give_opinion
from zones.intake_views import zone_crumbs
from zones.models import (
    Call,
    Consent,
    Demand,
    HearingOpinion,
    Mandate,
    Preparation,
    Revocation,
    Zone,
    ZoneChange,
)
from zones.models.organisations import OrganisationKind
from zones.models.plan import Channel
from zones.roles import is_zone_examiner, offices_of, offices_of_kind
from zones.warning import ends_of

REASONS = plan_forms.OverlayReasonsForm
KINDS: dict[str, tuple[type[Case], dict[str, type[StepForm]]]] = {
    "opinion": (HearingOpinion, {"answer": plan_forms.ReplyForm}),
    "consent": (Consent, {"refuse": REASONS}),
    "change": (
        ZoneChange,
        {
            "prepare": plan_forms.ChangeForm,
            "file": plan_forms.FileChangeForm,
            "refuse": REASONS,
        },
    ),
    "demand": (
        Demand,
        {
            "demand": plan_forms.DemandForm,
            "demand_again": plan_forms.DemandForm,
            "answer": plan_forms.DemandAnswerForm,
        },
    ),
    "revocation": (
        Revocation,
        {
            "notify": plan_forms.RevocationNoticeForm,
            "state": plan_forms.StatementForm,
            "record_hearing": plan_forms.MinutesForm,
            "dismiss": REASONS,
        },
    ),
    "call": (
        Call,
        {
            "prepare": call_forms.CallForm,
            "conclude": call_forms.OutcomeForm,
            "cancel": REASONS,
        },
    ),
    "mandate": (Mandate, {"prepare": call_forms.MandateForm, "end": REASONS}),
    "preparation": (
        Preparation,
        {"prepare": call_forms.PreparationForm, "send_back": REASONS},
    ),
}
# What begins with a step of its own: kind → that step.
BEGINNINGS = {
    "change": "prepare",
    "demand": "demand",
    "revocation": "notify",
    "call": "prepare",
    "mandate": "prepare",
}


@dataclass(frozen=True)
class Row:
    """A case that hangs on a zone, with the steps that this person may take on it."""

    case: Any
    steps: list[Any]


def rows(cases: Any, user: Any) -> list[Row]:
    """Return cases with their steps."""
    return [Row(case, steps_for(case, user)) for case in cases]


def zone_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what hangs on a zone: opinions, consents, changes, demands, revocation, calls, mandates."""
    found = Zone.objects.visible_to(request.user).select_related("legal_basis", "lead")
    zone = get_object_or_404(found.prefetch_related("municipalities"), pk=pk)
    user = request.user

    def of(model: Any, *related: str) -> list[Any]:
        cases = model.objects.visible_to(user).filter(zone=zone).select_related(*related)
        for case in (listed := list(cases)):
            case.zone = zone
        return listed

    changes = of(ZoneChange)
    context = {
        "zone": zone,
        "ends": ends_of(zone),
        "opinions": rows(of(HearingOpinion), user),
        "consents": rows(of(Consent, "measure", "ministry", "change"), user),
        "changes": [(row, lines_of(row.case)) for row in rows(changes, user)],
        "demands": rows(of(Demand, "office"), user),
        "revocations": rows(of(Revocation), user),
        "calls": of(Call),
        "mandates": of(Mandate, "operator"),
        "begins": [kind for kind in BEGINNINGS if may_begin(zone, kind, user)],
        "may_enter": zone.hears_on() and is_zone_examiner(zone, user),
        "breadcrumbs": zone_crumbs(zone, (_("Plan of the zone"), "")),
    }
    return render(request, "zones/plan.html", context)


def new_case(zone: Zone, kind: str, user: Any) -> Any:
    """Return a case of a kind that is not written yet; 404 for a kind that nobody begins."""
    if kind not in BEGINNINGS:
        raise Http404
    case: Any = KINDS[kind][0](zone=zone)
    if kind == "demand":
        kinds = (OrganisationKind.CABINET, OrganisationKind.MINISTRY)
        case.office_id = next(iter(offices_of_kind(user, *kinds)), None)
    return case


def may_begin(zone: Zone, kind: str, user: Any) -> bool:
    """Tell whether a person may begin a case of a kind on a zone."""
    return any(
        step.name == BEGINNINGS[kind] for step in steps_for(new_case(zone, kind, user), user)
    )


class OverlayStep(StepView):
    """A step on a case that hangs on a zone."""

    kind = ""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the kind of case from the address."""
        self.kind = kwargs.pop("kind")
        if self.kind not in KINDS:
            raise Http404
        self.model, self.forms = KINDS[self.kind]
        return super().dispatch(request, *args, **kwargs)

    @staticmethod
    def back(case: Any) -> str:
        """Return the page on which the case stands."""
        if isinstance(case, Call | Mandate | Preparation) and (
            case.pk or isinstance(case, Preparation)
        ):
            return str(case.get_absolute_url())
        return reverse("console:zone_plan", args=[case.zone.pk])


class BeginStep(OverlayStep):
    """The first step on a new case: it is written with the step, or not at all."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the first step of the kind."""
        kwargs["step"] = BEGINNINGS.get(kwargs["kind"], "")
        return super().dispatch(request, *args, **kwargs)

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return a case that is not written yet."""
        zone = get_object_or_404(Zone.objects.visible_to(request.user), pk=pk)
        return new_case(zone, self.kind, request.user)

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        """Write the case and take its first step, both or neither."""
        case: Any = self.get_case(request, pk)
        self.refuse_strangers(case, step, request.user)
        form = self.make_form(request, case, step, data=request.POST)
        if not form.is_valid() or "preview" in request.POST:
            return self.show(request, case, step, form, previewed=form.is_valid())
        try:
            with transaction.atomic():
                case.save()
                done = perform(
                    case, step, actor=request.user, version=case.version, **form.inputs()
                )
        except Blocked as blocked:
            case = self.get_case(request, pk)
            return self.show(request, case, step, form, reasons=blocked.reasons)
        messages.success(request, _("Done: %(step)s") % {"step": self.label_of(step)})
        return redirect(self.address_of(done))


class BeginPreparation(BeginStep):
    """An operator begins a piece of work under its mandate."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Begin a preparation."""
        self.kind = "preparation"
        self.model, self.forms = KINDS[self.kind]
        return super(OverlayStep, self).dispatch(request, *args, step="prepare", **kwargs)

    def get_case(self, request: HttpRequest, pk: int) -> Case:
        """Return a preparation under the mandate that the address names."""
        mandate = get_object_or_404(Mandate.objects.visible_to(request.user), pk=pk)
        return Preparation(mandate=mandate)


def zone_opinion_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter an opinion that reached the office in writing, while the hearing is open."""
    zone = get_object_or_404(Zone.objects.visible_to(request.user).select_related("lead"), pk=pk)
    if not is_zone_examiner(zone, request.user):
        raise PermissionDenied
    form = plan_forms.OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_opinion(zone, channel=Channel.OFFICE, **form.cleaned_data)
        except Blocked as blocked:
            form.add_error(None, blocked.reasons[0])
        else:
            messages.success(request, _("The opinion was entered."))
            return redirect("console:zone_plan", pk=zone.pk)
    context = {
        "form": form,
        "zone": zone,
        "breadcrumbs": zone_crumbs(
            zone,
            (_("Plan of the zone"), reverse("console:zone_plan", args=[pk])),
            (_("Enter an opinion"), ""),
        ),
    }
    return render(request, "zones/opinion_new.html", context, status=422 if form.errors else 200)


def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a call in the office: its text, who joined, the steps open to this person."""
    found = Call.objects.visible_to(request.user).select_related("zone__lead")
    case = get_object_or_404(found, pk=pk)
    own = case.zone.lead_id in offices_of(request.user)
    entries = case.entries.select_related("company").order_by("pk") if own else ()
    context = {
        "case": case,
        "phase": case.phase(),
        "steps": steps_for(case, request.user),
        "own": own,
        "entries": rows(entries, request.user),
        "trail": describe(audit.trail(case)) if own else [],
        "breadcrumbs": zone_crumbs(
            case.zone,
            (_("Plan of the zone"), reverse("console:zone_plan", args=[case.zone_id])),
            (case.title, ""),
        ),
    }
    return render(request, "zones/call.html", context)


def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a mandate to the office and to its operator: tasks, period, what was prepared."""
    found = Mandate.objects.visible_to(request.user).select_related("zone__lead", "operator")
    case = get_object_or_404(found, pk=pk)
    preparations = list(case.preparations.all())
    for one in preparations:
        one.mandate = case
    draft = Preparation(mandate=case)
    context = {
        "case": case,
        "in_force": case.is_in_force(),
        "steps": steps_for(case, request.user),
        "preparations": rows(preparations, request.user),
        "may_prepare": case.is_in_force() and bool(steps_for(draft, request.user)),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": zone_crumbs(
            case.zone,
            (_("Plan of the zone"), reverse("console:zone_plan", args=[case.zone_id])),
            (str(case.operator), ""),
        ),
    }
    return render(request, "zones/mandate.html", context)
