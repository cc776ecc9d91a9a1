"""The office's pages of consultations, and the log of administrative guidance."""

from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from applications.apply.fields import DayField
from applications.consulting import scope
from applications.consulting.forms import AnswerConsultationForm, PassOnForm
from applications.consulting.reading import read_thread
from applications.consulting.roles import is_adviser
from applications.membership import own_side
from applications.models import Consultation
from applications.office.filters import ListFilter
from applications.workflow.consultation import ConsultationStatus
from casework import audit
from casework.labels import describe
from casework.models import Message
from casework.paging import keyset_page
from casework.threads import unread
from casework.transitions import steps_for
from casework.views import StepView
from zones.models import Zone
from zones.roles import offices_of


def crumb(name: str, label: str, here: str = "") -> list[dict[str, str]]:
    """Return the way back to a list."""
    first = {"label": label, "url": reverse(name) if here else ""}
    return [first, {"label": here, "url": ""}] if here else [first]


class ConsultationFilter(ListFilter):
    """Zone, state."""

    status = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[("", gettext_lazy("All states")), *ConsultationStatus.choices],
    )

    def apply(self, consultations: Any) -> Any:
        """Return the consultations that are asked for."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            consultations = consultations.filter(zone__slug=zone)
        if status := chosen.get("status"):
            consultations = consultations.filter(status=status)
        return consultations


def consultations(request: HttpRequest) -> HttpResponse:
    """List the consultations of the person's offices, newest first."""
    form = ConsultationFilter(request.GET or None, user=request.user)
    found = form.apply(scope.office_consultations(request.user)).for_list()
    page = keyset_page(found, request.GET)
    written = Message.objects.readable_in(offices_of(request.user)).filter(
        case_type=scope.CONSULTATION, case_id__in=[c.pk for c in page.rows]
    )
    new = unread(request.user, written)
    context = {
        "form": form,
        "page": page,
        "rows": [(c, new.get((c.case_type, c.pk), 0)) for c in page.rows],
        "breadcrumbs": crumb("console:consultations", _("Consultations")),
    }
    return render(request, "applications/consulting/office_list.html", context)


def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one consultation with its thread and the steps this person may take."""
    case = get_object_or_404(scope.office_consultations(request.user).for_page(), pk=pk)
    context = {
        "consultation": case,
        "thread": read_thread(case, request.user, offices=offices_of(request.user)),
        "steps": steps_for(case, request.user),
        "is_adviser": is_adviser(case, request.user),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": crumb("console:consultations", _("Consultations"), case.number),
    }
    return render(request, "applications/consulting/office_page.html", context)


class ConsultationStep(StepView):
    """A step of the office on a consultation."""

    model = Consultation
    forms = {"answer": AnswerConsultationForm, "pass_on": PassOnForm}

    def get_case(self, request: HttpRequest, pk: int) -> Consultation:
        """Return a consultation of the person's offices, else 404."""
        return get_object_or_404(scope.office_consultations(request.user).for_page(), pk=pk)

    def address_of(self, case: Any) -> str:
        """Return the consultation, or the list when it was passed on to another office."""
        seen = scope.office_consultations(self.request.user).filter(pk=case.pk).exists()
        return case.get_absolute_url() if seen else reverse("console:consultations")


class GuidanceFilter(ListFilter):
    """Zone, office, period, words."""

    ours = forms.ChoiceField(
        label=gettext_lazy("Given by"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All offices")),
            ("1", gettext_lazy("My offices")),
        ],
    )
    since = DayField(label=gettext_lazy("From"), required=False)
    until = DayField(label=gettext_lazy("To"), required=False)
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=100)

    def apply(self, given: Any) -> Any:
        """Return the guidance that is asked for."""
        chosen = self.chosen
        if zone := chosen.get("zone"):
            given = given.filter(zone=zone)
        if chosen.get("ours"):
            given = given.filter(office__in=offices_of(self.user))
        if since := chosen.get("since"):
            given = given.filter(at__date__gte=since)
        if until := chosen.get("until"):
            given = given.filter(at__date__lte=until)
        for word in (chosen.get("q") or "").split():
            given = given.filter(
                Q(body__icontains=word)
                | Q(purpose__icontains=word)
                | Q(subject__icontains=word)
                | Q(addressee__icontains=word)
                | Q(officer__icontains=word)
            )
        return given


def guidance_log(user: Any) -> Any:
    """Return the guidance given by the person's offices or in the zones they lead; never on their
    own company."""
    zones = Zone.objects.administered_by(user).values("slug")
    seen = Q(office__in=offices_of(user)) | Q(zone__in=zones)
    return Message.objects.guidance().filter(seen).exclude(company__in=own_side(user))


def guidance(request: HttpRequest) -> HttpResponse:
    """List who advised what to whom (行政指導の記録), newest first."""
    form = GuidanceFilter(request.GET or None, user=request.user)
    page = keyset_page(form.apply(guidance_log(request.user)), request.GET)
    context = {
        "form": form,
        "page": page,
        "rows": [(m, case_address(m)) for m in page.rows],
        "breadcrumbs": crumb("console:guidance", _("Guidance log")),
    }
    return render(request, "applications/consulting/guidance_log.html", context)


def case_address(message: Message) -> str:
    """Return the office's page of the case that a message is on."""
    names = {
        scope.APPLICATION: "console:application",
        scope.CONSULTATION: "console:consultation",
    }
    return reverse(names[message.case_type], args=[message.case_id])
