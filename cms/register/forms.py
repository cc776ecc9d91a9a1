"""The filters of the register, all in the address."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpis.choices import VerdictCode
from zones.choices import MeasureOutcome, Sector
from zones.models import Municipality, SpecialMeasure

VERDICT_PREFIX = "verdict-"
UNKNOWN = _("“%(value)s” is not in the list. Choose one of the entries, or clear the filter.")


def law_titles(measures: Sequence[SpecialMeasure]) -> list[str]:
    """Return the laws named by measures, each alone, in the order of the characters."""
    titles = {title for m in measures for title in m.law_text.split("・") if title}
    return sorted(titles)


class FilterForm(forms.Form):
    """Filters over measures and exemptions; every one may be left empty."""

    q = forms.CharField(label=_("keyword"), required=False, max_length=100)
    zone = forms.ChoiceField(
        label=_("zone"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    law = forms.ChoiceField(
        label=_("law"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    sector = forms.ChoiceField(
        label=_("sector"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )
    outcome = forms.ChoiceField(
        label=_("outcome"), required=False, error_messages={"invalid_choice": UNKNOWN}
    )

    def __init__(
        self, data: Any, *, measures: Sequence[SpecialMeasure], zones: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.label_suffix = ""
        everything = ("", _("All"))
        self.fields["q"].widget.attrs["type"] = "search"
        self.fields["zone"].choices = [everything, *zones]
        self.fields["law"].choices = [everything, *((t, t) for t in law_titles(measures))]
        self.fields["sector"].choices = [everything, *Sector.choices]
        verdicts = [(VERDICT_PREFIX + code, label) for code, label in VerdictCode.choices]
        self.fields["outcome"].choices = [
            everything,
            (_("What became of past measures"), MeasureOutcome.choices),
            (_("Verdicts on exemptions"), verdicts),
        ]

    def chosen(self) -> dict[str, str]:
        """Return the filters that are valid and not empty; those in error are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class OnForm(forms.Form):
    """The day for which one asks whether an exemption is in force."""

    on = forms.DateField(
        label=_("Date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "invalid": _(
                "The date could not be read. Enter it as year-month-day, such as 2026-11-23."
            )
        },
    )


class PlaceForm(OnForm):
    """The day, and the municipality, for which one asks."""

    place = forms.CharField(
        label=_("Municipality (if you ask for a place)"),
        required=False,
        max_length=20,
        help_text=_("Name or six-digit code, as in 養父市 or 282227."),
    )

    def clean_place(self) -> Municipality | None:
        """Return the municipality of a name or code; a name borne by several asks for the code."""
        text = unicodedata.normalize("NFKC", self.cleaned_data["place"]).strip()
        if not text:
            return None
        found = list(Municipality.objects.filter(Q(code=text) | Q(name=text))[:2])
        if not found:
            raise forms.ValidationError(
                _("No municipality is called “%(text)s”. Write its name or its six-digit code.")
                % {"text": text},
                code="unknown",
            )
        if len(found) > 1:
            raise forms.ValidationError(
                _("Several municipalities are called “%(text)s”. Write the six-digit code.")
                % {"text": text},
                code="ambiguous",
            )
        return found[0]
