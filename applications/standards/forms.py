"""What is asked about a standard measure: its words, its conditions, its evaluation; and the filters."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications import facts, hooks
from applications.codes_standard import (
    CONDITION_PARTS,
    EVALUATION_PARTS,
    PLAN_KEYS,
    OriginVerdict,
)
from applications.models import StandardMeasure
from zones.choices import Sector
from zones.forms import ReasonsForm, text_area

ALL = gettext_lazy("All")
CONDITION_LABELS = {
    "text": gettext_lazy("Condition"),
    "reason": gettext_lazy("Reason of the condition"),
    "check_method": gettext_lazy("How it is checked"),
    "owner": gettext_lazy("Who checks it"),
    "due": gettext_lazy("By when"),
}
SHORT = ("owner", "due")
SPARE_ROWS, MOST_ROWS = 1, 20


class StandardFilter(forms.Form):
    """Law, sector and verdict; every one may be left empty, and all stand in the address."""

    law = forms.ChoiceField(label=gettext_lazy("Law"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    verdict = forms.ChoiceField(label=gettext_lazy("Verdict on the origin"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.label_suffix = ""
        laws = StandardMeasure.objects.current().order_by("law_title").values_list("law_title")
        found = sorted({law for (law,) in laws})
        self.fields["law"].choices = [("", ALL), *((law, law) for law in found)]
        self.fields["sector"].choices = [("", ALL), *Sector.choices]
        self.fields["verdict"].choices = [("", ALL), *OriginVerdict.choices]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = gettext_lazy("Choose from the list.")

    def chosen(self) -> dict[str, str]:
        """Return the filters that are valid and not empty."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def apply(self, found: Any) -> list[StandardMeasure]:
        """Return the packages that the filters leave."""
        chosen = self.chosen()
        if "law" in chosen:
            found = found.filter(law_title=chosen["law"])
        if "verdict" in chosen:
            found = found.filter(verdict=chosen["verdict"])
        rows = list(found)
        return [one for one in rows if chosen.get("sector", "") in ("", *one.sectors)]


class ConditionForm(forms.Form):
    """One condition; a row left empty falls away."""

    use_required_attribute = False
    not_facts = dict.fromkeys(CONDITION_PARTS, "measure")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in CONDITION_LABELS.items():
            short = part in SHORT
            self.fields[part] = forms.CharField(
                label=label,
                required=False,
                max_length=100 if short else None,
                widget=forms.TextInput() if short else text_area(2),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for the text of a condition that has anything else."""
        cleaned = {part: str(v).strip() for part, v in (super().clean() or {}).items()}
        if any(cleaned.values()) and not cleaned.get("text"):
            self.add_error("text", _("“Condition” is empty: write it, or empty the whole row."))
        return cleaned


Conditions = forms.formset_factory(ConditionForm, extra=SPARE_ROWS, max_num=MOST_ROWS)


def conditions_in(rows: Any) -> list[dict[str, str]]:
    """Return the conditions of a valid formset, without empty rows."""
    return [
        {part: row.get(part, "") for part in CONDITION_PARTS}
        for row in rows.cleaned_data
        if row and row.get("text")
    ]


class EvaluationForm(forms.Form):
    """The design of the evaluation, part by part."""

    use_required_attribute = False
    not_facts = {"[part]": "measure"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part, label in EVALUATION_PARTS.items():
            self.fields[part] = forms.CharField(label=label, required=False, widget=text_area(3))

    def evaluation(self) -> dict[str, str]:
        """Return the design as it is kept."""
        return {part: self.cleaned_data[part].strip() for part in EVALUATION_PARTS}


class StandardForm(EvaluationForm):
    """The words of a package, its indicators, the parts of a plan and what the examiners found."""

    name = forms.CharField(label=gettext_lazy("Name of the standard measure"), max_length=100)
    summary = forms.CharField(
        label=gettext_lazy("What it is for"),
        widget=text_area(3),
        help_text=gettext_lazy("In plain words, for a small town and for a company."),
    )
    law_title = forms.CharField(label=gettext_lazy("Law or order"), max_length=150)
    article = forms.CharField(label=gettext_lazy("Article"), max_length=100)
    text = forms.CharField(
        label=gettext_lazy("The rule as it is to read here"), widget=text_area(5)
    )
    sectors = forms.MultipleChoiceField(
        label=gettext_lazy("Sectors"),
        choices=Sector.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    indicators = forms.CharField(
        label=gettext_lazy("Indicators to report"),
        help_text=gettext_lazy("Codes of the catalogue, such as K26, K27."),
    )
    note = forms.CharField(
        label=gettext_lazy("What changed and why"), required=False, widget=text_area(2)
    )
    not_facts = {
        "[part]": "measure",
        **dict.fromkeys(
            (
                *("name", "summary", "law_title", "article", "text", "sectors"),
                *("indicators", "note"),
            ),
            "measure",
        ),
    }

    def __init__(self, *args: Any, standard: StandardMeasure, **kwargs: Any) -> None:
        initial = {
            **{name: getattr(standard, name) for name in self.base_fields},
            **standard.evaluation,
            "indicators": ", ".join(standard.indicators),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.criteria = standard.findings
        for key in PLAN_KEYS:
            self.fields[f"plan_{key}"] = forms.CharField(
                label=facts.get(key).label,
                required=False,
                widget=text_area(3),
                initial=standard.plan_parts.get(key, ""),
            )
        for number, row in enumerate(self.criteria):
            self.fields[f"finding_{number}"] = forms.CharField(
                label=row["label"], required=False, widget=text_area(2), initial=row["note"]
            )
        for field in self.fields.values():
            missing = _("“%(label)s” is empty: write it.") % {"label": field.label}
            field.error_messages["required"] = missing

    def clean_indicators(self) -> list[str]:
        """Refuse codes that the catalogue does not have."""
        codes = [c for c in re.split(r"[\s,、，]+", self.cleaned_data["indicators"]) if c]
        known = hooks.indicator_labels.first(codes) or {}
        if unknown := [code for code in codes if code not in known]:
            raise ValidationError(
                _("The catalogue has no indicator %(codes)s. Correct the code.")
                % {"codes": "、".join(unknown)},
                code="unknown",
            )
        return list(dict.fromkeys(codes))

    def content(self) -> dict[str, Any]:
        """Return what a draft keeps of the form; the conditions are a form of their own."""
        data = self.cleaned_data
        plan = {key: data[f"plan_{key}"].strip() for key in PLAN_KEYS}
        findings = [
            {**row, "note": data[f"finding_{n}"].strip()} for n, row in enumerate(self.criteria)
        ]
        return {
            **{name: data[name] for name in self.base_fields},
            "evaluation": self.evaluation(),
            "plan_parts": {key: text for key, text in plan.items() if text},
            "findings": findings,
        }

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in the groups in which the page shows them."""
        return [
            {"legend": _("The measure"), "fields": [self[n] for n in self.base_fields]},
            {
                "legend": _("Design of the evaluation"),
                "fields": [self[part] for part in EVALUATION_PARTS],
            },
            {
                "legend": _("Parts of the plan that are filled in"),
                "fields": [self[f"plan_{key}"] for key in PLAN_KEYS],
            },
            {
                "legend": _("What was examined before"),
                "fields": [self[f"finding_{n}"] for n in range(len(self.criteria))],
            },
        ]


class WithdrawForm(ReasonsForm):
    """Why a package is withdrawn, or no longer offered."""


STEP_FORMS = {"withdraw": WithdrawForm}
OFFER_FORMS = {"stop": WithdrawForm}
