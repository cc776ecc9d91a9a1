"""The filters of the reform ledger, all in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.codes import Outcome, ReasonCode
from applications.models import RequestedMeasure
from cms.live import public_zones
from cms.register.forms import UNKNOWN

WRONG = {"invalid_choice": UNKNOWN}


class WayFilter(forms.Form):
    """Filters over disclosed measures; every one may be left empty."""

    zone = forms.ChoiceField(label=_("zone"), required=False, error_messages=WRONG)
    law = forms.ChoiceField(label=_("law"), required=False, error_messages=WRONG)
    outcome = forms.ChoiceField(label=_("outcome"), required=False, error_messages=WRONG)
    reason = forms.ChoiceField(
        label=_("Reason for cutting or refusing"), required=False, error_messages=WRONG
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        everything = ("", _("All"))
        zones = public_zones().order_by("name", "pk").values_list("slug", "name")
        laws = RequestedMeasure.objects.disclosed().order_by("law_title")
        titles = laws.values_list("law_title", flat=True).distinct()
        self.fields["zone"].choices = [everything, *zones]
        self.fields["law"].choices = [everything, *((title, title) for title in titles)]
        self.fields["outcome"].choices = [everything, *Outcome.choices]
        self.fields["reason"].choices = [everything, *ReasonCode.choices]

    def apply(self, found: Any) -> Any:
        """Return the measures that pass the filters which are valid."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        standing = {"determinations__annulled_at": None}
        if "zone" in chosen:
            found = found.filter(application__zone__slug=chosen["zone"])
        if "law" in chosen:
            found = found.filter(law_title=chosen["law"])
        if "outcome" in chosen:
            found = found.filter(determinations__outcome=chosen["outcome"], **standing)
        if "reason" in chosen:
            pattern = f'"{chosen["reason"]}"'
            found = found.filter(determinations__reason_codes__icontains=pattern, **standing)
        return found
