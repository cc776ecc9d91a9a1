"""What is filled in for a call, a mandate, and what an operator prepares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework import clock
from zones import call_rules as rules
from zones.forms import OfficeForm, date_input, text_area
from zones.models import Organisation
from zones.models.calls import Task
from zones.models.organisations import OrganisationKind


class CallForm(OfficeForm):
    """Whom the zone looks for, how many, by which criteria, from when until when."""

    field_rules = {"closes_on": (rules.window_is_ordered,)}
    title = forms.CharField(label=_("Title"), max_length=120)
    text = forms.CharField(label=_("What is looked for"), widget=text_area(6))
    criteria = forms.CharField(
        label=_("Criteria"),
        widget=text_area(5),
        help_text=_("By what entries are judged. They no longer change once announced."),
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=999,
        initial=1,
        error_messages={
            "min_value": _("“Places” is at least 1."),
            "invalid": _("“Places” is a number, such as 2."),
        },
    )
    opens_on = forms.DateField(label=_("Open from"), widget=date_input())
    closes_on = forms.DateField(
        label=_("Open until"),
        widget=date_input(),
        help_text=_("The last day, counted in; at least two weeks after the announcement."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.fields:
            value = getattr(self.case, name)
            if value not in ("", None):
                self.fields[name].initial = value
        self.fields["opens_on"].initial = self.fields["opens_on"].initial or clock.today()


class OutcomeForm(OfficeForm):
    """Who was chosen, and why."""

    field_rules = {"reasons": (rules.has_reasons,)}
    reasons = forms.CharField(
        label=_("Outcome and reasons"),
        widget=text_area(6),
        help_text=_("Published. Those not chosen read their own reasons by themselves."),
    )


class MandateForm(OfficeForm):
    """Who does which tasks, on what contract, from when until when."""

    field_rules = {
        "operator": (rules.is_an_operator,),
        "tasks": (rules.names_tasks,),
        "valid_until": (rules.period_is_ordered,),
    }
    operator = forms.ModelChoiceField(
        label=_("Operator"), queryset=Organisation.objects.none(), empty_label=_("Choose")
    )
    tasks = forms.MultipleChoiceField(
        label=_("Tasks"),
        choices=Task.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only preparing can be entrusted. Every decision stays with the office."),
    )
    contract = forms.CharField(
        label=_("Contract"),
        max_length=200,
        help_text=_("Number and date of the contract, and its clause on confidentiality."),
    )
    valid_from = forms.DateField(label=_("From"), widget=date_input())
    valid_until = forms.DateField(label=_("Until"), widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["operator"]
        field.queryset = Organisation.objects.filter(kind=OrganisationKind.OPERATOR)
        for name in ("operator", "tasks", "contract", "valid_from", "valid_until"):
            self.fields[name].initial = getattr(self.case, name) or self.fields[name].initial
        self.fields["valid_from"].initial = self.fields["valid_from"].initial or clock.today()


class PreparationForm(OfficeForm):
    """A check or a draft for the office."""

    field_rules = {"task": (rules.task_is_entrusted,), "text": (rules.has_text,)}
    task = forms.ChoiceField(label=_("Task"), widget=forms.RadioSelect)
    subject = forms.CharField(
        label=_("Subject"),
        max_length=150,
        help_text=_("Which application, report or page it is about, by its number."),
    )
    text = forms.CharField(label=_("What was checked, or the draft"), widget=text_area(10))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.case
        field: Any = self.fields["task"]
        field.choices = [(code, Task(code).label) for code in case.mandate.tasks]
        for name in self.fields:
            self.fields[name].initial = getattr(case, name)
