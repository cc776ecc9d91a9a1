"""The form in which an authority determines a measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.codes import CRITERIA, GRANTED, Outcome, ReasonCode
from applications.rules import measure as rules
from zones.forms import OfficeForm, date_input, text_area

CONDITION_ROWS = 5
YES_NO = (
    ("yes", pgettext_lazy("criterion", "Met")),
    ("no", pgettext_lazy("criterion", "Not met")),
)
PARTS = (
    ("text", _("Condition %(number)d")),
    ("reason", _("Reason of condition %(number)d")),
    ("check_method", _("How condition %(number)d is checked")),
)


class DeterminationForm(OfficeForm):
    """Outcome, reasons per criterion, text asked and granted, period, conditions."""

    field_rules = {
        "outcome": (rules.outcome_agrees_with_criteria,),
        "reason_codes": (rules.refusal_has_coded_reasons,),
        "text_granted": (rules.grant_has_text,),
        "ends_on": (rules.grant_has_end_date, rules.grant_ends_within_zone),
    }
    outcome = forms.ChoiceField(
        label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    reason_codes = forms.MultipleChoiceField(
        label=_("Coded reasons"),
        choices=ReasonCode.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Needed for a refusal and for every change; they are counted over all cases."),
    )
    reasons = forms.CharField(
        label=_("Reasons in words"),
        required=False,
        widget=text_area(6),
        help_text=_("Needed for a refusal and for every change. The applicant receives this text."),
    )
    text_granted = forms.CharField(
        label=_("Text granted"),
        required=False,
        widget=text_area(8),
        help_text=_("Read only when granted with changes; otherwise the text asked stands."),
    )
    starts_on = forms.DateField(label=_("First day"), required=False, widget=date_input())
    ends_on = forms.DateField(label=_("Last day"), required=False, widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.base_fields = {**_criterion_fields(), **self.base_fields, **_condition_fields()}
        super().__init__(*args, **kwargs)
        plan = self.case.application.plan
        self.initial.setdefault("text_granted", self.case.text_asked)
        self.initial.setdefault("starts_on", _day(plan.get("starts_on")))
        self.initial.setdefault("ends_on", _day(plan.get("ends_on")))

    def clean(self) -> dict[str, Any]:
        """Check the rules, and that no condition lacks its text."""
        for number in range(1, CONDITION_ROWS + 1):
            row = self._condition(number)
            if any(row.values()) and not row["text"]:
                message = _("Condition %(number)d has a reason or a check but no text: write it.")
                self.add_error(f"condition_{number}_text", message % {"number": number})
        return super().clean()

    def _condition(self, number: int) -> dict[str, str]:
        return {
            part: self.cleaned_data.get(f"condition_{number}_{part}", "").strip()
            for part, _label in PARTS
        }

    def inputs(self) -> dict[str, Any]:
        """Return the inputs of the step; what a refusal does not have is left out."""
        data = self.cleaned_data
        granted = data["outcome"] in GRANTED
        rows = [self._condition(number) for number in range(1, CONDITION_ROWS + 1)]
        return {
            "outcome": data["outcome"],
            "criteria": [
                {
                    "code": code,
                    "met": data[f"criterion_{code}_met"] == "yes",
                    "reason": data[f"criterion_{code}_reason"],
                }
                for code in CRITERIA
            ],
            "reason_codes": data["reason_codes"],
            "reasons": data["reasons"],
            "text_granted": data["text_granted"] if granted else "",
            "starts_on": data["starts_on"] if granted else None,
            "ends_on": data["ends_on"] if granted else None,
            "conditions": [row for row in rows if row["text"]] if granted else [],
        }

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in the groups in which the screen shows them."""
        asked = {"label": _("Text asked"), "text": self.case.text_asked}
        return [
            {
                "legend": _("Criteria"),
                "help": "産業競争力強化法 第8条の2第4項",
                "fields": [self[name] for name in _criterion_fields()],
                "pairs": True,
            },
            {"legend": _("Outcome"), "fields": self._named("outcome", "reason_codes", "reasons")},
            {
                "legend": _("What is granted"),
                "beside": asked,
                "fields": self._named("text_granted"),
            },
            {
                "legend": _("Period"),
                "help": _("Every exemption ends on a date, at the latest with its zone."),
                "fields": self._named("starts_on", "ends_on"),
                "pairs": True,
            },
            *(self._condition_group(number) for number in range(1, CONDITION_ROWS + 1)),
        ]

    def aside(self) -> list[dict[str, Any]]:
        """Return what the signer should have before them: who asks, and what the offices said."""
        application = self.case.application
        opinions = application.opinions.select_related("organisation").order_by("pk")
        return [
            {"label": _("Company"), "value": application.company.name},
            {"label": _("Examiner"), "value": str(application.examiner or _("Nobody yet"))},
            {
                "label": _("Opinions"),
                "value": "\n".join(
                    f"{o.organisation.name}：{o.get_view_display() or o.get_status_display()} {o.text}"
                    for o in opinions
                )
                or _("No opinion has been asked."),
            },
        ]

    def _named(self, *names: str) -> list[Any]:
        return [self[name] for name in names]

    def _condition_group(self, number: int) -> dict[str, Any]:
        fields = self._named(*(f"condition_{number}_{part}" for part, _label in PARTS))
        return {
            "legend": _("Condition %(number)d") % {"number": number},
            "fields": fields,
            "folded": True,
            "open": any(field.value() or field.errors for field in fields),
        }


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _criterion_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for code, label in CRITERIA.items():
        fields[f"criterion_{code}_met"] = forms.ChoiceField(
            label=label, choices=YES_NO, widget=forms.RadioSelect
        )
        fields[f"criterion_{code}_reason"] = forms.CharField(
            label=_("Reason: %(criterion)s") % {"criterion": label}, widget=text_area(3)
        )
    return fields


def _condition_fields() -> dict[str, forms.Field]:
    return {
        f"condition_{number}_{part}": forms.CharField(
            label=label % {"number": number},
            required=False,
            widget=text_area(2),
        )
        for number in range(1, CONDITION_ROWS + 1)
        for part, label in PARTS
    }
