"""What is asked to record costs, rates, donations, logged minutes and hours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from applications.codes_costs import PUBLIC_LEVELS, CostEntryKind, CostLevel, WorkStep
from applications.facts.hours import APPLICANT_HOURS
from applications.models import CostEntry, Exemption
from applications.support.forms import YenField
from applications.support.ledger_views import year_choices
from casework import clock
from casework.transitions import Blocked
from zones.forms import _messages_for, date_input


class PlainForm(forms.Form):
    """A form that is no step: errors name the field, and what the writer refuses is shown in it."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for field in self.fields.values():
            field.error_messages.update(_messages_for(field))

    def refuse(self, error: ValidationError | Blocked) -> None:
        """Show what stands against the entry at its field, or on top."""
        if isinstance(error, Blocked):
            for reason in error.reasons:
                self.add_error(None, reason)
            return
        for name, messages in error.message_dict.items():
            for message in messages:
                self.add_error(name if name in self.fields else None, message)


class CostForm(PlainForm):
    """One cost: who bears it, what it is, hours with their rate or an amount, and its source."""

    level = forms.ChoiceField(
        label=_("who bears it"), choices=[(one.value, one.label) for one in PUBLIC_LEVELS]
    )
    kind = forms.ChoiceField(label=_("kind of cost"), choices=CostEntryKind.choices)
    fiscal_year = forms.TypedChoiceField(label=_("fiscal year"), coerce=int)
    exemption = forms.ModelChoiceField(
        label=_("Only for one exemption"), queryset=Exemption.objects.none(), required=False
    )
    hours = forms.DecimalField(
        label=_("hours"),
        min_value=0,
        max_digits=9,
        decimal_places=2,
        required=False,
        help_text=_("Only for staff hours, and only those that the work log does not hold."),
    )
    rate = YenField(label=_("yen per hour"), required=False, max_value=1_000_000)
    rate_source = forms.CharField(label=_("source of the rate"), max_length=300, required=False)
    amount = YenField(
        label=_("amount (yen)"),
        required=False,
        help_text=_("For everything but staff hours, whose amount is hours × rate."),
    )
    source_text = forms.CharField(
        label=_("source"), max_length=300, help_text=_("Such as the settled account and its page.")
    )
    note = forms.CharField(label=_("note"), max_length=300, required=False)

    def __init__(self, *args: Any, zone: Any, corrects: CostEntry | None = None) -> None:
        initial = {"fiscal_year": year_choices()[2][0]}
        if corrects is not None:
            names = ("level", "kind", "fiscal_year", "hours", "rate", "rate_source", "amount")
            initial = {name: getattr(corrects, name) for name in (*names, "source_text", "note")}
            initial["exemption"] = corrects.exemption_id
        super().__init__(*args, initial=initial)
        self.fields["fiscal_year"].choices = year_choices()[1:]
        self.fields["exemption"].queryset = Exemption.objects.filter(zone=zone).order_by("pk")

    def clean(self) -> dict[str, Any]:
        """Ask for hours and rate, or for an amount."""
        cleaned = super().clean() or self.cleaned_data
        staff = cleaned.get("kind") == CostEntryKind.STAFF
        wanted = ("hours", "rate", "rate_source") if staff else ("amount",)
        for name in wanted:
            if not cleaned.get(name) and name not in self.errors:
                label = {"label": self.fields[name].label}
                self.add_error(name, _("“%(label)s” is empty: write it.") % label)
        return cleaned


class DonationForm(PlainForm):
    """What was received in a fiscal year."""

    fiscal_year = forms.TypedChoiceField(label=_("fiscal year"), coerce=int)
    amount = YenField(label=_("amount (yen)"), min_value=0)
    gifts = forms.IntegerField(label=_("number of donations"), min_value=0, max_value=1_000_000)
    source_text = forms.CharField(label=_("source"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fiscal_year"].choices = year_choices()[1:]


class RateForm(PlainForm):
    """By which published rate hours are valued."""

    level = forms.ChoiceField(label=_("who bears it"), choices=CostLevel.choices)
    yen = YenField(label=_("yen per hour"), max_value=1_000_000)
    valid_from = forms.DateField(label=_("valid from"), widget=date_input(), initial=clock.today)
    source_text = forms.CharField(
        label=_("source"), max_length=300, help_text=_("Where the rate is published.")
    )


class WorkLogForm(PlainForm):
    """Minutes worked on a case."""

    step = forms.ChoiceField(label=_("worked on"), choices=WorkStep.choices)
    minutes = forms.IntegerField(
        label=_("minutes"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    on = forms.DateField(label=_("day"), widget=date_input(), initial=clock.today)


class HoursField(forms.DecimalField):
    """The field of the fact: its question, bounds and help are the registry's."""

    composes_fact = True
    fact = APPLICANT_HOURS

    def __init__(self) -> None:
        super().__init__(
            label=self.fact.label,
            help_text=self.fact.help,
            min_value=self.fact.lowest,
            max_value=self.fact.highest,
            max_digits=7,
            decimal_places=1,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        )


class HoursForm(PlainForm):
    """The one question after filing, with its purpose."""

    hours = HoursField()
