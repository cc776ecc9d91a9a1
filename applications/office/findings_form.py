"""The form in which an examiner writes findings down, criterion by criterion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from applications import checks
from applications.codes import Judgment
from applications.criteria import criteria_of, latest_findings
from applications.office.correction_form import fact_choices
from applications.rules import findings as rules
from casework.files import files_of
from zones.forms import OfficeForm, text_area


class FindingsForm(OfficeForm):
    """Met, not met or not yet, with a reason and links, for each criterion of the pinned version."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        case = kwargs["case"]
        self.criteria = criteria_of(case.application)
        self.base_fields = _fields(self.criteria, _links(case.application))
        super().__init__(*args, **kwargs)
        for code, finding in latest_findings(case).items():
            self.initial.setdefault(f"{code}_judgment", finding.judgment)
            self.initial.setdefault(f"{code}_reason", finding.reason)
            self.initial.setdefault(f"{code}_links", finding.links)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason at the criterion that lacks it."""
        cleaned = super().clean()
        for criterion in self.criteria:
            judged = cleaned.get(f"{criterion.code}_judgment")
            reason = cleaned.get(f"{criterion.code}_reason", "").strip()
            if judged in {Judgment.MET, Judgment.NOT_MET} and not reason:
                self.add_error(f"{criterion.code}_reason", rules.judgments_have_reasons.reason)
        return cleaned

    def inputs(self) -> dict[str, Any]:
        """Return the findings, their codes for the trail, and what the machine had hinted."""
        data = self.cleaned_data
        findings = [
            {
                "code": c.code,
                "judgment": data[f"{c.code}_judgment"],
                "reason": data[f"{c.code}_reason"],
                "links": data[f"{c.code}_links"],
            }
            for c in self.criteria
        ]
        return {
            "findings": findings,
            "judged": {f["code"]: f["judgment"] for f in findings},
            "machine_hints": {c.code: c.hint for c in checks.checks_of(self.case.application)},
        }

    def groups(self) -> list[dict[str, Any]]:
        """Return each criterion with its text beside the answer, its links folded."""
        groups = []
        for c in self.criteria:
            text = "\n".join(part for part in (c.text, c.basis, c.guidance) if part)
            links = self[f"{c.code}_links"]
            groups += [
                {
                    "legend": c.label,
                    "beside": {"label": _("How it is judged"), "text": text},
                    "fields": [self[f"{c.code}_judgment"], self[f"{c.code}_reason"]],
                },
                {
                    "legend": _("Where it shows: %(criterion)s") % {"criterion": c.label},
                    "fields": [links],
                    "folded": True,
                    "open": bool(links.value() or links.errors),
                },
            ]
        return groups

    def aside(self) -> list[dict[str, Any]]:
        """Return the machine's hints, marked as such."""
        return hints(self.case.application)


def hints(application: Any) -> list[dict[str, Any]]:
    """Return what the machine says of the plan, for the side of a form; it decides nothing."""
    return [
        {
            "label": _("Machine: %(check)s") % {"check": c.label},
            "value": f"{c.hint.label}：{c.text}",
        }
        for c in checks.checks_of(application)
    ]


def _links(application: Any) -> list[tuple[Any, Any]]:
    files = [(f"file:{file.pk}", file.name) for file in files_of(application)]
    return [*fact_choices(application.plan_schema), *([(_("Files"), files)] if files else [])]


def _fields(criteria: list[Any], links: list[Any]) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for c in criteria:
        words = {"criterion": c.label}
        fields[f"{c.code}_judgment"] = forms.ChoiceField(
            label=_("Finding: %(criterion)s") % words,
            choices=Judgment.choices,
            initial=Judgment.NOT_YET,
            widget=forms.RadioSelect,
        )
        fields[f"{c.code}_reason"] = forms.CharField(
            label=_("Reason: %(criterion)s") % words, required=False, widget=text_area(3)
        )
        fields[f"{c.code}_links"] = forms.MultipleChoiceField(
            label=_("Fields and files"),
            choices=links,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return fields
