"""Marking trade secrets: the applicant names facts and files, with ground and reason."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import grounds, redaction
from applications.apply import scope
from applications.apply.crumbs import crumbs
from applications.apply.forms import CompanyStepForm
from applications.apply.papers_forms import PaperForm
from applications.apply.steps import CompanyStepView
from applications.models import Application, DisclosureRequest, SecretMark
from casework import audit, clock
from casework.transitions import lock, steps_for


class MarkForm(PaperForm):
    """One mark: what, on which ground, why."""

    not_facts = {"target": "choice", "ground": "choice", "reason": "reason"}

    target = forms.ChoiceField(
        label=gettext_lazy("What is secret"),
        help_text=gettext_lazy(
            "Place and period are published with an exemption and cannot be marked, nor can the measures."
        ),
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground"), choices=grounds.applicant_choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it would do harm if it were known"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text=gettext_lazy(
            "The office judges by this reason. Do not repeat the secret itself."
        ),
    )

    def __init__(self, *args: Any, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = set(
            application.secret_marks.exclude(status="withdrawn").values_list("target", flat=True)
        )
        self.fields["target"].choices = [
            (target, label)
            for target, label in redaction.markable(application)
            if target not in marked
        ]


def apply_secrets(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is marked, and mark something."""
    application = scope.application_for(request.user, pk)
    if request.method != "POST":
        return _show(request, application, MarkForm(application=application))
    scope.require_filer(request.user, application.company_id)
    form = MarkForm(request.POST, application=application)
    if not form.is_valid():
        return _show(request, application, form, status=422)
    try:
        mark(application, actor=request.user, **form.cleaned_data)
    except IntegrityError:
        form.add_error("target", _("This is marked already."))
        return _show(request, application, form, status=422)
    return redirect("apply_secrets", pk=pk)


def mark(application: Application, *, actor: Any, target: str, ground: str, reason: str) -> Any:
    """Mark something as secret, with its entry in the trail; ValueError for what is published."""
    if target not in dict(redaction.markable(application)):
        raise ValueError(target)
    with transaction.atomic():
        locked = lock(application)
        made = locked.secret_marks.create(
            target=target, ground=ground, reason=reason, marked_at=clock.now(), marked_by=actor
        )
        audit.append(
            made,
            step="mark_secret",
            source="",
            actor=actor,
            role="filer",
            basis=f"{grounds.ACT} 第5条",
            inputs={"target": target, "ground": ground, "reason": reason},
            record=("target", "ground"),
        )
    return made


def _show(
    request: HttpRequest, application: Application, form: MarkForm, *, status: int = 200
) -> HttpResponse:
    labels = dict(redaction.targets_of(application))
    rows = []
    for one in application.secret_marks.exclude(status="withdrawn"):
        one.application = application
        rows.append(
            {
                "mark": one,
                "label": labels.get(one.target, one.target),
                "steps": steps_for(one, request.user),
            }
        )
    back = application.company_url()
    context = {
        "application": application,
        "breadcrumbs": crumbs((application.title, back), (_("Trade secrets"), "")),
        "rows": rows,
        "form": form,
        "may_file": scope.may_file(request.user, application.company_id),
    }
    return render(request, "applications/apply/secrets.html", context, status=status)


def apply_public_copy(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the applicant what others would read of the application today."""
    application = scope.application_for(request.user, pk)
    context = {
        "base": "base.html",
        "application": application,
        "breadcrumbs": crumbs((application.title, application.company_url()), (_("Copy"), "")),
        "copy": redaction.copy_of(application, redaction.hidden(application)),
    }
    return render(request, "applications/office/copy.html", context)


class SecretStepView(CompanyStepView):
    """Taking a mark back."""

    model = SecretMark

    def cases(self, user: Any) -> QuerySet[SecretMark]:
        """Return the marks on the applications that the user's companies lead."""
        return SecretMark.objects.filter(
            application__company__in=scope.companies(user).values("pk")
        ).select_related("application__company", "application__zone")

    def company_of(self, case: SecretMark) -> Any:
        """Return the applicant."""
        return case.application.company

    def subject_of(self, case: SecretMark) -> str:
        """Return the title of the application."""
        return case.application.title


class ThirdPartyForm(CompanyStepForm):
    """What the applicant thinks of a disclosure."""

    not_facts = {"opposes": "choice", "text": "reason"}

    opposes = forms.TypedChoiceField(
        label=gettext_lazy("Do you object to the disclosure?"),
        choices=[("no", gettext_lazy("No objection")), ("yes", gettext_lazy("We object"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether you object.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Against which part, and why"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Needed when you object."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the reasons of an objection at its field."""
        cleaned = super().clean() or {}
        if cleaned.get("opposes") and not cleaned.get("text", "").strip():
            self.add_error("text", _("Say against which part you object, and why."))
        return cleaned


class DisclosureOpinionView(CompanyStepView):
    """Giving an opinion before something about the company is disclosed."""

    model = DisclosureRequest
    forms = {"give_opinion": ThirdPartyForm}

    def cases(self, user: Any) -> QuerySet[DisclosureRequest]:
        """Return the requests on which the user's companies were asked; who requested stays unknown."""
        return DisclosureRequest.objects.filter(
            application__company__in=scope.companies(user).values("pk"),
            opinion_due_on__isnull=False,
        ).select_related("application__company", "application__zone")

    def company_of(self, case: DisclosureRequest) -> Any:
        """Return the applicant."""
        return case.application.company

    def subject_of(self, case: DisclosureRequest) -> str:
        """Return the title of the application."""
        return case.application.title
