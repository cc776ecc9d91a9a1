"""The asker's pages: my consultations, a new one, one with its thread."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.apply import scope as company_scope
from applications.apply.crumbs import crumbs
from applications.apply.reading import key_of
from applications.apply.steps import CompanyStepView
from applications.consulting import scope
from applications.consulting.forms import AskAgainForm, NewConsultationForm
from applications.consulting.reading import read_thread
from applications.effects.consultation import due_from, open_consultation
from applications.models import Company, Consultation
from applications.notices.consultation import askers
from casework import clock
from casework.models import Message
from casework.threads import unread
from casework.transitions import steps_for
from casework.views import StepForm, StepView
from zones.models import SpecialMeasure, Zone

PAGE = 20


def crumb(*steps: tuple[Any, str]) -> list[dict[str, Any]]:
    """Return the way back from a consultation's page."""
    return crumbs((_("Consultations"), reverse("apply_consultations")), *steps)


def apply_consultations(request: HttpRequest) -> HttpResponse:
    """List the person's and their companies' consultations, newest first, 20 a page by key."""
    found = scope.asked_consultations(request.user).for_list()
    if before := key_of(request.GET.get("before", "")):
        found = found.filter(pk__lt=before)
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    written = Message.objects.outside().filter(
        case_type=scope.CONSULTATION, case_id__in=[c.pk for c in shown]
    )
    new = unread(request.user, written)
    context = {
        "rows": [(c, new.get((c.case_type, c.pk), 0)) for c in shown],
        "next_before": page[PAGE - 1].pk if len(page) > PAGE else None,
        "breadcrumbs": crumbs((_("Consultations"), "")),
    }
    return render(request, "applications/consulting/mine.html", context)


def apply_consultation_new(request: HttpRequest) -> HttpResponse:
    """Choose the zone, then ask; what was found in the finder is filled in."""
    slug = request.GET.get("zone", "")
    if not slug:
        return _choose_zone(request)
    zone = get_object_or_404(Zone.objects.open_on(), slug=slug)
    measure = SpecialMeasure.objects.filter(pk=request.GET.get("measure", "")).first()
    filing = company_scope.filing_companies(request.user)
    form = NewConsultationForm(
        request.POST or None,
        request.FILES or None,
        zone=zone,
        companies=Company.objects.filter(pk__in=filing).order_by("name", "pk"),
        initial=_found(request, measure),
    )
    made = _open(request, form, zone, measure) if request.method == "POST" else None
    if made is not None:
        arrived = _("Your question has arrived: %(number)s") % {"number": made.number}
        messages.success(request, arrived)
        return redirect("apply_consultation", pk=made.pk)
    context = {
        "form": form,
        "zone": zone,
        "measure": measure,
        "due_on": due_from(zone, clock.today()),
        "breadcrumbs": crumb((_("New consultation"), "")),
    }
    status = 422 if form.errors else 200
    return render(request, "applications/consulting/new.html", context, status=status)


def _choose_zone(request: HttpRequest) -> HttpResponse:
    kept = request.GET.copy()
    kept.pop("zone", None)
    context = {
        "zones": Zone.objects.open_on().order_by("name", "pk").values_list("slug", "name"),
        "kept": [(k, v) for k, v in kept.items() if v],
        "breadcrumbs": crumb((_("New consultation"), "")),
    }
    return render(request, "applications/consulting/zone.html", context)


def _found(request: HttpRequest, measure: SpecialMeasure | None) -> dict[str, str]:
    """Return what the finder passed on, as the form's first values."""
    asked = {name: request.GET.get(name, "") for name in ("law", "article", "q")}
    law = measure.law_text if measure else asked["law"]
    article = measure.article if measure else asked["article"]
    return {
        "law_title": law[:150],
        "article": article[:100],
        "subject": (measure.name if measure else asked["q"])[:120],
    }


def _open(
    request: HttpRequest, form: NewConsultationForm, zone: Zone, measure: SpecialMeasure | None
) -> Consultation | None:
    if not form.is_valid():
        return None
    facts = {"company": None, **form.cleaned_data}
    try:
        return open_consultation(actor=request.user, zone=zone, special_measure=measure, **facts)
    except ValidationError as error:
        form.add_error("question", error)
        return None


def apply_consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the thread, by when the office answers, and what the asker may do."""
    case = get_object_or_404(scope.asked_consultations(request.user).for_page(), pk=pk)
    steps = [s for s in steps_for(case, request.user) if s.is_open]
    again = next((s for s in steps if s.name == "ask_again"), None)
    context = {
        "consultation": case,
        "thread": read_thread(case, request.user),
        "again": AskAgainForm(case=case, user=request.user) if again else None,
        "steps": [s for s in steps if s.name != "ask_again"],
        "may_file": case.company_id is None
        or company_scope.may_file(request.user, case.company_id),
        "breadcrumbs": crumb((case.subject, "")),
    }
    return render(request, "applications/consulting/consultation.html", context)


class ConsultationStepView(CompanyStepView):
    """A step of the asker on a consultation."""

    model = Consultation
    forms = {"ask_again": AskAgainForm}

    def get_case(self, request: HttpRequest, pk: int) -> Consultation:
        """Return a consultation of the asker, else 404."""
        return get_object_or_404(scope.asked_consultations(request.user).for_page(), pk=pk)

    def breadcrumbs(self, case: Any, step: str) -> list[dict[str, Any]]:
        """Return the way back: my consultations, the case, this step."""
        return crumb((case.subject, case.company_url()), (self.label_of(step), ""))

    def drafts(self, case: Any, transition: Any, user: Any, form: StepForm) -> list[Any]:
        """Return the notices that reach those who ask."""
        own = set(askers(case))
        found = StepView.drafts(self, case, transition, user, form)
        return [draft for draft in found if own & set(draft.to)]
