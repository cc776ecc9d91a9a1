"""The office's pages about secrecy: deciding on marks, the redacted copy, requests for disclosure."""

from typing import Any
from uuid import uuid4

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import grounds, redaction
from applications.models import DisclosureRequest, SecretMark
from applications.models.disclosure import due_after
from applications.office import scope
from applications.office.views import HangingStep
from applications.pages import page_or_404
from applications.roles import EXAMINERS
from applications.rules import disclosure as rules
from applications.rules import duties
from casework import audit, changes, clock
from casework.calendar import fiscal_year
from casework.files import files_of
from casework.labels import describe
from casework.paging import keyset_page
from casework.transitions import Blocked, lock, steps_for
from casework.views import StepForm, StepView
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area
from zones.models.organisations import current_memberships

OPEN = ""


class SecretStep(HangingStep):
    """Accepting or rejecting a mark."""

    model = SecretMark
    forms = {"accept": ReasonsForm, "reject": ReasonsForm}


def public_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the copy that others may read, without what is withheld; made to be printed."""
    application = page_or_404(scope.office_applications(request.user), pk)
    above = {"label": str(application), "url": application.get_absolute_url()}
    context = {
        "base": "base_console.html",
        "application": application,
        "breadcrumbs": [above, {"label": _("Copy without secrets"), "url": ""}],
        "copy": redaction.copy_of(application, redaction.hidden(application)),
    }
    return render(request, "applications/office/copy.html", context)


class RequestForm(forms.Form):
    """A request for disclosure as it was received."""

    use_required_attribute = False
    requester_name = forms.CharField(
        label=gettext_lazy("Name of the requester"),
        max_length=150,
        help_text=gettext_lazy("Used only to notify the decision; kept for three years."),
        error_messages={"required": gettext_lazy("Enter the name of the requester.")},
    )
    requester_address = forms.CharField(
        label=gettext_lazy("Address of the requester"),
        max_length=300,
        error_messages={"required": gettext_lazy("Enter the address for the notice.")},
    )
    scope = forms.CharField(
        label=gettext_lazy("What is requested"),
        widget=text_area(4),
        error_messages={"required": gettext_lazy("Write what is requested, as in the request.")},
    )
    received_on = forms.DateField(
        label=gettext_lazy("Received on"),
        widget=date_input(),
        initial=clock.today,
        help_text=gettext_lazy("The thirty days for the decision count from the day after."),
        error_messages={
            "required": gettext_lazy("Enter the day on which the request was received."),
            "invalid": gettext_lazy("This is not a date: write it as in 2027-03-31."),
        },
    )

    def clean_received_on(self) -> Any:
        """Return a day that has come."""
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day lies in the future. Enter the day of receipt."))
        return day


def disclosures(request: HttpRequest) -> HttpResponse:
    """List the requests that the person's offices handle, the newest first."""
    page = keyset_page(DisclosureRequest.objects.visible_to(request.user).for_list(), request.GET)
    context = {
        "page": page,
        "rows": [(row, row.is_overdue()) for row in page.rows],
        "breadcrumbs": [{"label": _("Requests for disclosure"), "url": ""}],
    }
    return render(request, "applications/office/disclosures.html", context)


def disclosure_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Record a request for the disclosure of an application."""
    application = page_or_404(scope.office_applications(request.user), pk)
    office = office_for(application, request.user)
    form = RequestForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = receive(application, actor=request.user, office=office, **form.cleaned_data)
        return redirect("console:disclosure", pk=made.pk)
    above = {"label": str(application), "url": application.get_absolute_url()}
    context = {
        "application": application,
        "form": form,
        "breadcrumbs": [above, {"label": _("New request for disclosure"), "url": ""}],
    }
    status = 422 if form.errors else 200
    return render(request, "applications/office/disclosure_new.html", context, status=status)


def office_for(application: Any, user: Any) -> int:
    """Return the office for which the person takes the request; PermissionDenied for who may not."""
    from django.core.exceptions import PermissionDenied  # noqa: PLC0415

    concerned = {application.examining_office_id, application.zone.lead_id}
    held = [m for m in current_memberships(user) if m.role in EXAMINERS]
    found = sorted(m.organisation_id for m in held if m.organisation_id in concerned)
    if not found:
        raise PermissionDenied
    return found[0]


def receive(application: Any, *, actor: Any, office: int, **content: Any) -> DisclosureRequest:
    """Record a request, with its number, due date and entry in the trail."""
    if not duties.actor_did_not_file.test(application, actor):
        raise Blocked([duties.actor_did_not_file.reason])
    with transaction.atomic():
        made = DisclosureRequest.objects.create(
            application=application,
            organisation_id=office,
            number=f"new-{uuid4().hex[:16]}",
            due_on=due_after(content["received_on"]),
            recorded_by=actor,
            **content,
        )
        made.number = f"D{fiscal_year(clock.today())}-{made.pk:05d}"
        made.save(update_fields=["number"])
        audit.append(
            made,
            step="receive_disclosure",
            source="",
            actor=actor,
            role="disclosure_officer",
            basis=f"{grounds.ACT} 第4条",
            inputs={"received_on": content["received_on"], "due_on": made.due_on},
        )
        changes.note(lock(made))
    return made


def disclosure(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request with its periods, the opinion, the decision and the package."""
    found = DisclosureRequest.objects.visible_to(request.user).for_list()
    case = get_object_or_404(found.prefetch_related("application__secret_marks"), pk=pk)
    labels = dict(redaction.targets_of(case.application))
    context = {
        "case": case,
        "is_overdue": case.is_overdue(),
        "steps": steps_for(case, request.user),
        "withheld": [
            (labels.get(target, target), grounds.Ground(code).label)
            for target, code in case.withheld.items()
        ],
        "files": files_of(case),
        "trail": describe(audit.trail(case)),
        "breadcrumbs": [
            {"label": _("Requests for disclosure"), "url": reverse("console:disclosures")},
            {"label": case.number, "url": ""},
        ],
    }
    return render(request, "applications/office/disclosure.html", context)


class ConsultForm(OfficeForm):
    """Until when the applicant may give an opinion."""

    field_rules = {"due_on": (rules.opinion_period_is_fair,)}
    due_on = forms.DateField(
        label=gettext_lazy("Opinion by"),
        widget=date_input(),
        help_text=gettext_lazy("At least seven days from today."),
    )


class DisclosureForm(OfficeForm):
    """For each part: disclose it, or withhold it on a ground."""

    field_rules = {
        "reasons": (
            rules.something_is_disclosed,
            rules.withholding_has_reasons,
            rules.applicant_was_asked,
        )
    }
    reasons = forms.CharField(
        label=gettext_lazy("Reasons for what is withheld"), required=False, widget=text_area(6)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.targets = {
            f"part_{i}": target
            for i, (target, _l) in enumerate(redaction.targets_of(self.case.application))
        }
        labels = dict(redaction.targets_of(self.case.application))
        proposed = redaction.hidden(self.case.application)
        for name, target in self.targets.items():
            self.fields[name] = forms.ChoiceField(
                label=labels[target],
                required=False,
                choices=[(OPEN, gettext_lazy("Disclose")), *grounds.Ground.choices],
                initial=proposed.get(target, OPEN),
            )
        self.order_fields([*self.targets, "reasons"])

    def inputs(self) -> dict[str, Any]:
        """Return what is withheld (target → ground), and the reasons."""
        chosen = {t: self.cleaned_data.get(name) or "" for name, t in self.targets.items()}
        withheld = {target: ground for target, ground in chosen.items() if ground}
        return {"withheld": withheld, "reasons": self.cleaned_data.get("reasons", "")}


class RefusalForm(ReasonsForm):
    """On which ground nothing is disclosed, with reasons."""

    field_rules = {"ground": (rules.has_ground,)}
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=grounds.Ground.choices, widget=forms.RadioSelect
    )


DISCLOSURE_FORMS: dict[str, type[StepForm]] = {
    "extend": ReasonsForm,
    "consult": ConsultForm,
    "decide": DisclosureForm,
    "refuse": RefusalForm,
}


class DisclosureStep(StepView):
    """A step of the office on a request for disclosure."""

    model = DisclosureRequest
    forms = DISCLOSURE_FORMS

    def get_case(self, request: HttpRequest, pk: int) -> Any:
        """Return a request that the person's offices handle, else 404."""
        found = DisclosureRequest.objects.visible_to(request.user).for_list()
        return get_object_or_404(found, pk=pk)

    def subject_of(self, case: Any) -> str:
        """Return the number with the application's."""
        return f"{case.number}（{case.application}）"
