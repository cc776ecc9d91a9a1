"""The filters of the finder, all in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zones.choices import Sector
from zones.models import Prefecture

UNKNOWN = _("“%(value)s” is not in the list. Choose one of the entries, or clear the filter.")


class FindForm(forms.Form):
    """What blocks you, where, in which field of life; every filter may be left empty."""

    not_facts = dict.fromkeys(
        ("q", "prefecture", "town", "sector", "law", "kaso", "small"), "search"
    )
    q = forms.CharField(
        label=_("Which rule stands in the way? What do you want to do?"),
        required=False,
        max_length=200,
        help_text=_(
            "A law, an article or plain words, such as 航空法 第132条の86 or ドローンで荷物."
        ),
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    prefecture = forms.ChoiceField(label=_("Prefecture"), required=False)
    town = forms.CharField(label=_("City, town or village"), required=False, max_length=50)
    sector = forms.ChoiceField(label=_("Sector"), required=False)
    law = forms.ChoiceField(label=_("Law"), required=False)
    kaso = forms.BooleanField(label=_("Depopulated municipality (過疎)"), required=False)
    small = forms.BooleanField(label=_("30,000 people or fewer"), required=False)

    def __init__(self, data: Any, *, laws: list[str]) -> None:
        super().__init__(data)
        self.label_suffix = ""
        everything = ("", _("All"))
        prefectures = Prefecture.objects.order_by("code").values_list("code", "name")
        self.fields["prefecture"].choices = [everything, *prefectures]
        self.fields["sector"].choices = [everything, *Sector.choices]
        self.fields["law"].choices = [everything, *((law, law) for law in laws)]
        for name in ("prefecture", "sector", "law"):
            self.fields[name].error_messages["invalid_choice"] = UNKNOWN

    def chosen(self) -> dict[str, Any]:
        """Return the filters that are valid and not empty; those in error are left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a filter beside the question is in use, or cannot be used as entered."""
        return bool(self.errors or self.chosen().keys() - {"q"})
