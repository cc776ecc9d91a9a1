"""What the office fills in at the steps of applications, measures, opinions, exemptions, reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import facts
from applications.codes import ClockEffect, CorrectionReason, OpinionView, ReasonCode
from applications.office.determination_form import DeterminationForm
from applications.rules import application as application_rules
from applications.rules import exemption as exemption_rules
from applications.rules import overlays as overlay_rules
from casework import clock
from casework.calendar import add_business_days
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area

CORRECTION_DAYS = 10


def plan_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Return the facts of a plan as choices, grouped by the eight items."""
    return [
        (
            f"{number}. {title}",
            [(fact.key, fact.label) for fact in facts.facts(facts.Owner.PLAN, item=number)],
        )
        for number, title in facts.ITEMS.items()
    ]


def default_due() -> date:
    """Return the day proposed for a correction's answer."""
    return add_business_days(clock.today(), CORRECTION_DAYS)


class ClarificationForm(OfficeForm):
    """A correction: which fields, why, until when, and what it does to the clock."""

    field_rules = {
        "fields": (application_rules.names_fields,),
        "message": (application_rules.has_message,),
        "due_on": (application_rules.due_is_fair,),
    }
    fields = forms.MultipleChoiceField(
        label=_("Fields to be corrected"),
        choices=plan_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these open for the applicant; everything else stays as it was filed."),
    )
    reason_code = forms.ChoiceField(
        label=_("Why"), choices=CorrectionReason.choices, widget=forms.RadioSelect
    )
    message = forms.CharField(label=_("What is to be corrected"), widget=text_area())
    example = forms.CharField(
        label=_("Example of a good answer"),
        widget=text_area(3),
        help_text=_("The applicant sees it beside the field."),
    )
    due_on = forms.DateField(
        label=_("Answer by"),
        widget=date_input(),
        initial=default_due,
        help_text=_("At least five business days; ten are proposed."),
    )
    effect = forms.ChoiceField(
        label=_("Effect on the processing clock"),
        choices=ClockEffect.choices,
        initial=ClockEffect.PAUSE,
        widget=forms.RadioSelect,
    )


class OpinionForm(OfficeForm):
    """The view of a consulted office."""

    field_rules = {
        "text": (overlay_rules.opinion_has_text,),
        "reason_codes": (overlay_rules.objection_has_reason,),
    }
    view = forms.ChoiceField(label=_("View"), choices=OpinionView.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Opinion"),
        widget=text_area(6),
        help_text=_("Name the provision and, with conditions, what would meet them."),
    )
    reason_codes = forms.MultipleChoiceField(
        label=_("Coded reasons"),
        choices=ReasonCode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("An objection needs at least one; they are counted over all cases."),
    )


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


APPLICATION_FORMS: dict[str, type[StepForm]] = {"request_clarification": ClarificationForm}
MEASURE_FORMS: dict[str, type[StepForm]] = {"determine": DeterminationForm}
OPINION_FORMS: dict[str, type[StepForm]] = {"give": OpinionForm}
REPORT_FORMS: dict[str, type[StepForm]] = {"send_back": ReasonsForm}
EXEMPTION_FORMS: dict[str, type[StepForm]] = {
    "suspend": ReasonsForm,
    "resume": ResumeForm,
    "open_hearing": HearingForm,
    "revoke": ReasonsForm,
    "dismiss": ReasonsForm,
}
