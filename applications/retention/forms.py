"""What is filled in when files are proposed for disposal, kept longer, destroyed, or handed over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.rules import retention as rules
from casework.calendar import wareki
from casework.models import Outcome
from casework.views import StepForm
from zones.forms import OfficeForm, ReasonsForm, date_input, text_area

MOST_FILES = 50


class ProposeForm(forms.Form):
    """For each chosen file what is to become of it, and why all of this is proposed."""

    use_required_attribute = False
    note = forms.CharField(
        label=_("Note for the approver"), required=False, max_length=1000, widget=text_area(3)
    )

    def __init__(self, *args: Any, files: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files = files
        for one in files:
            self.fields[f"outcome_{one.pk}"] = forms.ChoiceField(
                label=f"{one.number} {one.title}",
                choices=Outcome.choices,
                initial=Outcome.DISPOSED,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose what is to become of the file.")},
            )

    def rows(self) -> list[dict[str, Any]]:
        """Return each file with its retention and its field."""
        return [
            {"file": one, "term": one.retention(), "field": self[f"outcome_{one.pk}"]}
            for one in self.files
        ]

    def outcomes(self) -> dict[int, str]:
        """Return file key → outcome."""
        return {one.pk: self.cleaned_data[f"outcome_{one.pk}"] for one in self.files}


class ExtensionForm(OfficeForm):
    """Until when a file is kept beyond its period, and why."""

    field_rules = {
        "until": (rules.extension_is_later,),
        "reason": (rules.extension_has_reason,),
    }
    until = forms.DateField(label=pgettext_lazy("disposal", "Kept until"), widget=date_input())
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        widget=text_area(3),
        help_text=_("It stays with the trail after the disposal: name no person."),
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the retention as it is now."""
        term = self.case.retention()
        expires = wareki(term.expires_on) if term.expires_on else "－"
        return [
            {"label": _("Retention class"), "value": str(term.label)},
            {"label": _("Retention ends on"), "value": expires},
        ]


class ExecuteForm(OfficeForm):
    """A last confirmation: what follows cannot be undone."""

    confirmed = forms.BooleanField(
        label=_("I have checked the list: these files are destroyed for good."),
        error_messages={
            "required": _("Confirm that the files are to be destroyed: it cannot be undone.")
        },
    )

    def aside(self) -> list[dict[str, Any]]:
        """Return the files with what becomes of each."""
        lines = [
            f"{item.application.number}　{item.application.title}（{item.get_outcome_display()}）"
            for item in self.case.rows()
        ]
        return [{"label": _("Files of this proposal"), "value": "\n".join(lines)}]


class ReceiptForm(OfficeForm):
    """The archives' receipt."""

    field_rules = {"receipt": (rules.names_receipt,)}
    receipt = forms.CharField(label=_("Number and date of the receipt"), max_length=200)


BATCH_FORMS: dict[str, type[StepForm]] = {
    "send_back": ReasonsForm,
    "execute": ExecuteForm,
    "hand_over": ReceiptForm,
}
