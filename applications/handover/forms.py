"""Who leaves, who takes over, from which day on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.models import Handover
from casework import clock
from zones.forms import date_input
from zones.models import Membership, Organisation


class HandoverForm(forms.Form):
    """One or several leaving colleagues of an office, a successor, and the day."""

    use_required_attribute = False
    office = forms.ModelChoiceField(
        label=pgettext_lazy("handover", "Office"),
        queryset=None,
        error_messages={"required": _("Choose the office.")},
    )
    leavers = forms.ModelMultipleChoiceField(
        label=_("Who leaves"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one colleague who leaves.")},
    )
    successor = forms.ModelChoiceField(
        label=_("Successor"),
        queryset=None,
        help_text=_(
            "Somebody who leaves the same day cannot take over. Appoint new colleagues first."
        ),
        error_messages={"required": _("Choose who takes over.")},
    )
    effective_on = forms.DateField(
        label=_("Handed over on"),
        widget=date_input(),
        help_text=_("The leavers' roles end on the day before."),
        error_messages={
            "required": _("Enter the day of the handover."),
            "invalid": _("This is not a date: write it as in 2027-03-31."),
        },
    )
    note = forms.CharField(label=_("Reason"), max_length=300, required=False)

    def __init__(self, *args: Any, offices: set[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Membership.objects.filter(organisation__in=offices).exclude(
            valid_until__lt=clock.today()
        )
        users = get_user_model().objects.filter(is_active=True)
        choices: dict[str, Any] = {
            "office": Organisation.objects.filter(pk__in=offices).order_by("pk"),
            "leavers": users.filter(pk__in=held.values("user")).order_by("name", "pk"),
            "successor": users.filter(pk__in=held.values("user")).order_by("name", "pk"),
        }
        for name, queryset in choices.items():
            field: Any = self.fields[name]
            field.queryset = queryset

    def clean(self) -> dict[str, Any]:
        """Refuse a successor who leaves, a day in the past, and people of another office."""
        cleaned = super().clean() or {}
        leavers, successor = cleaned.get("leavers") or [], cleaned.get("successor")
        if successor is not None and successor in leavers:
            self.add_error("successor", _("Choose somebody else as the successor."))
        day = cleaned.get("effective_on")
        if day is not None and day < clock.today():
            self.add_error("effective_on", _("The day lies in the past: choose today or later."))
        return cleaned

    def handovers(self) -> list[Handover]:
        """Return one handover, not saved, for each who leaves."""
        data = self.cleaned_data
        return [
            Handover(
                organisation=data["office"],
                leaver=leaver,
                successor=data["successor"],
                effective_on=data["effective_on"],
                note=data["note"],
            )
            for leaver in data["leavers"]
        ]
