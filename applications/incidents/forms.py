"""What is asked about an incident or a complaint: few questions, answered on a phone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.apply.papers_forms import PaperForm
from applications.codes_incident import IncidentKind, Severity
from applications.rules import exemption as exemption_rules
from applications.rules import incident as rules
from applications.workflow.incident import IncidentStatus
from casework import clock
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area

AT_RULES = {
    rules.happened_in_its_time: "happened_on",
    rules.number_fits_the_harm: "harmed",
}


class IncidentForm(PaperForm):
    """What happened, when, where, who was hurt (numbers, no names), what was done."""

    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=IncidentKind.choices,
        initial=IncidentKind.INCIDENT,
        widget=forms.RadioSelect,
    )
    happened_on = forms.DateField(
        label=_("Day on which it happened"), widget=date_input(), initial=clock.today
    )
    happened_time = forms.TimeField(
        label=_("About what time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    place = forms.CharField(label=_("Where it happened"), max_length=200, required=False)
    text = forms.CharField(
        label=_("What happened"),
        widget=text_area(4),
        max_length=4000,
        help_text=_("Do not write anybody's name."),
    )
    severity = forms.ChoiceField(
        label=_("Was anybody hurt?"), choices=Severity.choices[::-1], widget=forms.RadioSelect
    )
    harmed = forms.IntegerField(
        label=_("How many people were hurt"),
        initial=0,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    done = forms.CharField(
        label=_("What was done at once"), widget=text_area(3), max_length=4000, required=False
    )

    def __init__(self, *args: Any, exemption: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.exemption = exemption
        if "happened_time" not in self.initial:
            self.initial["happened_time"] = clock.now().astimezone(clock.JST).time()

    def facts(self) -> dict[str, Any]:
        """Return the facts of the report, the moment aware, in Japan."""
        data = dict(self.cleaned_data)
        on, at = data.pop("happened_on"), data.pop("happened_time")
        return {**data, "happened_at": datetime.combine(on, at, clock.JST)}

    def clean(self) -> dict[str, Any]:
        """Show the rules of reporting at the fields that answer them."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            for rule, name in AT_RULES.items():
                if not rule.holds(self.exemption, None, self.facts()):
                    self.add_error(name, rule.why(self.exemption))
        return cleaned


class PublicIncidentForm(IncidentForm):
    """The same, asked of anybody; an address only for who wants to be asked back."""

    reporter_email = forms.EmailField(
        label=_("E-mail (only if we may ask you back)"),
        required=False,
        help_text=_(
            "Not published, not shown to the company. It is deleted when the matter is closed."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["done"]


class AcknowledgeForm(OfficeForm):
    """How badly people were harmed, as the office sees it."""

    field_rules = {"severity": (rules.severity_is_known,)}
    severity = forms.ChoiceField(
        label=_("Harm to people"),
        choices=Severity.choices,
        widget=forms.RadioSelect,
        help_text=_("Death or serious injury suspends the exemption at once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("severity", self.case.severity)


class CauseForm(OfficeForm):
    """Why it happened and what was done about it."""

    field_rules = {"fix": (exemption_rules.names_cause_and_fix,)}
    cause = forms.CharField(label=_("Cause"), widget=text_area(4))
    fix = forms.CharField(label=_("Remedy"), widget=text_area(4))


class CloseForm(OfficeForm):
    """What the next zone should know."""

    field_rules = {"lesson": (rules.names_the_lesson,)}
    lesson = forms.CharField(
        label=_("What was learned"),
        widget=text_area(4),
        help_text=_("It is published in the public register. Do not write about persons."),
    )


INCIDENT_FORMS: dict[str, type[StepForm]] = {
    "acknowledge": AcknowledgeForm,
    "explain": CauseForm,
    "close": CloseForm,
    "dismiss": ReasonsForm,
}
COMPANY_INCIDENT_FORMS: dict[str, type[StepForm]] = {"explain": CauseForm}


class IncidentFilter(forms.Form):
    """Filters of the office's list; state stays in the address."""

    status = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All states")), *IncidentStatus.choices],
    )
    severity = forms.ChoiceField(
        label=_("Harm to people"), required=False, choices=[("", _("All")), *Severity.choices]
    )

    def apply(self, found: Any) -> Any:
        """Return what is asked for; a bad filter filters nothing."""
        data = self.cleaned_data if self.is_valid() else {}
        return found.filter(**{name: value for name, value in data.items() if value})
