"""The form in which an authority determines a measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from applications.codes import GRANTED, Judgment, Outcome, ReasonCode
from applications.codes_exemption import CheckEvery
from applications.criteria import criteria_of, latest_findings
from applications.office.findings_form import hints
from applications.rules import measure as rules
from casework.differences import changes
from zones.forms import OfficeForm, date_input, text_area

SPARE_ROWS, MAX_ROWS = 2, 20
YES_NO = (
    ("yes", pgettext_lazy("criterion", "Met")),
    ("no", pgettext_lazy("criterion", "Not met")),
)
PARTS = (
    ("text", _("Condition %(number)d")),
    ("reason", _("Reason of condition %(number)d")),
    ("check_method", _("How condition %(number)d is checked")),
    ("owner", _("Who checks condition %(number)d")),
    ("due", _("By when condition %(number)d is checked")),
    ("every_months", _("How often condition %(number)d is checked")),
)
LONG = ("text", "reason", "check_method")
OFTEN = "every_months"


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
        content = kwargs.pop("content", None) or proposed(kwargs["case"])
        rows = _rows_of(args[0] if args else kwargs.get("data"), content)
        self.rows = min(rows + SPARE_ROWS, MAX_ROWS)
        self.criteria = criteria_of(kwargs["case"].application)
        findings = latest_findings(kwargs["case"])
        self.base_fields = {
            **_criterion_fields(self.criteria, findings),
            **self.base_fields,
            **_condition_fields(self.rows),
        }
        super().__init__(*args, **kwargs)
        self.initial |= initial_of(content) if content else {}
        plan = self.case.application.plan
        self.initial.setdefault("text_granted", self.case.text_asked)
        self.initial.setdefault("starts_on", _day(plan.get("starts_on")))
        self.initial.setdefault("ends_on", _day(plan.get("ends_on")))

    def clean(self) -> dict[str, Any]:
        """Check the rules, and that no condition lacks its text."""
        for number in range(1, self.rows + 1):
            row = self._condition(number)
            if any(row.values()) and not row["text"]:
                message = _("Condition %(number)d has a reason or a check but no text: write it.")
                self.add_error(f"condition_{number}_text", message % {"number": number})
        return super().clean()

    def _condition(self, number: int) -> dict[str, Any]:
        found = {p: self.cleaned_data.get(f"condition_{number}_{p}", "") for p, _label in PARTS}
        return {p: v.strip() if isinstance(v, str) else v for p, v in found.items()}

    def inputs(self) -> dict[str, Any]:
        """Return the inputs of the step; what a refusal does not have is left out."""
        data = self.cleaned_data
        granted = data["outcome"] in GRANTED
        rows = [self._condition(number) for number in range(1, self.rows + 1)]
        return {
            "outcome": data["outcome"],
            "criteria": [
                {
                    "code": c.code,
                    "met": data[f"criterion_{c.code}_met"] == "yes",
                    "reason": data[f"criterion_{c.code}_reason"],
                }
                for c in self.criteria
            ],
            "reason_codes": data["reason_codes"],
            "reasons": data["reasons"],
            "text_granted": data["text_granted"] if granted else "",
            "starts_on": data["starts_on"] if granted else None,
            "ends_on": data["ends_on"] if granted else None,
            "conditions": [_without_empty(row) for row in rows if row["text"]] if granted else [],
        }

    def groups(self) -> list[dict[str, Any]]:
        """Return the fields in the groups in which the screen shows them."""
        asked = {"label": _("Text asked"), "text": self.case.text_asked}
        granted = str(self["text_granted"].value() or "")
        if self.is_bound and granted.strip() not in ("", self.case.text_asked.strip()):
            asked["changes"] = changes(self.case.text_asked, granted)
        return [
            {
                "legend": _("Criteria"),
                "help": "／".join(dict.fromkeys(c.basis for c in self.criteria)),
                "fields": [
                    self[f"criterion_{c.code}_{part}"]
                    for c in self.criteria
                    for part in ("met", "reason")
                ],
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
            *(self._condition_group(number) for number in range(1, self.rows + 1)),
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
            *hints(application),
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


def _without_empty(row: dict[str, Any]) -> dict[str, Any]:
    return {part: text for part, text in row.items() if text or part in LONG}


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


FOUND = {Judgment.MET: "yes", Judgment.NOT_MET: "no"}


def _criterion_fields(criteria: list[Any], findings: dict[str, Any]) -> dict[str, forms.Field]:
    """Return the fields of each criterion, filled in with what the examiner found."""
    fields: dict[str, forms.Field] = {}
    for c in criteria:
        found = findings.get(c.code)
        fields[f"criterion_{c.code}_met"] = forms.ChoiceField(
            label=c.label,
            choices=YES_NO,
            widget=forms.RadioSelect,
            initial=FOUND.get(found.judgment) if found else None,
            help_text=_said(found),
        )
        fields[f"criterion_{c.code}_reason"] = forms.CharField(
            label=_("Reason: %(criterion)s") % {"criterion": c.label},
            widget=text_area(3),
            initial=found.reason if found else "",
        )
    return fields


def _said(found: Any) -> Any:
    """Return who found what, for the signer who may differ; the difference is kept."""
    if found is None:
        return ""
    words = {"name": found.by_name, "finding": found.get_judgment_display()}
    return _("Finding of %(name)s: %(finding)s. You may differ; it is recorded.") % words


def _condition_fields(rows: int) -> dict[str, forms.Field]:
    return {
        f"condition_{number}_{part}": _part_field(part, label % {"number": number})
        for number in range(1, rows + 1)
        for part, label in PARTS
    }


def _part_field(part: str, label: str) -> forms.Field:
    if part == OFTEN:
        choices = [("", _("Not regularly")), *CheckEvery.choices]
        return forms.TypedChoiceField(
            label=label, required=False, choices=choices, coerce=int, empty_value=""
        )
    return forms.CharField(
        label=label,
        required=False,
        max_length=None if part in LONG else 100,
        widget=text_area(2) if part in LONG else forms.TextInput(),
    )


def _rows_of(data: Any, content: dict[str, Any] | None) -> int:
    """Return how many conditions are filled in: two empty ones always follow."""
    if data is None:
        return len((content or {}).get("conditions", []))
    filled = (
        number
        for number in range(1, MAX_ROWS + 1)
        for part, _label in PARTS
        if str(data.get(f"condition_{number}_{part}", "")).strip()
    )
    return max(filled, default=0)


def proposed(measure: Any) -> dict[str, Any] | None:
    """Return the conditions that a measure begun from a standard measure proposes; the signer decides."""
    use = getattr(measure, "standard_use", None)
    return {"conditions": use.conditions} if use is not None and use.conditions else None


def initial_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return the fields' values for a content that was proposed before."""
    shown = {
        name: content[name]
        for name in ("outcome", "reason_codes", "reasons", "text_granted", "starts_on", "ends_on")
        if name in content
    }
    for criterion in content.get("criteria", []):
        shown[f"criterion_{criterion['code']}_met"] = "yes" if criterion["met"] else "no"
        shown[f"criterion_{criterion['code']}_reason"] = criterion["reason"]
    for number, condition in enumerate(content.get("conditions", []), start=1):
        for part, _label in PARTS:
            shown[f"condition_{number}_{part}"] = condition.get(part, "")
    return shown
