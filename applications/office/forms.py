"""What the office fills in at the steps of applications, measures, opinions, exemptions, reports."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.exemptions.forms import ON_EXEMPTION
from applications.office.chain_forms import OPINION_FORMS, CommitteeForm
from applications.office.correction_form import ClarificationForm
from applications.office.determination_form import DeterminationForm
from applications.office.duty_forms import AssignmentForm, InterestForm
from applications.office.findings_form import FindingsForm
from applications.retention.forms import ExtensionForm
from applications.rules import exemption as exemption_rules
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area


class ResumeForm(OfficeForm):
    """Why a suspended trial may go on."""

    field_rules = {"cause": (exemption_rules.names_cause_and_fix,)}
    cause = forms.CharField(label=_("Cause"), widget=text_area())
    fix = forms.CharField(
        label=_("What was done about it"),
        widget=text_area(),
        help_text=_("This text is sent to the holder."),
    )


class HearingForm(OfficeForm):
    """The notice of a hearing (行政手続法15条): facts, date, place."""

    field_rules = {
        "reasons": (exemption_rules.has_reasons,),
        "hearing_on": (exemption_rules.hearing_leaves_time,),
    }
    reasons = forms.CharField(
        label=_("Facts on which the revocation would rest"), widget=text_area(6)
    )
    hearing_on = forms.DateField(
        label=_("Day of the hearing"),
        widget=date_input(),
        help_text=_("At least two weeks from today."),
    )
    place = forms.CharField(label=_("Place of the hearing"), max_length=200)


__all__ = [
    "APPLICATION_FORMS",
    "CLARIFICATION_FORMS",
    "EXEMPTION_FORMS",
    "MEASURE_FORMS",
    "OPINION_FORMS",
    "REPORT_FORMS",
]

APPLICATION_FORMS: dict[str, type[StepForm]] = {
    "request_clarification": ClarificationForm,
    "assign": AssignmentForm,
    "declare_interest": InterestForm,
    "hear_committee": CommitteeForm,
    "extend_retention": ExtensionForm,
}
CLARIFICATION_FORMS: dict[str, type[StepForm]] = {"withdraw": ReasonsForm}
MEASURE_FORMS: dict[str, type[StepForm]] = {
    "determine": DeterminationForm,
    "record_findings": FindingsForm,
}
REPORT_FORMS: dict[str, type[StepForm]] = {"send_back": ReasonsForm}
EXEMPTION_FORMS: dict[str, type[StepForm]] = {
    "suspend": ReasonsForm,
    "resume": ResumeForm,
    "open_hearing": HearingForm,
    **ON_EXEMPTION,
}
