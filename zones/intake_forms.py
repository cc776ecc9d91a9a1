"""What is filled in when a zone opens, changes, pauses or closes an intake."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework import clock
from casework.calendar import wareki
from casework.views import StepForm
from zones import hooks
from zones import intake_rules as rules
from zones.forms import OfficeForm, date_input, text_area
from zones.models import CriteriaVersion


def document_label(code: str) -> str:
    """Return what a kind of document is called; its code when it is unknown."""
    return str(dict(hooks.document_kinds.first() or []).get(code, code))


class IntakeForm(OfficeForm):
    """The period and the papers of an intake; what the procedure fixes stands beside."""

    field_rules = {
        "accepts_until": (
            rules.period_is_ordered,
            rules.last_day_is_to_come,
            rules.period_lies_in_the_zones,
        )
    }
    accepts_from = forms.DateField(
        label=gettext_lazy("Applications from"),
        widget=date_input(),
        help_text=gettext_lazy("The first day on which applications can be filed online."),
    )
    accepts_until = forms.DateField(
        label=gettext_lazy("Applications until"),
        widget=date_input(),
        required=False,
        help_text=gettext_lazy(
            "The last day, counted in. Empty: until the intake is closed or the zone ends."
        ),
    )
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Further documents required"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Beside those that the procedure requires everywhere."),
    )
    needs_statement = forms.BooleanField(
        label=gettext_lazy("An officer of the company signs a statement of truth"),
        required=False,
        help_text=gettext_lazy("By a one-time link, before the application is filed."),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for applicants"),
        required=False,
        max_length=500,
        widget=text_area(3),
        help_text=gettext_lazy("Shown on the public pages beside the period."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        everywhere = set(case.procedure.required_documents)
        kinds = hooks.document_kinds.first() or []
        documents: Any = self.fields["documents"]
        documents.choices = [(code, label) for code, label in kinds if code not in everywhere]
        for name in self.fields:
            self.fields[name].initial = getattr(case, name)
        self.fields["accepts_from"].initial = case.accepts_from or clock.today()
        if not documents.choices:
            del self.fields["documents"]
        if case.procedure.needs_statement:
            del self.fields["needs_statement"]

    def aside(self) -> list[dict[str, Any]]:
        """Return what the procedure and the zone fix, and the criteria that hold."""
        return terms_of(self.case)


class IntakeReasonsForm(OfficeForm):
    """Why the intake pauses or ends."""

    field_rules = {"reasons": (rules.has_reasons,)}
    reasons = forms.CharField(
        label=gettext_lazy("Reasons"),
        widget=text_area(),
        max_length=500,
        help_text=gettext_lazy(
            "Shown on the public pages. What has arrived goes on; drafts are kept. "
            "Paper that reaches the office is still entered."
        ),
    )


STEP_FORMS: dict[str, type[StepForm]] = {
    "open": IntakeForm,
    "change": IntakeForm,
    "pause": IntakeReasonsForm,
    "close": IntakeReasonsForm,
}


def terms_of(intake: Any) -> list[dict[str, Any]]:
    """Return what is fixed for an intake: by the procedure, its criteria, and the zone's end."""
    procedure, zone = intake.procedure, intake.zone
    criteria: Any = CriteriaVersion.objects.in_force(procedure.pk, zone.lead_id)
    fixed = [document_label(code) for code in procedure.required_documents]
    ends = zone.expires_on
    return [
        {"label": _("Basis of the procedure"), "value": procedure.legal_basis.citation},
        {
            "label": _("Who examines and who determines"),
            "value": f"{procedure.get_examiner_kind_display()} ・ {procedure.get_authority_kind_display()}",
        },
        {
            "label": _("Criteria in force"),
            "value": _("Version %(number)d, from %(day)s")
            % {"number": criteria.number, "day": wareki(criteria.valid_from)}
            if criteria
            else _("None is published"),
            "url": criteria.get_absolute_url() if criteria else "",
        },
        {
            "label": _("Standard processing period"),
            "value": f"{procedure.standard_length}{procedure.get_standard_unit_display()}",
        },
        {"label": _("Documents required everywhere"), "value": "、".join(fixed) or "－"},
        {
            "label": _("End of the zone"),
            "value": wareki(ends) if ends else zone.expiry_note or "－",
        },
    ]
