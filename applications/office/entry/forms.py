"""What a clerk enters of a filing on paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.apply.fields import DayField, FactField
from applications.codes import Channel
from applications.ledger.reading import company_facts
from applications.models import Company
from casework import clock
from casework.files import validate_upload
from zones.models import Intake, Procedure, Zone

ON_PAPER = [choice for choice in Channel.choices if choice[0] != Channel.ONLINE]


class EntryForm(forms.Form):
    """The applicant, where and what, how and when the original arrived, and its scan.

    The facts of the company are asked only for a number that is not registered yet.
    """

    use_required_attribute = False
    channel = forms.ChoiceField(
        label=gettext_lazy("How the application arrived"),
        choices=ON_PAPER,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the application arrived.")},
    )
    original_arrived_on = DayField(
        label=gettext_lazy("Day on which the original arrived"),
        help_text=gettext_lazy(
            "The day of the office's date stamp. The processing period runs from this day."
        ),
        error_messages={"required": gettext_lazy("Give the day on which the original arrived.")},
    )
    original = forms.FileField(
        label=gettext_lazy("Scan of the original"),
        help_text=gettext_lazy("PDF, PNG or JPEG of all pages, at most 50 MB."),
        error_messages={"required": gettext_lazy("Add the scan of the original.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Title of the application"),
        max_length=120,
        error_messages={"required": gettext_lazy("Give the application a title.")},
    )

    def __init__(self, *args: Any, zones: QuerySet[Zone], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.company: Company | None = None
        self.fields["zone"] = _choice(zones, _("Zone"), _("Choose the zone."))
        procedures = Procedure.objects.filter(
            pk__in=Intake.objects.published().filter(zone__in=zones).values("procedure")
        ).order_by("pk")
        self.fields["procedure"] = _choice(procedures, _("Procedure"), _("Choose the procedure."))
        for fact in company_facts():
            if fact.asked:
                self.fields[fact.key] = FactField(fact, insist=fact.key == "corporate_number")
        self.order_fields(
            ["channel", "original_arrived_on", "original", "zone", "procedure", "title"]
        )

    def clean_original_arrived_on(self) -> Any:
        """Refuse a day that has not come."""
        day = self.cleaned_data["original_arrived_on"]
        if day is not None and day > clock.today():
            raise ValidationError(
                _("The original cannot have arrived in the future. Correct the day of arrival.")
            )
        return day

    def clean_original(self) -> Any:
        """Refuse what cannot be stored, before anything is written."""
        validate_upload(self.cleaned_data["original"])
        return self.cleaned_data["original"]

    def clean(self) -> dict[str, Any]:
        """Find the company by its number, or ask for the facts of a new one; check the procedure."""
        cleaned = super().clean() or self.cleaned_data
        if number := cleaned.get("corporate_number"):
            self.company = Company.objects.filter(corporate_number=number).first()
            if self.company is None:
                self._ask_for_facts(cleaned)
        zone, procedure = cleaned.get("zone"), cleaned.get("procedure")
        if zone and procedure and not zone.intakes.published().filter(procedure=procedure).exists():
            self.add_error(
                "procedure", _("This zone does not have this procedure: choose another.")
            )
        return cleaned

    def _ask_for_facts(self, cleaned: dict[str, Any]) -> None:
        for fact in company_facts():
            is_missing = fact.asked and fact.required and not cleaned.get(fact.key)
            if is_missing and fact.key not in self.errors:
                self.add_error(
                    fact.key,
                    _("“%(label)s” is missing: this corporate number is new here.")
                    % {"label": fact.label},
                )

    def company_values(self) -> dict[str, Any]:
        """Return the facts entered of a new company."""
        keys = [fact.key for fact in company_facts() if fact.asked]
        return {key: self.cleaned_data[key] for key in keys if self.cleaned_data.get(key)}


def _choice(queryset: QuerySet[Any], label: str, missing: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        queryset, label=label, empty_label=None, error_messages={"required": missing}
    )
